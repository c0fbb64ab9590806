import { DAY_MS } from '../china-time.ts';
import { count, text, type Act, type Advance, type Refusal, type Row, type World } from '../casework/act.ts';
import { missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { Instant } from '../units.ts';
import type { TaskTarget } from './task-types.ts';

/** Why the server proposes to go somewhere again. */
export const PROPOSED_BECAUSE = ['look_back', 'locked', 'frequency', 'response'] as const;

/** Creates a task without a group (state planned): the office gives it to one. */
export interface TaskProposed {
  readonly because: (typeof PROPOSED_BECAUSE)[number];
  /** The closed case, the inspection that stood before a shut gate, the source that was not gone to often enough, or the emergency response. */
  readonly basis: string;
  readonly source: string;
  /** Further ones on the same way. */
  readonly more?: readonly string[];
  readonly dueAt: Instant;
}
/** The office gives a proposed task to a group. */
export interface TaskGiven {
  readonly group: string;
}

/** Time a group has for it once it is due; in an emergency response a day. */
const WINDOW_MS = 7 * DAY_MS;
const URGENT_MS = DAY_MS;
const windowOf = (because: string): number => (because === 'response' ? URGENT_MS : WINDOW_MS);

export function proposeTask(act: Act<TaskProposed>, world: World): Result<Advance, Refusal> {
  const { because, basis, source, dueAt, more = [] } = act.payload;
  const sources = [source, ...more];
  if (sources.some((each) => !world.find('sources', each))) return missing('server_no_such_source');
  const targets = sources.map((each, order): TaskTarget => ({
    source: each,
    order,
    state: 'todo',
    at: null,
    share: null,
    extra: false,
  }));
  const fields = {
    no: world.numberFor('RW', act.at),
    type: because === 'response' ? 'emergency_check' : 'look_back',
    state: 'planned',
    group: '',
    targets,
    route: null,
    sentAt: act.at,
    fromAt: dueAt,
    // One that is found overdue still has its whole time before it.
    untilAt: Math.max(dueAt, act.at) + windowOf(because),
    because,
    basis,
    windShift: null,
    keptShifts: [],
    note: '',
    rev: 1,
  };
  return ok({ writes: [{ collection: 'tasks', id: act.draft.subjectId, create: true, fields }], follow: [] });
}

export function giveTask(act: Act<TaskGiven>, row: Row, world: World): Result<Advance, Refusal> {
  const { group } = act.payload;
  if (!world.find('groups', group)) return missing('server_no_such_group');
  const untilAt = Math.max(count(row, 'untilAt'), act.at + windowOf(text(row, 'because')));
  const fields = { state: 'sent', group, sentAt: act.at, untilAt, rev: count(row, 'rev') + 1 };
  return ok({ writes: [{ collection: 'tasks', id: row.id, create: false, fields }], follow: [] });
}
