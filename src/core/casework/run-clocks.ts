import type { Instant } from '../units.ts';
import {
  count,
  text,
  type Act,
  type Advance,
  type Refusal,
  type Row,
  type World,
  type Write,
} from './act.ts';
import { bareClock, clockFields, clocksAfter, MARK_SHARES, type CaseClock } from './case-clocks.ts';
import { DEFAULT_BOOK } from './clock-book.ts';
import type { CLOCK_EVENTS } from './events.ts';
import type { Payloads } from './payloads.ts';
import { ok, type Result } from '../result.ts';
import { missing, refused } from './refuse.ts';

type ClockEvent = (typeof CLOCK_EVENTS)[number];

/** Sets the clocks of every case that a step changes; what the step itself writes stays. Call with the outcome of any reducer. */
export function runClocks(done: Advance, at: Instant, world: World): Advance {
  return {
    ...done,
    writes: done.writes.map((write) =>
      write.collection === 'problems' ? withClocks(write, at, world) : write,
    ),
  };
}

/** A mark of a clock has struck: reminds, flags or raises the case, once. `act.at` is the instant of the mark. */
export function advanceClock(act: Act<Payloads[ClockEvent]>, world: World): Result<Advance, Refusal> {
  const row = world.find('problems', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'problems' });
  const { clock: kind, dueAt } = act.payload;
  const clocks = clocksOf(row);
  const clock = clocks.find((each) => each.kind === kind && each.leftMs === null && each.marks[2] === dueAt);
  const share = clock && MARK_SHARES[clock.struck];
  if (!clock || share === undefined || clock.marks[clock.struck] !== act.at || share !== shareOf(act)) {
    return refused('server_clock_not_due');
  }
  const struck = clocks.map((each) => (each === clock ? { ...each, struck: each.struck + 1 } : each));
  const change: Write = {
    collection: 'problems',
    id: row.id,
    create: false,
    fields: {
      ...clockFields(struck),
      ...(act.draft.type === 'problem.raised' ? { raisedAt: act.at } : {}),
      rev: count(row, 'rev') + 1,
    },
  };
  return ok({ writes: [change], follow: [] });
}

/** The clocks of a row; a case from before there were any has its bare deadline. */
export function clocksOf(row: Row): readonly CaseClock[] {
  const clocks = row['clocks'] as readonly CaseClock[] | null | undefined;
  if (clocks) return clocks;
  const deadlineAt = count(row, 'deadlineAt');
  return deadlineAt > 0 ? [bareClock(deadlineAt)] : [];
}

function shareOf({ draft, payload }: Act<Payloads[ClockEvent]>): number {
  return draft.type === 'problem.reminded' ? (payload as Payloads['problem.reminded']).share / 100 : 1;
}

function withClocks(write: Write, at: Instant, world: World): Write {
  const { fields } = write;
  if (
    fields['clocks'] !== undefined ||
    (fields['state'] === undefined && fields['deadlineAt'] === undefined)
  ) {
    return write;
  }
  const row = write.create ? null : world.find('problems', write.id);
  const after: Row = { ...row, ...fields, id: write.id };
  const of = {
    category: text(after, 'category'),
    edition: text(after, 'edition'),
    unit: text(after, 'unit'),
  };
  const book = world.clockBook?.(of, at) ?? DEFAULT_BOOK;
  const before = row && {
    state: text(row, 'state'),
    deadlineAt: count(row, 'deadlineAt'),
    clocks: clocksOf(row),
  };
  const state = text(after, 'state');
  const clocks = clocksAfter(before, { state, deadlineAt: count(after, 'deadlineAt') }, at, book);
  const moved = before?.state === 'suspended' && clocks.find((each) => each.kind === 'rectify');
  const deadlineAt = moved ? moved.marks[2] : count(after, 'deadlineAt');
  return {
    ...write,
    fields: {
      ...fields,
      ...clockFields(clocks),
      ...(moved ? { deadlineAt } : {}),
      ...(write.create ? { edition: book.edition, raisedAt: 0 } : {}),
    },
  };
}
