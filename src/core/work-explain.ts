import { chinaTime, DAY_MS, startOfDay } from './china-time.ts';
import { message, type Message } from './message.ts';
import type { Instant } from './units.ts';
import { isAlert, isHoliday, isWorkday, stretchesOf, type WorkCalendar } from './work-calendar.ts';
import type { DeadlineUnit } from './deadline-rule.ts';
import { unknownYears, workMs } from './work-time.ts';

/** What is left or how late it is, and what made the time longer than it looks. */
export interface DeadlineWords {
  readonly left: Message;
  readonly because: readonly Message[];
  readonly late: boolean;
}

const MINUTE_MS = 60_000;

/**
 * The time left in words to be: "剩 3 工作时 42 分", and why: holidays and working weekends on the way, a red alert, a year whose
 * holidays are not announced, and that the clock stands still outside working hours.
 */
export function explainDeadline(
  now: Instant,
  due: Instant,
  unit: DeadlineUnit,
  calendar: WorkCalendar,
): DeadlineWords {
  const late = now > due;
  const clock = unit === 'clockHours';
  const ms = clock ? Math.abs(due - now) : Math.abs(workMs(now, due, calendar));
  // Nothing worked since the deadline: the clock on the wall says how late it is.
  const counted = late && !clock && ms < MINUTE_MS ? { ms: now - due, clock: true } : { ms, clock };
  const left = leftWords(counted.ms, counted.clock, late, calendar);
  return { left, because: clock || late ? [] : reasons(now, due, calendar), late };
}

/** What is left of a clock that stands still. */
export function pausedWords(leftMs: number, unit: DeadlineUnit, calendar: WorkCalendar): Message {
  return leftWords(leftMs, unit === 'clockHours', false, calendar);
}

function leftWords(ms: number, clock: boolean, late: boolean, calendar: WorkCalendar): Message {
  const word = `trade_clock_${late ? 'late' : 'left'}`;
  const minutes = Math.floor(ms / MINUTE_MS);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (clock) {
    if (hours >= 48) return message(`${word}_days`, { days: Math.floor(hours / 24), hours: hours % 24 });
    return hours > 0
      ? message(`${word}_hours`, { hours, minutes: rest })
      : message(`${word}_minutes`, { minutes });
  }
  const perDay = minutesOfDay(calendar);
  if (perDay > 0 && minutes >= 2 * perDay) {
    const days = Math.floor(minutes / perDay);
    return message(`${word}_work_days`, { days, hours: Math.floor((minutes % perDay) / 60) });
  }
  return hours > 0
    ? message(`${word}_work_hours`, { hours, minutes: rest })
    : message(`${word}_work_minutes`, { minutes });
}

function minutesOfDay(calendar: WorkCalendar): number {
  return calendar.hours.reduce((sum, [from, until]) => sum + until - from, 0);
}

function reasons(now: Instant, due: Instant, calendar: WorkCalendar): Message[] {
  const out: Message[] = [];
  for (const [from, until] of holidayRuns(now, due, calendar)) {
    out.push(
      from === until
        ? message('trade_clock_because_holiday', { day: dayWords(from) })
        : message('trade_clock_because_holidays', { from: dayWords(from), until: dayWords(until) }),
    );
  }
  for (let day = startOfDay(now); day <= due; day += DAY_MS) {
    if (chinaTime(day).weekday > 5 && isWorkday(day, calendar)) {
      out.push(message('trade_clock_because_worked', { day: dayWords(day) }));
    }
  }
  if (isAlert(now, calendar)) out.push(message('trade_clock_because_alert'));
  for (const year of unknownYears(now, due, calendar)) {
    out.push(message('trade_clock_because_unknown', { year: String(year) }));
  }
  const rest = out.length === 0 && !isWorking(now, calendar);
  return rest ? [message('trade_clock_because_rest')] : out;
}

function isWorking(now: Instant, calendar: WorkCalendar): boolean {
  return stretchesOf(now, calendar).some(({ from, until }) => from <= now && now < until);
}

/** Holidays on the way as [first, last] day; a holiday under red alert is worked and holds nothing up. */
function holidayRuns(now: Instant, due: Instant, calendar: WorkCalendar): [Instant, Instant][] {
  const runs: [Instant, Instant][] = [];
  for (let day = startOfDay(now); day <= due; day += DAY_MS) {
    if (!isHoliday(day, calendar) || isAlert(day, calendar)) continue;
    const last = runs.at(-1);
    if (last && last[1] === day - DAY_MS) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** "10/1" */
function dayWords(at: Instant): string {
  const { month, day } = chinaTime(at);
  return `${month}/${day}`;
}
