import { CHAIN_START, chainText, type ChainedEvent } from '../../core/casework/chain-text.ts';
import { SEALED, sealsText, type RowSeal } from '../../core/casework/row-seal.ts';
import { sealOf } from '../events/seals.ts';
import { host, queryAll, type App } from '../pb.ts';

const ROWS_PER_STATEMENT = 2000;

/**
 * Puts the events of a city file into the log in the order of their receipt, each linked to the one before. The rows of the file must be
 * there: each is sealed by the last event about it; the others are dealt out evenly, so that none escapes.
 */
export function chainEvents(tx: App): void {
  const rows = queryAll(
    tx,
    `SELECT json(value) AS row FROM sf_load, json_each(sf_load.rows) WHERE part = 'events'
     ORDER BY value ->> 'receivedAt', value ->> 'id'`,
    { row: '' },
  );
  const drafts = rows.map(({ row }) => JSON.parse(row) as Partial<ChainedEvent>);
  const seals = dealSeals(tx, drafts);
  let prevHash = CHAIN_START;
  const events = drafts.map((draft, at) => {
    const wrote = sealsText(seals[at] ?? []);
    const event: ChainedEvent = { ...EMPTY, ...draft, wrote, seq: at + 1, prevHash };
    prevHash = host.sha256(chainText(event));
    return { ...event, hash: prevHash };
  });
  for (let at = 0; at < events.length; at += ROWS_PER_STATEMENT) {
    const part = JSON.stringify(events.slice(at, at + ROWS_PER_STATEMENT));
    tx.nonconcurrentDB().newQuery(INSERT).bind({ part }).execute();
  }
}

/** Seals by place of the event. */
function dealSeals(tx: App, events: readonly Partial<ChainedEvent>[]): readonly RowSeal[][] {
  const dealt = events.map((): RowSeal[] => []);
  if (events.length === 0) return dealt;
  const last = new Map(events.map((each, at) => [each.subjectId ?? '', at]));
  let next = 0;
  for (const collection of SEALED) {
    const { columns, sql } = sealOf(tx, collection);
    const texts = queryAll(tx, sql.replace('SELECT ', 'SELECT id, '), { id: '', text: '' });
    for (const { id, text } of texts) {
      const at = last.get(id) ?? next++ % events.length;
      dealt[at]?.push({ collection, id, columns, hash: host.sha256(text) });
    }
  }
  return dealt;
}

const EMPTY: ChainedEvent = {
  seq: 0,
  prevHash: '',
  id: '',
  subject: '',
  subjectId: '',
  type: '',
  actor: '',
  role: 'system',
  post: '',
  deviceAt: 0,
  clockOffsetMs: 0,
  receivedAt: 0,
  seen: 0,
  payload: '{}',
  photos: [],
  device: '',
};

const TEXTS = [
  'id',
  'subject',
  'subjectId',
  'type',
  'actor',
  'role',
  'post',
  'payload',
  'prevHash',
  'hash',
  'wrote',
  'device',
];
const NUMBERS = ['deviceAt', 'clockOffsetMs', 'receivedAt', 'seen', 'seq'];
const INSERT =
  `INSERT INTO events (${[...TEXTS, ...NUMBERS].map((name) => `"${name}"`).join(',')},photos,problem) ` +
  `SELECT ${[...TEXTS, ...NUMBERS].map((name) => `value ->> '${name}'`).join(',')}, value -> 'photos', CASE value ->> 'subject' WHEN 'problems' THEN value ->> 'subjectId' ELSE '' END FROM json_each({:part})`;
