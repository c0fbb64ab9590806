import { chinaTime, dateKey, DAY_MS } from '../../core/china-time.ts';
import { isHoliday, isWorkday, type HolidayYear, type WorkCalendar } from '../../core/work-calendar.ts';

export type DayKind = 'holiday' | 'moved' | 'free' | 'work';

/** Noon in Beijing, so that no zone moves the day; months from 0. */
export function noonOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month, day, 4);
}

/** Days of a month, epoch ms, with the empty places before its first in a week from Monday. */
export function daysOf(year: number, month: number): readonly (number | null)[] {
  const first = noonOf(year, month, 1);
  const blank = Array.from({ length: chinaTime(first).weekday - 1 }, () => null);
  const days = Math.round((noonOf(year, month + 1, 1) - first) / DAY_MS);
  return [...blank, ...Array.from({ length: days }, (_, index) => first + index * DAY_MS)];
}

/** A day given free, a weekend that is worked, an ordinary weekend, or a day of work. */
export function dayKind(at: number, calendar: WorkCalendar): DayKind {
  if (isHoliday(at, calendar)) return 'holiday';
  if (!isWorkday(at, calendar)) return 'free';
  return chinaTime(at).weekday > 5 ? 'moved' : 'work';
}

/** The year with this day the other way round: what was worked is free, what was free is worked. */
export function turned(at: number, year: HolidayYear): HolidayYear {
  const day = dateKey(at).slice(5);
  const weekend = chinaTime(at).weekday > 5;
  const [off, work] = [year.off, year.work].map((each) => each.filter((one) => one !== day)) as [
    string[],
    string[],
  ];
  const free = year.off.includes(day) || (weekend && !year.work.includes(day));
  if (free && weekend) work.push(day);
  if (!free && !weekend) off.push(day);
  return { off: off.sort(), work: work.sort() };
}
