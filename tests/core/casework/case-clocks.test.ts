import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockFields,
  clocksAfter,
  nextClock,
  type ClockedCase,
} from '../../../src/core/casework/case-clocks.ts';
import { DEFAULT_BOOK, type ClockBook } from '../../../src/core/casework/clock-book.ts';
import { clockSettings } from '../../../src/core/casework/clock-catalogue.ts';
import { chinaInstant, DAY_MS, HOUR_MS } from '../../../src/core/china-time.ts';
import { DEFAULT_CALENDAR } from '../../../src/core/work-calendar.ts';
import { dueAt, workMs } from '../../../src/core/work-time.ts';
import { canonicalJson } from '../../../src/core/canonical-json.ts';
import { MemoryWorld, person } from './memory-world.ts';

const at = (month: number, day: number, hour = 0, minute = 0): number =>
  chinaInstant(2026, month, day, hour, minute);
const monday = at(11, 23, 9);
const workDays: ClockBook = { ...DEFAULT_BOOK, deadline: { unit: 'workDays', value: 7 } };
const step = (
  before: ClockedCase | null,
  state: string,
  now: number,
  deadlineAt = before?.deadlineAt ?? 0,
  book: ClockBook = DEFAULT_BOOK,
): ClockedCase => ({ state, deadlineAt, clocks: clocksAfter(before, { state, deadlineAt }, now, book) });
const dues = ({ clocks }: ClockedCase): Record<string, number> =>
  Object.fromEntries(clocks.map((each) => [each.kind, each.marks[2]]));

describe('1.28 clocks of a case', () => {
  it('start with the state: 2 h to assign, 4 h to accept, the deadline, 2 days to re-inspect, 24 h to close', () => {
    const found = step(null, 'found', monday);
    expect(dues(found)).toEqual({ decide: at(11, 23, 11) });
    const assigned = step(found, 'assigned', at(11, 23, 10), at(11, 25, 10));
    expect(dues(assigned)).toEqual({ accept: at(11, 23, 15, 30) + HOUR_MS, rectify: at(11, 25, 10) });
    const accepted = step(assigned, 'accepted', at(11, 23, 11));
    expect(accepted.clocks).toEqual([assigned.clocks[1]]);
    expect(dues(step(accepted, 'submitted', at(11, 24, 10)))).toEqual({ review: at(11, 26, 10) });
    expect(dues(step(accepted, 're_inspected', at(11, 24, 10)))).toEqual({ close: at(11, 25, 10) });
    expect(dues(step(found, 'ownership_disputed', monday))).toEqual({ dispute: monday + DAY_MS });
    expect(dues(step(found, 'fixed_on_spot', monday))).toEqual({ sample: monday + 7 * DAY_MS });
    expect(clockFields(step(accepted, 'closed', monday).clocks)).toEqual({
      clocks: [],
      nextClockAt: 0,
      overdueAt: 0,
    });
  });

  it('are shorter under an emergency response, and a fire of one hour has one clock only', () => {
    const { calendar, steps } = clockSettings(null, null);
    const book = { ...DEFAULT_BOOK, calendar, steps, emergency: true };
    expect(dues(step(null, 'found', monday, 0, book))).toEqual({ decide: monday + HOUR_MS });
    expect(dues(step(null, 'assigned', monday, monday + 2 * HOUR_MS, book))['accept']).toBe(monday + HOUR_MS);
    expect(dues(step(null, 'assigned', monday, monday + HOUR_MS))).toEqual({ rectify: monday + HOUR_MS });
  });

  it('remind at half and at 80 % of the working time, not of the time on the wall', () => {
    const due = dueAt(at(9, 29, 10), { unit: 'workDays', value: 7 }, DEFAULT_CALENDAR).at;
    const [clock] = step(null, 'accepted', at(9, 29, 10), due, workDays).clocks;
    const total = workMs(at(9, 29, 10), due, DEFAULT_CALENDAR);
    expect(clock?.totalMs).toBe(total);
    expect(workMs(at(9, 29, 10), clock!.marks[0], DEFAULT_CALENDAR)).toBe(total / 2);
    expect(workMs(at(9, 29, 10), clock!.marks[1], DEFAULT_CALENDAR)).toBe(total * 0.8);
    expect(clock?.marks[2]).toBe(due);
  });

  it('keep the start when the deadline is extended, and start anew when the case is returned', () => {
    const accepted = step(null, 'accepted', monday, monday + 2 * DAY_MS);
    const extended = step(accepted, 'accepted', monday + DAY_MS, monday + 4 * DAY_MS);
    expect(extended.clocks[0]).toMatchObject({
      fromAt: monday,
      marks: [monday + 2 * DAY_MS, expect.any(Number), monday + 4 * DAY_MS],
    });
    const moved = step({ ...accepted, state: 'assigned' }, 'assigned', monday + 1, monday + 3 * DAY_MS);
    expect(moved.clocks.map((each) => each.kind)).toEqual(['rectify']);
    const returned = step(accepted, 'returned', monday + DAY_MS, monday + 3 * DAY_MS);
    expect(returned.clocks[0]).toMatchObject({
      fromAt: monday + DAY_MS,
      marks: [monday + 2 * DAY_MS, expect.any(Number), monday + 3 * DAY_MS],
    });
  });

  it('mark a year whose holidays nobody announced', () => {
    const due = at(12, 1) + 45 * DAY_MS;
    expect(step(null, 'accepted', at(12, 1), due, workDays).clocks[0]?.unknownYears).toEqual([2027]);
    const years = { '2027': { off: ['01-01'], work: [] } };
    const book = { ...workDays, calendar: clockSettings({ years }, null).calendar };
    expect(step(null, 'accepted', at(12, 1), due, book).clocks[0]?.unknownYears).toEqual([]);
  });
});

describe('1.28 a suspension', () => {
  it('holds the clock still: what was left over a holiday is left afterwards', () => {
    const due = dueAt(at(9, 28, 9), { unit: 'workHours', value: 21 }, DEFAULT_CALENDAR).at;
    const book: ClockBook = { ...DEFAULT_BOOK, deadline: { unit: 'workHours', value: 21 } };
    const running = step(null, 'accepted', at(9, 28, 9), due, book);
    const held = step(running, 'suspended', at(9, 29, 9), due, book);
    expect(held.clocks[0]?.leftMs).toBe(14 * HOUR_MS);
    expect(clockFields(held.clocks)).toMatchObject({ nextClockAt: 0, overdueAt: 0 });
    const again = step(held, 'rectifying', at(10, 8, 9), due, book);
    expect(again.clocks[0]?.leftMs).toBeNull();
    expect(workMs(at(10, 8, 9), again.clocks[0]!.marks[2], DEFAULT_CALENDAR)).toBe(14 * HOUR_MS);
    expect(workMs(at(10, 8, 9), again.clocks[0]!.marks[0], DEFAULT_CALENDAR)).toBe(3.5 * HOUR_MS);
  });

  it('moves the deadline by its length, however often it is laid down (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5 * HOUR_MS), fc.nat(9 * DAY_MS)), { maxLength: 5 }), (rounds) => {
        let now = monday;
        let held = 0;
        let one = step(null, 'accepted', now, now + 30 * HOUR_MS);
        for (const [run, pause] of rounds) {
          now += run;
          one = step(one, 'suspended', now);
          now += pause;
          held += pause;
          one = step(one, 'rectifying', now);
        }
        expect(one.clocks[0]?.marks[2]).toBe(monday + 30 * HOUR_MS + held);
        expect(nextClock(one.clocks)?.kind).toBe('rectify');
      }),
    );
  });
});

describe('1.28 marks strike once, in order, at their instant', () => {
  const world = (): MemoryWorld => {
    const made = new MemoryWorld({
      problems: [
        {
          id: 'p',
          state: 'accepted',
          handling: 'assigned',
          deadlineAt: monday + 10 * HOUR_MS,
          clocks: step(null, 'accepted', monday, monday + 10 * HOUR_MS).clocks,
          rev: 1,
          severity: 1,
        },
      ],
    });
    made.now = monday;
    return made;
  };
  const dueAtMark = monday + 10 * HOUR_MS;
  const remind = (share: 50 | 80) => ({ clock: 'rectify' as const, share, dueAt: dueAtMark });

  it('reminds at 50 and 80 %, then flags, and refuses a second time or a wrong time', () => {
    const one = world();
    const system = person('system', '');
    one.now = monday + 5 * HOUR_MS;
    expect(one.send(system, 'problem.overdue', 'p', { clock: 'rectify', dueAt: dueAtMark }).ok).toBe(false);
    expect(one.send(system, 'problem.reminded', 'p', remind(80)).ok).toBe(false);
    expect(one.send(system, 'problem.reminded', 'p', remind(50)).ok).toBe(true);
    expect(one.send(system, 'problem.reminded', 'p', remind(50)).ok).toBe(false);
    expect(one.find('problems', 'p')).toMatchObject({
      nextClockAt: monday + 8 * HOUR_MS,
      overdueAt: 0,
      rev: 2,
    });
    one.now = monday + 8 * HOUR_MS;
    expect(one.send(system, 'problem.reminded', 'p', remind(80)).ok).toBe(true);
    one.now = dueAtMark;
    expect(one.send(system, 'problem.overdue', 'p', { clock: 'rectify', dueAt: dueAtMark }).ok).toBe(true);
    expect(one.find('problems', 'p')).toMatchObject({
      nextClockAt: 0,
      overdueAt: dueAtMark,
      state: 'accepted',
    });
    expect(one.send(system, 'problem.overdue', 'p', { clock: 'rectify', dueAt: dueAtMark }).ok).toBe(false);
  });

  it('is nobody else’s to say', () => {
    const result = world().send(person('dispatcher'), 'problem.reminded', 'p', remind(50));
    expect(result).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  it('is written the same way on every machine', () => {
    const [clock] = step(null, 'accepted', monday, dueAtMark).clocks;
    expect(canonicalJson(JSON.parse(canonicalJson(clock)))).toBe(canonicalJson(clock));
  });
});
