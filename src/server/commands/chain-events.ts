import { CHAIN_START, chainText, type ChainedEvent } from '../../core/casework/chain-text.ts';
import { host, queryAll, type App } from '../pb.ts';

const ROWS_PER_STATEMENT = 2000;

/** Puts the events of a city file into the log in the order of their receipt, each linked to the one before. */
export function chainEvents(tx: App): void {
  const rows = queryAll(
    tx,
    `SELECT json(value) AS row FROM sf_load, json_each(sf_load.rows) WHERE part = 'events'
     ORDER BY value ->> 'receivedAt', value ->> 'id'`,
    { row: '' },
  );
  let prevHash = CHAIN_START;
  const events = rows.map(({ row }, at) => {
    const event: ChainedEvent = {
      ...EMPTY,
      ...(JSON.parse(row) as Partial<ChainedEvent>),
      seq: at + 1,
      prevHash,
    };
    prevHash = host.sha256(chainText(event));
    return { ...event, hash: prevHash };
  });
  for (let at = 0; at < events.length; at += ROWS_PER_STATEMENT) {
    const part = JSON.stringify(events.slice(at, at + ROWS_PER_STATEMENT));
    tx.nonconcurrentDB().newQuery(INSERT).bind({ part }).execute();
  }
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
};

const TEXTS = ['id', 'subject', 'subjectId', 'type', 'actor', 'role', 'post', 'payload', 'prevHash', 'hash'];
const NUMBERS = ['deviceAt', 'clockOffsetMs', 'receivedAt', 'seen', 'seq'];
const INSERT =
  `INSERT INTO events (${[...TEXTS, ...NUMBERS].map((name) => `"${name}"`).join(',')},photos,problem) ` +
  `SELECT ${[...TEXTS, ...NUMBERS].map((name) => `value ->> '${name}'`).join(',')}, value -> 'photos', CASE value ->> 'subject' WHEN 'problems' THEN value ->> 'subjectId' ELSE '' END FROM json_each({:part})`;
