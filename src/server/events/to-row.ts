import type { Row } from '../../core/casework/act.ts';
import type { App, PbRecord } from '../pb.ts';

/** A record as plain data: json fields parsed, hidden fields left out. */
export function toRow(record: PbRecord): Row {
  return JSON.parse(JSON.stringify(record)) as Row;
}

/** The record, or null when there is none. */
export function findRecord(app: App, collection: string, id: string): PbRecord | null {
  if (id === '') return null;
  try {
    return app.findRecordById(collection, id);
  } catch {
    return null;
  }
}
