import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chinaInstant, dateClock, DAY_MS, HOUR_MS, startOfDay } from '../../src/core/china-time.ts';
import {
  DEFAULT_CALENDAR,
  isKnownYear,
  isWorkday,
  stretchesOf,
  type WorkCalendar,
} from '../../src/core/work-calendar.ts';
import { explainDeadline } from '../../src/core/work-explain.ts';
import type { DeadlineRule } from '../../src/core/deadline-rule.ts';
import { addWork, dueAt, workMs } from '../../src/core/work-time.ts';
import { wordsOf } from '../../src/cli/message-words.ts';

const at = (month: number, day: number, hour = 0, minute = 0, year = 2026): number =>
  chinaInstant(year, month, day, hour, minute);
const due = (from: number, unit: DeadlineRule['unit'], value: number, calendar = DEFAULT_CALENDAR): string =>
  dateClock(dueAt(from, { unit, value }, calendar).at);
/** What is left of a time, counted without what set it: days that begin after `from` and are worked before `until`. */
const left = (from: number, until: number, unit: DeadlineRule['unit'], calendar: WorkCalendar): number => {
  if (unit === 'clockHours') return (until - from) / HOUR_MS;
  if (unit === 'workHours') return workMs(from, until, calendar) / HOUR_MS;
  let days = 0;
  for (let day = startOfDay(from) + DAY_MS; day < until; day += DAY_MS)
    if (stretchesOf(day, calendar).length > 0) days++;
  return days;
};
const alertFrom = (fromAt: number, untilAt = 0): WorkCalendar => ({
  ...DEFAULT_CALENDAR,
  alerts: [{ fromAt, untilAt }],
});

describe('1.29 work days of the State Council', () => {
  it.each([
    [at(9, 20), true, 'a working Sunday before National Day'],
    [at(9, 25), false, 'Mid-autumn'],
    [at(9, 30), true, 'the last day before National Day'],
    [at(10, 1), false, 'National Day'],
    [at(10, 7), false, 'its last free day'],
    [at(10, 10), true, 'a working Saturday after it'],
    [at(10, 11), false, 'an ordinary Sunday'],
    [at(2, 14), true, 'a working Saturday before Spring Festival'],
    [at(2, 16), false, 'a Monday of Spring Festival'],
    [at(2, 28), true, 'a working Saturday after it'],
    [at(1, 2), false, 'a Friday given free'],
    [at(1, 4), true, 'the Sunday worked for it'],
    [at(11, 23), true, 'a Monday'],
  ])('%d is worked: %s (%s)', (day, worked) => {
    expect(isWorkday(day + 5 * HOUR_MS, DEFAULT_CALENDAR)).toBe(worked);
  });

  it('does not know 2027 and says so wherever it is counted', () => {
    expect(isKnownYear(at(6, 1, 0, 0, 2027), DEFAULT_CALENDAR)).toBe(false);
    expect(dueAt(at(12, 30, 9), { unit: 'workDays', value: 7 }, DEFAULT_CALENDAR).unknownYears).toEqual([
      2027,
    ]);
    expect(dueAt(at(12, 21, 9), { unit: 'workDays', value: 7 }, DEFAULT_CALENDAR).unknownYears).toEqual([]);
    const { because } = explainDeadline(at(12, 30, 9), at(1, 8, 18, 0, 2027), 'workDays', DEFAULT_CALENDAR);
    expect(because).toContainEqual({ key: 'trade_clock_because_unknown', params: { year: '2027' } });
  });
});

describe('1.29 golden deadlines', () => {
  it.each([
    ['burning 1 h at night', at(11, 22, 23, 30), 'clockHours', 1, '2026-11-23 00:30'],
    ['soil cover 24 h over a holiday', at(9, 30, 17), 'clockHours', 24, '2026-10-01 17:00'],
    ['4 work hours within a morning and afternoon', at(11, 23, 9), 'workHours', 4, '2026-11-23 15:30'],
    ['from lunch', at(11, 23, 13), 'workHours', 2, '2026-11-23 16:30'],
    ['from the evening', at(11, 23, 20), 'workHours', 2, '2026-11-24 10:30'],
    ['from the small hours', at(11, 23, 3), 'workHours', 2, '2026-11-23 10:30'],
    ['from Friday 17:00', at(11, 20, 17), 'workHours', 4, '2026-11-23 11:30'],
    ['from Sunday', at(11, 22, 12), 'workHours', 1, '2026-11-23 09:30'],
    ['to the very end of a day', at(11, 23, 8, 30), 'workHours', 7, '2026-11-23 18:00'],
    ['over National Day', at(9, 30, 16), 'workHours', 4, '2026-10-08 10:30'],
    ['onto the working Saturday', at(10, 9, 17), 'workHours', 2, '2026-10-10 09:30'],
    ['over Spring Festival from its working Saturday', at(2, 14, 17), 'workHours', 3, '2026-02-24 10:30'],
    ['purifier 7 work days', at(11, 20, 10), 'workDays', 7, '2026-12-01 18:00'],
    ['7 work days over National Day with its Saturday', at(9, 29, 10), 'workDays', 7, '2026-10-14 18:00'],
    ['1 work day from a holiday', at(10, 3, 10), 'workDays', 1, '2026-10-08 18:00'],
    ['workshop plan 15 work days over Spring Festival', at(2, 10, 9), 'workDays', 15, '2026-03-09 18:00'],
    ['nothing is due at once', at(10, 3, 10), 'workHours', 0, '2026-10-03 10:00'],
    ['no days are due at once', at(10, 3, 10), 'workDays', 0, '2026-10-03 10:00'],
  ] as const)('%s', (_, from, unit, value, expected) => {
    expect(due(from, unit, value)).toBe(expected);
  });

  it('counts around the clock under red alert, and as usual after it', () => {
    expect(due(at(10, 3, 22), 'workHours', 4, alertFrom(at(10, 3)))).toBe('2026-10-04 02:00');
    const untilMidnight = alertFrom(at(11, 21, 20), at(11, 22));
    expect(due(at(11, 21, 22), 'workHours', 3, untilMidnight)).toBe('2026-11-23 09:30');
    expect(due(at(11, 20, 10), 'workDays', 1, untilMidnight)).toBe('2026-11-21 23:59');
    expect(stretchesOf(at(11, 23, 1), alertFrom(at(11, 23, 11), at(11, 23, 15)))).toEqual([
      { from: at(11, 23, 8, 30), until: at(11, 23, 18) },
    ]);
  });

  it("follows a unit's own hours", () => {
    const night: WorkCalendar = { ...DEFAULT_CALENDAR, hours: [[1200, 1440]] };
    expect(due(at(11, 23, 9), 'workHours', 5, night)).toBe('2026-11-24 21:00');
  });

  it('refuses what never ends', () => {
    expect(() => addWork(at(11, 23), HOUR_MS, { ...DEFAULT_CALENDAR, hours: [] })).toThrow(RangeError);
    expect(() => dueAt(at(11, 23), { unit: 'workHours', value: -1 }, DEFAULT_CALENDAR)).toThrow(RangeError);
    expect(() => dueAt(at(11, 23), { unit: 'workHours', value: NaN }, DEFAULT_CALENDAR)).toThrow(RangeError);
  });
});

describe('1.29 laws of counting', () => {
  const start = at(1, 1);
  const instants = fc.integer({ min: 0, max: 720 * DAY_MS }).map((ms) => start + ms);
  const calendars = fc.constantFrom(
    DEFAULT_CALENDAR,
    alertFrom(at(2, 14, 15), at(2, 20, 3)),
    alertFrom(at(11, 20)),
    { ...DEFAULT_CALENDAR, hours: [[0, 1440]] } as WorkCalendar,
  );
  const rules = fc.oneof(
    fc.record({ unit: fc.constant('clockHours' as const), value: fc.integer({ min: 0, max: 300 }) }),
    fc.record({ unit: fc.constant('workHours' as const), value: fc.integer({ min: 0, max: 120 }) }),
    fc.record({ unit: fc.constant('workDays' as const), value: fc.integer({ min: 0, max: 40 }) }),
  );

  it('two spans one after the other end as their sum', () => {
    fc.assert(
      fc.property(
        instants,
        rules,
        fc.integer({ min: 0, max: 30 }),
        calendars,
        (from, rule, more, calendar) => {
          const first = dueAt(from, rule, calendar).at;
          const both = dueAt(from, { ...rule, value: rule.value + more }, calendar).at;
          expect(dueAt(first, { ...rule, value: more }, calendar).at).toBe(both);
        },
      ),
    );
  });

  it('a later start or a longer span never ends earlier', () => {
    fc.assert(
      fc.property(instants, rules, fc.nat(20 * DAY_MS), calendars, (from, rule, later, calendar) => {
        const end = dueAt(from, rule, calendar).at;
        expect(end).toBeGreaterThanOrEqual(from);
        expect(dueAt(from + later, rule, calendar).at).toBeGreaterThanOrEqual(end);
        expect(dueAt(from, { ...rule, value: rule.value + 1 }, calendar).at).toBeGreaterThan(end);
      }),
    );
  });

  it('what is left at the start is what was given', () => {
    fc.assert(
      fc.property(instants, rules, calendars, (from, rule, calendar) => {
        const end = dueAt(from, rule, calendar).at;
        expect(left(from, end, rule.unit, calendar)).toBeCloseTo(rule.value, 9);
      }),
    );
  });

  it('working time adds up over any point between', () => {
    fc.assert(
      fc.property(instants, fc.nat(30 * DAY_MS), fc.nat(30 * DAY_MS), calendars, (from, a, b, calendar) => {
        const [between, until] = [from + a, from + a + b];
        const sum = workMs(from, between, calendar) + workMs(between, until, calendar);
        expect(workMs(from, until, calendar)).toBe(sum);
      }),
    );
  });
});

describe('1.29 explained in words', () => {
  const words = (
    now: number,
    end: number,
    unit: DeadlineRule['unit'],
    calendar = DEFAULT_CALENDAR,
  ): string => {
    const zh = wordsOf('zh-CN', 'trade');
    const { left, because } = explainDeadline(now, end, unit, calendar);
    return [left, ...because].map(zh).join('，');
  };

  it.each([
    [
      'over National Day',
      at(9, 30, 16),
      at(10, 8, 10, 12),
      'workHours',
      '剩 3 工作时 42 分，因 10/1–10/7 顺延',
    ],
    [
      'a working Saturday counts',
      at(10, 9, 17),
      at(10, 10, 9, 30),
      'workHours',
      '剩 2 工作时 0 分，10/10 调休上班，计入',
    ],
    ['at lunch', at(11, 23, 13), at(11, 23, 15), 'workHours', '剩 30 分工作时间，现在不在工作时间'],
    ['many days', at(11, 20, 18), at(12, 1, 18), 'workDays', '剩 7 工作日 0 时，现在不在工作时间'],
    ['by the clock', at(10, 1, 9), at(10, 2, 8), 'clockHours', '剩 23 时 0 分'],
    ['late by the clock', at(10, 2, 9), at(10, 2, 8), 'clockHours', '逾期 1 时 0 分'],
    ['late in working time', at(11, 23, 11), at(11, 23, 9), 'workHours', '逾期 2 工作时 0 分'],
    ['late at night', at(11, 23, 20), at(11, 23, 18), 'workDays', '逾期 2 时 0 分'],
  ] as const)('%s', (_, now, end, unit, expected) => {
    expect(words(now, end, unit)).toBe(expected);
  });

  it('names the year that is not announced and the alert', () => {
    expect(words(at(12, 31, 17), at(1, 4, 18, 0, 2027), 'workDays')).toContain(
      '2027 年放假安排未公布，暂按周一至周五计',
    );
    expect(words(at(11, 23, 20), at(11, 23, 22), 'workHours', alertFrom(at(11, 23)))).toBe(
      '剩 2 工作时 0 分，红色预警期间昼夜计时',
    );
  });
});
