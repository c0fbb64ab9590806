import { DAY_MS } from '../china-time.ts';
import {
  count,
  text,
  type Act,
  type Advance,
  type Refusal,
  type World,
  type Write,
} from '../casework/act.ts';
import type { ProblemLookBackDue } from '../casework/payloads.ts';
import { missing, refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { Instant } from '../units.ts';
import type { TaskProposed } from '../patrol/task-proposed.ts';

/** A relapse begins on this rung (domain.md §4). */
export const RELAPSE_LEVEL = 2;

/** Puts the first look-back 回头看 on every case that closes with a schedule. Call with the outcome of any reducer. */
export function scheduleLookBacks(done: Advance, at: Instant, world: World): Advance {
  return { ...done, writes: done.writes.map((write) => withFirst(write, at, world)) };
}

/**
 * The look-back of a closed case is due: a task is proposed to the office, and the next day of the schedule is set. `act.at` is the
 * instant itself, however late the server saw it, so that a server that stood still loses no day.
 */
export function lookBackDue(act: Act<ProblemLookBackDue>, world: World): Result<Advance, Refusal> {
  const row = world.find('problems', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'problems' });
  const { dueAt, task } = act.payload;
  if (count(row, 'nextLookBackAt') !== dueAt || act.at !== dueAt) return refused('server_clock_not_due');
  const done = count(row, 'lookBacks') + 1;
  const days = daysOf(text(row, 'category'), text(row, 'edition'), act.at, world);
  const next = days[done];
  const change: Write = {
    collection: 'problems',
    id: row.id,
    create: false,
    fields: {
      lookBacks: done,
      nextLookBackAt: next === undefined ? 0 : count(row, 'lookBackFrom') + next * DAY_MS,
      rev: count(row, 'rev') + 1,
    },
  };
  const payload: TaskProposed = { because: 'look_back', basis: row.id, source: text(row, 'source'), dueAt };
  return ok({
    writes: [change],
    follow: [{ type: 'task.proposed', subject: 'tasks', subjectId: task, payload }],
  });
}

/** What a new finding carries when it is a relapse 死灰复燃: the earlier case, and the rung it begins on; null when it is none. */
export function relapseFields(source: string, category: string, at: Instant, world: World) {
  const earlier = source === '' ? null : (world.relapseOf?.(source, category, at) ?? null);
  if (earlier === null) return null;
  return {
    relapse: true,
    relapseOf: earlier,
    escalation: RELAPSE_LEVEL,
    steps: [{ step: earlier, form: 'mark', level: RELAPSE_LEVEL }],
  };
}

function withFirst(write: Write, at: Instant, world: World): Write {
  if (write.collection !== 'problems' || write.create || write.fields['state'] !== 'closed') return write;
  const row = world.find('problems', write.id);
  // Without a place there is nothing to go back to.
  if (!row || text(row, 'source') === '') return write;
  const [first] = daysOf(text(row, 'category'), text(row, 'edition'), at, world);
  if (first === undefined) return write;
  const fields = { lookBackFrom: at, lookBacks: 0, nextLookBackAt: at + first * DAY_MS };
  return { ...write, fields: { ...write.fields, ...fields } };
}

function daysOf(category: string, edition: string, at: Instant, world: World): readonly number[] {
  return world.lookBackDays?.(category, edition, at) ?? [];
}
