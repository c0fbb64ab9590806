import { chinaTime, DAY_MS, HOUR_MS, startOfDay } from './china-time.ts';
import type { DeadlineRule } from './deadline-rule.ts';
import { exhaustive } from './exhaustive.ts';
import type { Instant } from './units.ts';
import { isKnownYear, stretchesOf, type WorkCalendar } from './work-calendar.ts';

export interface Due {
  readonly at: Instant;
  /** Years whose holidays are not announced: Monday to Friday were counted there. */
  readonly unknownYears: readonly number[];
}

/** Longest way a deadline may lie ahead: a calendar without working time would never end. */
const MAX_DAYS = 4000;

/**
 * When a time is over that begins at `from`. Working days: the day of the start does not count, the last one ends with its
 * working time (Civil Code of the PRC, articles 201 and 203). A value of 0 is due at once.
 * Throws RangeError for a negative value or a calendar without working time.
 */
export function dueAt(from: Instant, rule: DeadlineRule, calendar: WorkCalendar): Due {
  if (!(rule.value >= 0)) throw new RangeError(`not a span: ${rule.value}`);
  switch (rule.unit) {
    case 'clockHours':
      return { at: from + Math.round(rule.value * HOUR_MS), unknownYears: [] };
    case 'workHours':
      return due(from, addWork(from, Math.round(rule.value * HOUR_MS), calendar), calendar);
    case 'workDays':
      return due(from, addWorkDays(from, rule.value, calendar), calendar);
    default:
      return exhaustive(rule.unit);
  }
}

/** Working time between two instants, ms; negative when they are the other way round. */
export function workMs(from: Instant, until: Instant, calendar: WorkCalendar): number {
  if (until < from) return -workMs(until, from, calendar);
  let sum = 0;
  for (let day = startOfDay(from); day < until; day += DAY_MS) {
    for (const each of stretchesOf(day, calendar)) {
      sum += Math.max(0, Math.min(each.until, until) - Math.max(each.from, from));
    }
  }
  return sum;
}

/** The first instant by which `ms` of working time have gone since `from`. */
export function addWork(from: Instant, ms: number, calendar: WorkCalendar): Instant {
  if (ms <= 0) return from;
  let left = ms;
  let day = startOfDay(from);
  for (let days = 0; days < MAX_DAYS; days++, day += DAY_MS) {
    for (const each of stretchesOf(day, calendar)) {
      const start = Math.max(each.from, from);
      const length = each.until - start;
      if (length <= 0) continue;
      if (left <= length) return start + left;
      left -= length;
    }
  }
  throw new RangeError('the calendar has no working time');
}

/** Years in [from, until] whose holidays are not announced. */
export function unknownYears(from: Instant, until: Instant, calendar: WorkCalendar): number[] {
  const years: number[] = [];
  for (let year = chinaTime(from).year; year <= chinaTime(until).year; year++) {
    if (!isKnownYear(Date.UTC(year, 6, 1), calendar)) years.push(year);
  }
  return years;
}

function due(from: Instant, at: Instant, calendar: WorkCalendar): Due {
  return { at, unknownYears: unknownYears(from, at, calendar) };
}

function addWorkDays(from: Instant, days: number, calendar: WorkCalendar): Instant {
  if (days === 0) return from;
  let left = Math.ceil(days);
  let day = startOfDay(from);
  for (let gone = 0; gone < MAX_DAYS; gone++) {
    day += DAY_MS;
    const last = stretchesOf(day, calendar).at(-1);
    // 23:59 where an alert lasts all night, so that the day is over before the next one starts.
    if (last && --left === 0) return Math.min(last.until, day + DAY_MS - 60_000);
  }
  throw new RangeError('the calendar has no working time');
}
