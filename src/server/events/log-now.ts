import { CHAIN_START } from '../../core/casework/chain-text.ts';
import type { EventDraft } from '../../core/casework/events.ts';
import { queryOne, type App } from '../pb.ts';
import type { ReadAhead } from './read-ahead.ts';
import { COUNTERS, settledAt, type Settled } from './settled.ts';

/** The link that the next event hangs on; seq 0 before the first. */
export interface LastLink {
  readonly seq: number;
  readonly hash: string;
}

/** What the door asks before every event. */
export interface LogNow {
  /** Whether an event of this id is in the log: asked for every event and nearly always no, while a record not found is dear. */
  readonly known: boolean;
  readonly last: LastLink;
  readonly settled: Settled;
  /** The row of the event's subject, where what was read before still holds. */
  readonly ahead: ReadAhead | null;
}

const LAST = 'SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1';
/** Each event names the rows it wrote (core/casework/row-seal.ts). */
const WRITTEN = 'SELECT 1 FROM events WHERE seq > {:after} AND instr(wrote, {:subjectId}) > 0';
const NOW = `SELECT EXISTS (SELECT 1 FROM events WHERE id = {:id}) AS known, (${COUNTERS}) AS counter,
  coalesce(seq, 0) AS seq, coalesce(hash, '') AS hash, EXISTS (${WRITTEN}) AS written
  FROM (SELECT 1) LEFT JOIN (${LAST})`;
const SHAPE = { known: 0, counter: '', seq: 0, hash: '', written: 0 };

/** All of it in one question, since each costs more than what it asks. Call inside the transaction that writes the event. */
export function logNow(
  tx: App,
  { id, subjectId }: Pick<EventDraft, 'id' | 'subjectId'>,
  ahead: ReadAhead | null = null,
): LogNow {
  const after = ahead?.seq ?? Number.MAX_SAFE_INTEGER;
  const { known, counter, seq, hash, written } = queryOne(tx, NOW, SHAPE, { id, subjectId, after });
  return {
    known: known === 1,
    last: { seq, hash: hash || CHAIN_START },
    settled: settledAt(counter),
    ahead: written === 1 ? null : ahead,
  };
}
