import { isSettledProblem, type ProblemState } from '../casework/problem-states.ts';
import { count, text, type Advance, type Refusal, type Row, type World } from '../casework/act.ts';
import { refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import { openParts } from './joint-action.ts';
import { scoreTaskZone } from './score-task-zone.ts';
import type { TaskCell, TaskTarget } from './task-types.ts';

/**
 * Ends a task. Every target must have been visited or skipped with a reason, every grid of a patrol gone through or the
 * note say why not; a strike also waits until each of its problems is
 * settled or assigned (feature 0.15); a joint action until every unit's part is reported. The zone gets its outcome from what was found.
 */
export function finishTask(row: Row, note: string, world: World): Result<Advance, Refusal> {
  const targets = (row['targets'] as readonly TaskTarget[] | null) ?? [];
  const left = targets.filter((each) => each.state === 'todo').length;
  if (left > 0) return refused('server_task_targets_left', { count: left });
  const parts = openParts(row);
  if (parts > 0) return refused('server_task_parts_open', { count: parts });
  const cells = cellsLeft(row, targets, world);
  if (cells > 0 && note.trim() === '') return refused('server_task_cells_left', { count: cells });
  const open = unsettled(row, world);
  if (text(row, 'type') === 'upwind_strike' && open.length > 0) {
    return refused('server_strike_has_undecided', {
      count: open.length,
      numbers: open.map((each) => text(each, 'no')).join(' '),
    });
  }
  const fields = { state: 'done', windShift: null, rev: count(row, 'rev') + 1 };
  const scored = scoreTaskZone(row, targets, true, world);
  return ok({
    writes: [{ collection: 'tasks', id: row.id, create: false, fields }],
    follow: scored === null ? [] : [scored],
  });
}

/** Grids of a patrol in which nobody was: neither gone through nor checked in, nor was anything found there. */
function cellsLeft(task: Row, targets: readonly TaskTarget[], world: World): number {
  const cells = (task['cells'] as readonly TaskCell[] | null | undefined) ?? [];
  if (cells.length === 0) return 0;
  const been = new Set([
    ...cells.filter((each) => each.at !== null).map((each) => each.cell),
    ...targets
      .filter((each) => each.state !== 'todo' && each.state !== 'skipped')
      .map((each) => text(world.find('sources', each.source) ?? task, 'cell')),
    ...world.problemsOfTask(task.id).map((each) => text(each, 'cell')),
  ]);
  return cells.filter((each) => !been.has(each.cell)).length;
}

/** Problems of a task that nobody has decided on yet, for the report and for what blocks its end. */
function unsettled(task: Row, world: World): readonly Row[] {
  return world
    .problemsOfTask(task.id)
    .filter((each) => !isSettledProblem(text(each, 'state') as ProblemState));
}
