import { LADDER_CATALOGUE } from '../../core/escalation/ladder.ts';
import { readLadders } from '../../core/escalation/read-ladders.ts';
import { refuse } from '../http/refuse.ts';
import type { RecordEvent } from '../pb.ts';
import { toRow } from './to-row.ts';

/** An edition of the ladders that would not do is refused by name, before a rule proposes anything by it. */
export function onCatalogueCreate(e: RecordEvent): void {
  const row = toRow(e.record);
  const read = row['code'] === LADDER_CATALOGUE ? readLadders(row['body']) : null;
  if (read && !read.ok) return refuse(e.requestEvent, 400, 'invalid', read.error);
  e.next();
}
