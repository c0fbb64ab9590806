import { chinaTime, DAY_MS, dateKey, startOfDay } from './china-time.ts';
import { NATIONAL_HOLIDAYS } from './national-holidays.ts';
import type { Instant } from './units.ts';

/** Minutes of the Beijing day, [from, until). */
export type WorkSpan = readonly [fromMin: number, untilMin: number];

/** Days "MM-DD" of a year as the State Council announced them: free ones, and weekends that are worked (调休). */
export interface HolidayYear {
  readonly off: readonly string[];
  readonly work: readonly string[];
}

/** A red alert: time counts around the clock; `untilAt` 0 = until further notice. */
export interface Alert {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** When a unit works. Years without an entry are unknown: Monday to Friday are counted and the year is reported. */
export interface WorkCalendar {
  readonly hours: readonly WorkSpan[];
  readonly years: Readonly<Record<string, HolidayYear>>;
  readonly alerts: readonly Alert[];
}

/** A stretch of working time. */
export interface WorkStretch {
  readonly from: Instant;
  readonly until: Instant;
}

const MINUTE_MS = 60_000;

/** 08:30–12:00 and 14:30–18:00, seven hours a day; a unit may have its own. */
export const DEFAULT_HOURS: readonly WorkSpan[] = [
  [510, 720],
  [870, 1080],
];

/** National holidays and working weekends by year. */
export const NATIONAL_YEARS: Readonly<Record<string, HolidayYear>> = Object.fromEntries(
  Object.entries(NATIONAL_HOLIDAYS).map(([year, { off, work }]) => [
    year,
    { off: days(off), work: days(work) },
  ]),
);

export const DEFAULT_CALENDAR: WorkCalendar = { hours: DEFAULT_HOURS, years: NATIONAL_YEARS, alerts: [] };

export function isKnownYear(at: Instant, calendar: WorkCalendar): boolean {
  return calendar.years[String(chinaTime(at).year)] !== undefined;
}

/** True when the Beijing day that holds `at` is worked; weekends and holidays are not, working weekends are. */
export function isWorkday(at: Instant, calendar: WorkCalendar): boolean {
  const key = dateKey(at);
  const year = calendar.years[key.slice(0, 4)];
  if (year?.off.includes(key.slice(5))) return false;
  return chinaTime(at).weekday <= 5 || year?.work.includes(key.slice(5)) === true;
}

/** True on days that the State Council gave free. */
export function isHoliday(at: Instant, calendar: WorkCalendar): boolean {
  const key = dateKey(at);
  return calendar.years[key.slice(0, 4)]?.off.includes(key.slice(5)) === true;
}

/** Days of a calendar that were asked for: a deadline goes over the same ones many times, and a calendar is never changed. */
const asked = new WeakMap<WorkCalendar, Map<Instant, readonly WorkStretch[]>>();

/** Working time of the Beijing day that holds `at`, in order and without overlap; empty on a free day. */
export function stretchesOf(at: Instant, calendar: WorkCalendar): readonly WorkStretch[] {
  const start = startOfDay(at);
  const days = asked.get(calendar) ?? new Map<Instant, readonly WorkStretch[]>();
  const known = days.get(start);
  if (known) return known;
  const stretches = workOf(start, calendar);
  asked.set(calendar, days.set(start, stretches));
  return stretches;
}

function workOf(start: Instant, calendar: WorkCalendar): readonly WorkStretch[] {
  const usual = isWorkday(start, calendar)
    ? calendar.hours.map(([from, until]) => ({
        from: start + from * MINUTE_MS,
        until: start + until * MINUTE_MS,
      }))
    : [];
  if (calendar.alerts.length === 0) return usual;
  const alert = calendar.alerts
    .map(({ fromAt, untilAt }) => ({
      from: Math.max(start, fromAt),
      until: Math.min(start + DAY_MS, untilAt === 0 ? Infinity : untilAt),
    }))
    .filter(({ from, until }) => from < until);
  return united([...usual, ...alert]);
}

/** True while a red alert holds. */
export function isAlert(at: Instant, calendar: WorkCalendar): boolean {
  return calendar.alerts.some(({ fromAt, untilAt }) => fromAt <= at && (untilAt === 0 || untilAt > at));
}

function days(list: string): string[] {
  return list === '' ? [] : list.split(' ');
}

function united(stretches: readonly WorkStretch[]): WorkStretch[] {
  const out: WorkStretch[] = [];
  for (const each of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && each.from <= last.until) {
      out[out.length - 1] = { from: last.from, until: Math.max(last.until, each.until) };
    } else out.push(each);
  }
  return out;
}
