import type { Instant } from '../units.ts';
import type { DeadlineUnit } from '../deadline-rule.ts';
import { addWork, dueAt, unknownYears, workMs } from '../work-time.ts';
import type { WorkCalendar } from '../work-calendar.ts';
import type { ClockBook, ClockKind } from './clock-book.ts';

/** One clock of a case. Its instants are fixed when it starts, so that striking needs no calendar. */
export interface CaseClock {
  readonly kind: ClockKind;
  readonly unit: DeadlineUnit;
  readonly fromAt: Instant;
  /** Half of the time, 80 % of it, the deadline. */
  readonly marks: readonly [half: Instant, most: Instant, due: Instant];
  /** How many of the marks have struck. */
  readonly struck: number;
  /** Time that counts from start to deadline, ms. */
  readonly totalMs: number;
  /** Time left while the case is suspended; null while the clock runs. */
  readonly leftMs: number | null;
  /** Years on the way whose holidays are not announced. */
  readonly unknownYears: readonly number[];
}

/** What of a case its clocks depend on. */
export interface ClockedCase {
  readonly state: string;
  /** 0 = none. */
  readonly deadlineAt: Instant;
  readonly clocks: readonly CaseClock[];
}

/** Fields of the case's row that follow from its clocks. */
export interface ClockFields {
  readonly clocks: readonly CaseClock[];
  /** When the next mark strikes; 0 = none. The job finds what is due by it. */
  readonly nextClockAt: Instant;
  /** The earliest deadline that is over; 0 = none. */
  readonly overdueAt: Instant;
}

/** Share of the time at which each mark lies. */
export const MARK_SHARES = [0.5, 0.8, 1] as const;

/** SQL: cases from before there were clocks, whose deadline nobody has flagged; an index holds just these. */
export const UNCLOCKED =
  "nextClockAt = 0 AND overdueAt = 0 AND deadlineAt > 0 AND state IN ('assigned','accepted','rectifying','returned')";

/** Clocks that run in a state; what is not listed has none. */
const RUNNING: Readonly<Record<string, readonly ClockKind[]>> = {
  found: ['decide'],
  fixed_on_spot: ['sample'],
  ownership_disputed: ['dispute'],
  assigned: ['accept', 'rectify'],
  accepted: ['rectify'],
  rectifying: ['rectify'],
  returned: ['rectify'],
  submitted: ['review'],
  re_inspected: ['close'],
};

/**
 * The clocks of a case after a step at `at`: those of the new state start, others stop, a suspension holds them all still and
 * what was left then runs on afterwards. A deadline that was moved keeps its start.
 */
export function clocksAfter(
  before: ClockedCase | null,
  after: Omit<ClockedCase, 'clocks'>,
  at: Instant,
  book: ClockBook,
): readonly CaseClock[] {
  const old = before?.clocks ?? [];
  if (after.state === 'suspended') return old.map((each) => paused(each, at, book));
  const resumed = before?.state === 'suspended' ? old.map((each) => resume(each, at, book)) : old;
  const kinds = RUNNING[after.state] ?? [];
  return kinds.flatMap((kind) => {
    const running = resumed.find((each) => each.kind === kind);
    // A step's clock starts with its state, not with whatever else changes meanwhile.
    const entered = before?.state !== after.state;
    if (kind !== 'rectify') return running ? [running] : entered ? startStep(kind, after, at, book) : [];
    if (after.deadlineAt === 0) return [];
    const unmoved = before?.state === 'suspended' || running?.marks[2] === after.deadlineAt;
    if (running && unmoved) return [running];
    const anew = after.state === 'returned' && before?.state !== 'returned';
    return [startRectify(running && !anew ? running.fromAt : at, after.deadlineAt, at, book)];
  });
}

export function clockFields(clocks: readonly CaseClock[]): ClockFields {
  const next = clocks
    .filter((each) => each.leftMs === null && each.struck < 3)
    .map((each) => each.marks[each.struck]!);
  const late = clocks
    .filter((each) => each.struck === 3 && each.kind !== 'sample')
    .map((each) => each.marks[2]);
  return {
    clocks,
    nextClockAt: next.length === 0 ? 0 : Math.min(...next),
    overdueAt: late.length === 0 ? 0 : Math.min(...late),
  };
}

/** The clock whose mark strikes next; null when none runs. */
export function nextClock(clocks: readonly CaseClock[]): CaseClock | null {
  const running = clocks.filter((each) => each.leftMs === null && each.struck < 3);
  return running.reduce<CaseClock | null>(
    (first, each) => (first && first.marks[first.struck]! <= each.marks[each.struck]! ? first : each),
    null,
  );
}

/**
 * Where the deadline lies once the years on the way are announced: the same working time, counted anew. Null while one of them is
 * unknown, and where nothing changes.
 */
export function settledDue(clock: CaseClock, calendar: WorkCalendar): Instant | null {
  if (clock.kind !== 'rectify' || clock.unknownYears.length === 0) return null;
  if (clock.unknownYears.some((year) => calendar.years[String(year)] === undefined)) return null;
  const due = addWork(clock.fromAt, clock.totalMs, calendar);
  return due === clock.marks[2] ? null : due;
}

/** Kept for cases from before there were clocks: only the deadline itself is known. */
export function bareClock(deadlineAt: Instant): CaseClock {
  return {
    kind: 'rectify',
    unit: 'clockHours',
    fromAt: deadlineAt,
    marks: [deadlineAt, deadlineAt, deadlineAt],
    struck: 2,
    totalMs: 0,
    leftMs: null,
    unknownYears: [],
  };
}

function startStep(
  kind: Exclude<ClockKind, 'rectify'>,
  after: Omit<ClockedCase, 'clocks'>,
  at: Instant,
  book: ClockBook,
): CaseClock[] {
  const rule = book.steps[kind][book.emergency ? 'emergency' : 'usual'];
  const end = dueAt(at, rule, book.calendar).at;
  // A fire has an hour: where accepting may take longer than putting it right, one clock is enough.
  if (kind === 'accept' && after.deadlineAt > 0 && after.deadlineAt <= end) return [];
  const clock = start(kind, rule.unit, at, end, at, book);
  // Nobody is reminded of a close that needs nobody.
  return [kind === 'sample' ? { ...clock, struck: 2 } : clock];
}

function startRectify(fromAt: Instant, deadlineAt: Instant, at: Instant, book: ClockBook): CaseClock {
  return start('rectify', book.deadline?.unit ?? 'clockHours', fromAt, deadlineAt, at, book);
}

function start(
  kind: ClockKind,
  unit: DeadlineUnit,
  fromAt: Instant,
  end: Instant,
  at: Instant,
  book: ClockBook,
): CaseClock {
  // A deadline that a person set wholly outside working time runs by the clock on the wall.
  const counted = unit !== 'clockHours' && workMs(fromAt, end, book.calendar) > 0 ? unit : 'clockHours';
  const totalMs = between(fromAt, end, counted, book);
  const marks = marksFrom(fromAt, totalMs, totalMs, end, counted, book);
  return {
    kind,
    unit: counted,
    fromAt,
    marks,
    struck: marks.filter((mark) => mark <= at && mark < end).length,
    totalMs,
    leftMs: null,
    unknownYears: counted === 'clockHours' ? [] : unknownYears(fromAt, end, book.calendar),
  };
}

function paused(clock: CaseClock, at: Instant, book: ClockBook): CaseClock {
  if (clock.leftMs !== null) return clock;
  return { ...clock, leftMs: Math.max(0, between(at, clock.marks[2], clock.unit, book)) };
}

function resume(clock: CaseClock, at: Instant, book: ClockBook): CaseClock {
  if (clock.leftMs === null) return clock;
  if (clock.struck === 3) return { ...clock, leftMs: null };
  const end = add(at, clock.leftMs, clock.unit, book);
  const marks = marksFrom(at, clock.leftMs, clock.totalMs, end, clock.unit, book);
  return { ...clock, marks, leftMs: null, unknownYears: unknownYears(at, end, book.calendar) };
}

/** Marks of a clock that has `leftMs` of `totalMs` to run; those that are behind it lie at `at`. */
function marksFrom(
  at: Instant,
  leftMs: number,
  totalMs: number,
  end: Instant,
  unit: DeadlineUnit,
  book: ClockBook,
): CaseClock['marks'] {
  const mark = (share: number): Instant =>
    Math.min(end, add(at, Math.max(0, Math.round(leftMs - totalMs * (1 - share))), unit, book));
  return [mark(MARK_SHARES[0]), mark(MARK_SHARES[1]), end];
}

function between(from: Instant, until: Instant, unit: DeadlineUnit, book: ClockBook): number {
  return unit === 'clockHours' ? until - from : workMs(from, until, book.calendar);
}

function add(from: Instant, ms: number, unit: DeadlineUnit, book: ClockBook): Instant {
  return unit === 'clockHours' ? from + ms : addWork(from, ms, book.calendar);
}
