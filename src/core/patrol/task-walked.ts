import {
  count,
  onServerClock,
  type Act,
  type Advance,
  type Refusal,
  type Row,
  type World,
} from '../casework/act.ts';
import type { TaskWalked } from './task-payloads.ts';
import { checkPlace } from '../casework/place-check.ts';
import { invalid, missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { TaskCell } from './task-types.ts';

/**
 * A grid of a patrol was gone through and nothing was found in it. It is no check of a source, so no inspection is written; the place
 * must be measured and lie in the grid. The earliest time counts, in whatever order they arrive.
 */
export function walkCell(act: Act<TaskWalked>, row: Row, world: World): Result<Advance, Refusal> {
  const { cell, place } = act.payload;
  const cells = (row['cells'] as readonly TaskCell[] | null) ?? [];
  if (!cells.some((each) => each.cell === cell)) return missing('server_cell_not_in_task');
  // A pin says where somebody means, not where he stood.
  if (place.by === 'pin') return invalid('server_walk_needs_fix');
  const evidence = checkPlace(place);
  if (!evidence.ok) return evidence;
  if (world.locate(place).cell !== cell) return invalid('server_not_in_cell');
  const at = onServerClock(act, act.payload.at);
  if (at < count(row, 'sentAt')) return invalid('server_walk_before_task');
  const fields = {
    state: 'under_way',
    cells: cells.map((each) =>
      each.cell === cell && (each.at === null || at < each.at) ? { cell, at, place } : each,
    ),
    rev: count(row, 'rev') + 1,
  };
  return ok({ writes: [{ collection: 'tasks', id: row.id, create: false, fields }], follow: [] });
}
