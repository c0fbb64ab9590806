import type { Instant } from './units.ts';

/** Calendar and clock of Beijing time (UTC+8, no daylight saving since 1992). */
export interface ChinaTime {
  readonly year: number;
  /** 1…12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 1 Monday … 7 Sunday */
  readonly weekday: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * HOUR_MS;

/** Beijing calendar and clock at an instant. Throws RangeError for NaN. */
export function chinaTime(at: Instant): ChinaTime {
  if (!Number.isFinite(at)) throw new RangeError(`not an instant: ${at}`);
  const date = new Date(at + OFFSET_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: ((date.getUTCDay() + 6) % 7) + 1,
  };
}

/** Instant of a Beijing calendar time; months and days roll over as in Date.UTC. */
export function chinaInstant(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): Instant {
  return Date.UTC(year, month - 1, day, hour, minute, second) - OFFSET_MS;
}

/** Beijing day as "2026-11-22". */
export function dateKey(at: Instant): string {
  const { year, month, day } = chinaTime(at);
  return `${two(year, 4)}-${two(month)}-${two(day)}`;
}

/** First instant of a day "2026-11-22" in Beijing; null when it is not a calendar day. */
export function dayStart(key: string): Instant | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(key);
  if (!match) return null;
  const at = chinaInstant(Number(match[1]), Number(match[2]), Number(match[3]));
  return dateKey(at) === key ? at : null;
}

/** First instant of the Beijing day that holds an instant. */
export function startOfDay(at: Instant): Instant {
  return at - modulo(at + OFFSET_MS, DAY_MS);
}

/** First instant of the hour that holds an instant. */
export function startOfHour(at: Instant): Instant {
  return at - modulo(at, HOUR_MS);
}

/** Clock as "08:05". */
export function clock(at: Instant): string {
  const { hour, minute } = chinaTime(at);
  return `${two(hour)}:${two(minute)}`;
}

/** Day and clock as "2026-11-22 08:05". */
export function dateClock(at: Instant): string {
  return `${dateKey(at)} ${clock(at)}`;
}

function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}

function two(value: number, digits = 2): string {
  return String(value).padStart(digits, '0');
}
