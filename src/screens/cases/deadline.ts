import { chinaInstant, chinaTime, HOUR_MS } from '../../core/china-time.ts';
import { DEFAULT_CALENDAR } from '../../core/work-calendar.ts';
import { dueAt, type DeadlineRule } from '../../core/work-time.ts';
import { m } from '../../text/paraglide/messages.js';

export interface ProposedDeadline {
  readonly at: number;
  /** The holidays of that year are not announced yet: Monday to Friday were counted. */
  readonly calendarUnknown: boolean;
}

/** Deadline of a category from a moment on, by the work calendar as far as it is known. */
export function proposeDeadline(rule: DeadlineRule, from: number): ProposedDeadline {
  const due = dueAt(from, rule, DEFAULT_CALENDAR);
  return { at: due.at, calendarUnknown: due.unknownYears.length > 0 };
}

/** How long is left, or how late it is, in plain words. */
export function deadlineWords(
  deadlineAt: number,
  now: number,
): { readonly text: string; readonly tone: 'plain' | 'warn' | 'danger' } {
  const left = deadlineAt - now;
  const words = spanWords(Math.abs(left));
  if (left < 0) return { text: m.cases_late({ span: words }), tone: 'danger' };
  return { text: m.cases_left({ span: words }), tone: left < 4 * HOUR_MS ? 'warn' : 'plain' };
}

/** "2026-11-22T18:00" in Beijing time, as date fields have it. */
export function fieldTime(at: number): string {
  const { year, month, day, hour, minute } = chinaTime(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** The instant of a date field in Beijing time; null when it is empty. */
export function instantOfField(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return chinaInstant(year, month, day, hour, minute);
}

function spanWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return m.cases_days_hours({ days, hours });
  return hours > 0 ? m.cases_hours_minutes({ hours, minutes: minutes % 60 }) : m.cases_minutes({ minutes });
}
