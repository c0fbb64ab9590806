import { isSettledProblem, type ProblemState } from '../casework/problem-states.ts';
import { count, text, type Advance, type Refusal, type Row, type World } from '../casework/act.ts';
import { refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import { scoreTaskZone } from './score-task-zone.ts';
import type { TaskTarget } from './task-types.ts';

/**
 * Ends a task. Every target must have been visited or skipped with a reason; a strike also waits until each of its problems is
 * settled or assigned (feature 0.15). The zone gets its outcome from what was found.
 */
export function finishTask(row: Row, world: World): Result<Advance, Refusal> {
  const targets = (row['targets'] as readonly TaskTarget[] | null) ?? [];
  const left = targets.filter((each) => each.state === 'todo').length;
  if (left > 0) return refused('server_task_targets_left', { count: left });
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

/** Problems of a task that nobody has decided on yet, for the report and for what blocks its end. */
function unsettled(task: Row, world: World): readonly Row[] {
  return world
    .problemsOfTask(task.id)
    .filter((each) => !isSettledProblem(text(each, 'state') as ProblemState));
}
