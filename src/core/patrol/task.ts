import { exhaustive } from '../exhaustive.ts';
import {
  count,
  text,
  type Act,
  type Advance,
  type FollowUp,
  type Refusal,
  type Row,
  type World,
} from '../casework/act.ts';
import type { TASK_EVENTS } from '../casework/events.ts';
import type { Payloads } from '../casework/payloads.ts';
import type {
  TaskDone,
  TaskFlagged,
  TaskPartReported,
  TaskRecalled,
  TaskRetargeted,
  TaskSent,
  TaskShiftKept,
  TaskShiftReopened,
  TaskVisited,
  TaskWalked,
} from './task-payloads.ts';
import { ownsTask } from '../casework/permissions.ts';
import { conflict, forbidden, invalid, missing, refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import { reportPart } from './joint-action.ts';
import { keepShift, reopenShift } from './shift-kept.ts';
import { sendTask } from './task-sent.ts';
import { giveTask, proposeTask, type TaskGiven, type TaskProposed } from './task-proposed.ts';
import { finishTask } from './task-done.ts';
import { retargetTask } from './task-retargeted.ts';
import type { TaskState, TaskTarget } from './task-types.ts';
import { visitTarget } from './task-visited.ts';
import { walkCell } from './task-walked.ts';

type TaskEvent = (typeof TASK_EVENTS)[number];
type TaskAct = Act<Payloads[TaskEvent]>;

/** A task may be taken back this long after sending without a word; later, while nobody accepted it, with a reason. */
export const RECALL_MS = 10_000;

/** States an event may come in. */
const FROM: Readonly<Record<Exclude<TaskEvent, 'task.sent' | 'task.proposed'>, readonly TaskState[]>> = {
  'task.given': ['planned'],
  'task.recalled': ['planned', 'sent'],
  'task.lapsed': ['planned', 'sent', 'accepted', 'under_way'],
  'task.accepted': ['sent'],
  'task.started': ['sent', 'accepted'],
  // Whoever stands there need not press accept and start first.
  'task.visited': ['sent', 'accepted', 'under_way'],
  'task.walked': ['sent', 'accepted', 'under_way'],
  'task.retargeted': ['sent', 'accepted', 'under_way'],
  'task.flagged': ['sent', 'accepted', 'under_way'],
  'task.shift_kept': ['sent', 'accepted', 'under_way'],
  'task.shift_reopened': ['sent', 'accepted', 'under_way'],
  'task.part_reported': ['sent', 'accepted', 'under_way'],
  'task.done': ['accepted', 'under_way'],
};

/** Next state of a task and of all that hangs on it. */
export function advanceTask(act: TaskAct, world: World): Result<Advance, Refusal> {
  const { type, subjectId, seen } = act.draft;
  if (type === 'task.sent') return sendTask(act as Act<TaskSent>, world);
  if (type === 'task.proposed') return proposeTask(act as Act<TaskProposed>, world);
  const row = world.find('tasks', subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'tasks' });
  if (!ownsTask(act.author, row)) return forbidden('server_not_your_group');
  const state = text(row, 'state') as TaskState;
  const late = beforeLapse(act, row);
  if (late) return late === 'visit' ? visitTarget(act as Act<TaskVisited>, row, world) : changed(row, {});
  if (!FROM[type as keyof typeof FROM].includes(state)) {
    const reason = `server_task_is_${state}`;
    return seen < count(row, 'rev') ? conflict(reason, row, ['state']) : refused(reason);
  }
  switch (type as keyof typeof FROM) {
    case 'task.given':
      return giveTask(act as Act<TaskGiven>, row, world);
    case 'task.recalled':
      return recalled(act as Act<TaskRecalled>, row);
    case 'task.lapsed':
      return lapsed(act, row);
    case 'task.accepted':
      return changed(row, { state: 'accepted' });
    case 'task.started':
      return changed(row, { state: 'under_way' });
    case 'task.visited':
      return visitTarget(act as Act<TaskVisited>, row, world);
    case 'task.walked':
      return walkCell(act as Act<TaskWalked>, row, world);
    case 'task.retargeted':
      return retargetTask(act as Act<TaskRetargeted>, row, world);
    case 'task.flagged':
      return changed(row, { windShift: act.payload as TaskFlagged });
    case 'task.shift_kept':
      return answered(row, keepShift(act as Act<TaskShiftKept>, row));
    case 'task.shift_reopened':
      return answered(row, reopenShift(act as Act<TaskShiftReopened>, row));
    case 'task.part_reported':
      return answered(row, reportPart(act as Act<TaskPartReported>, row, world));
    case 'task.done':
      return finishTask(row, (act.payload as TaskDone).note, world);
    default:
      return exhaustive(type as never);
  }
}

function recalled(act: Act<TaskRecalled>, row: Row): Result<Advance, Refusal> {
  const late = act.at - count(row, 'sentAt') > RECALL_MS;
  if (late && act.payload.reason.trim() === '') return invalid('server_recall_needs_reason');
  const suggestion = text(row, 'suggestion');
  const reopen: FollowUp = {
    type: 'suggestion.reopened',
    subject: 'suggestions',
    subjectId: suggestion,
    payload: { reason: act.payload.reason },
  };
  return changed(row, { state: 'cancelled' }, suggestion === '' ? [] : [reopen]);
}

/** Whoever had been somewhere is done; where nobody was it is as if it had never been sent. */
function lapsed(act: TaskAct, row: Row): Result<Advance, Refusal> {
  const targets = (row['targets'] as readonly TaskTarget[] | null) ?? [];
  const state = targets.some((each) => each.state !== 'todo') ? 'done' : 'cancelled';
  return changed(row, { state, lapsedAt: act.at });
}

/** What somebody did before the task lapsed and could only send afterwards: his visits count, and nothing of it is refused. */
function beforeLapse({ draft, at }: TaskAct, row: Row): 'visit' | 'step' | null {
  const lapsedAt = count(row, 'lapsedAt');
  if (lapsedAt === 0 || at > lapsedAt) return null;
  if (draft.type === 'task.visited') return 'visit';
  return draft.type === 'task.accepted' || draft.type === 'task.started' || draft.type === 'task.done'
    ? 'step'
    : null;
}

function answered(row: Row, fields: Result<Readonly<Record<string, unknown>>, Refusal>) {
  return fields.ok ? changed(row, fields.value) : fields;
}

function changed(
  row: Row,
  fields: Readonly<Record<string, unknown>>,
  follow: readonly FollowUp[] = [],
): Result<Advance, Refusal> {
  const next = { ...fields, rev: count(row, 'rev') + 1 };
  return ok({ writes: [{ collection: 'tasks', id: row.id, create: false, fields: next }], follow });
}
