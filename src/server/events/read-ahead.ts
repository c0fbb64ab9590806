import type { Row } from '../../core/casework/act.ts';
import type { EventDraft } from '../../core/casework/events.ts';
import { isSealed } from '../../core/casework/row-seal.ts';
import { queryAll, type App, type PbRecord } from '../pb.ts';
import { findRecord, toRow } from './to-row.ts';

/** The row an event is about as it was read before its turn came; null when there was none. */
export interface ReadAhead {
  /** The log's last number before the reading. */
  readonly seq: number;
  readonly record: PbRecord | null;
  readonly row: Row | null;
}

/**
 * Reads the row while others still write, since writers take turns and reading it costs a fifth of a turn. Good only as long as no
 * event after `seq` wrote the row (log-now.ts), so null for collections that something else than events may write.
 */
export function readAhead(app: App, { subject, subjectId }: EventDraft): ReadAhead | null {
  if (!isSealed(subject)) return null;
  const [last] = queryAll(app, 'SELECT seq FROM events ORDER BY seq DESC LIMIT 1', { seq: 0 });
  const record = findRecord(app, subject, subjectId);
  return { seq: last?.seq ?? 0, record, row: record && toRow(record) };
}
