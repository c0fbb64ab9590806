import type { Instant } from '../units.ts';

const LOCAL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2})(?:[:：时](\d{1,2})?分?(?::(\d{1,2})(?:\.\d+)?)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})?(\d{2})?$/;

/**
 * Instant of a written time, or null when it is none: ISO 8601 with or without offset, "2026-11-22 14:00",
 * "2026/11/22 14时", "2026112214", epoch seconds or milliseconds. Without an offset it is `utcOffsetMin` (Beijing: 480).
 * 24:00 is the next day's 00:00; a day that does not exist (30 February) is null.
 */
export function parseTime(raw: unknown, utcOffsetMin = 480): Instant | null {
  if (typeof raw === 'number') return fromEpoch(raw);
  if (typeof raw !== 'string') return null;
  const text = raw.trim();
  if (/^\d{10}$/.test(text) && !isCompactHour(text)) return fromEpoch(Number(text));
  if (/^\d{13}$/.test(text)) return fromEpoch(Number(text));
  const match = LOCAL.exec(text) ?? COMPACT.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) =>
    Number(match[index] ?? 0),
  );
  return fromParts(
    {
      year: year ?? 0,
      month: month ?? 0,
      day: day ?? 0,
      hour: hour ?? 0,
      minute: minute ?? 0,
      second: second ?? 0,
    },
    offsetOf(match[7]) ?? utcOffsetMin,
  );
}

/** Instant of a wall-clock time, or null when there is no such day or hour (hour 24 is allowed at 24:00:00). */
export function fromParts(
  parts: { year: number; month: number; day: number; hour: number; minute: number; second: number },
  utcOffsetMin: number,
): Instant | null {
  const { year, month, day, hour, minute, second } = parts;
  if (![year, month, day, hour, minute, second].every(Number.isInteger)) return null;
  if (hour > 24 || (hour === 24 && (minute > 0 || second > 0)) || hour < 0) return null;
  if (minute > 59 || second > 60 || minute < 0 || second < 0) return null;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null;
  return midnight.getTime() + ((hour * 60 + minute - utcOffsetMin) * 60 + second) * 1000;
}

/** Seconds below 1e11 (year 5138), milliseconds above; anything before 1980 is no epoch time. */
function fromEpoch(value: number): Instant | null {
  if (!Number.isFinite(value) || value < 315_532_800) return null;
  return value < 1e11 ? Math.round(value * 1000) : value < 1e14 ? Math.round(value) : null;
}

/** "2026112214" is an hour, "1795370400" is an epoch: the first reads as a date of 1990 to 2100. */
function isCompactHour(text: string): boolean {
  const [year, month, day, hour] = [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8), text.slice(8)].map(
    Number,
  );
  return inside(year, 1990, 2100) && inside(month, 1, 12) && inside(day, 1, 31) && inside(hour, 0, 24);
}

function inside(value: number | undefined, low: number, high: number): boolean {
  return value !== undefined && value >= low && value <= high;
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^z$/i.test(text)) return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}
