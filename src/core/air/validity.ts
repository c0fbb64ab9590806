import type { Instant } from '../units.ts';
import type { Pollutant, Reading } from './pollutants.ts';

const HOUR = 3_600_000;

/** GB 3095-2026 table 4 (2012 table 4 the same as far as known): how much has to be there for a mean to count. */
export const VALIDITY = {
  hourMinutes: 45,
  dayHours: 20,
  eightHours: 6,
  monthDays: 27,
  februaryDays: 25,
  yearDays: 324,
  /** HJ 663: valid 8 h means of a day, ending 08:00 to 24:00. */
  ozoneWindows: 14,
} as const;

/**
 * Mean of one pollutant over the hour that ends at `end` from readings of an hour or less.
 * An hourly reading is taken as it is; shorter ones are weighted by their minutes inside the hour.
 * null with fewer than 45 minutes of values: invalid is no value, never 0.
 */
export function hourlyMean(readings: readonly Reading[], pollutant: Pollutant, end: Instant): number | null {
  let minutes = 0;
  let sum = 0;
  for (const each of readings) {
    const c = each.values[pollutant];
    if (c === undefined) continue;
    if (each.spanMin === 60 && each.at === end) return c;
    if (each.spanMin >= 60) continue;
    const from = Math.max(each.at - each.spanMin * 60_000, end - HOUR);
    const until = Math.min(each.at, end);
    if (until <= from) continue;
    minutes += (until - from) / 60_000;
    sum += c * ((until - from) / 60_000);
  }
  return minutes >= VALIDITY.hourMinutes ? sum / minutes : null;
}

/** Mean of the hourly values of a natural day or a running 24 h; null with fewer than 20. */
export function dailyMean(hours: readonly (number | null)[]): number | null {
  return meanOf(hours, VALIDITY.dayHours);
}

/** Mean of eight hourly values; null with fewer than 6. */
export function eightHourMean(hours: readonly (number | null)[]): number | null {
  return meanOf(hours, VALIDITY.eightHours);
}

/**
 * Daily maximum of the running 8 h ozone mean from the 24 hourly values of a natural day, [0] = 00:00–01:00.
 * Windows end at 08:00 … 24:00; with fewer than 14 valid windows the day counts only where the maximum exceeds the
 * limit (HJ 663 6.1.2), else null.
 */
export function ozoneDailyMaximum(hours: readonly (number | null)[], limit = 160): number | null {
  let windows = 0;
  let top: number | null = null;
  for (let end = 8; end <= 24; end++) {
    const mean = eightHourMean(hours.slice(end - 8, end));
    if (mean === null) continue;
    windows++;
    if (top === null || mean > top) top = mean;
  }
  if (top === null) return null;
  return windows >= VALIDITY.ozoneWindows || top > limit ? top : null;
}

/** Mean of the daily values of a month (1–12); null with fewer than 27, in February 25. */
export function monthlyMean(days: readonly (number | null)[], month: number): number | null {
  return meanOf(days, month === 2 ? VALIDITY.februaryDays : VALIDITY.monthDays);
}

function meanOf(values: readonly (number | null)[], atLeast: number): number | null {
  let n = 0;
  let sum = 0;
  for (const each of values) {
    if (each === null) continue;
    n++;
    sum += each;
  }
  return n >= atLeast ? sum / n : null;
}
