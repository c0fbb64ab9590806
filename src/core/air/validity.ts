import type { Instant } from '../units.ts';
import type { Pollutant, Reading } from './pollutants.ts';

const HOUR = 3_600_000;

/** GB 3095-2026 table 4 (2012 table 4 the same as far as known): how much has to be there for a mean to count. */
const VALIDITY = {
  hourMinutes: 45,
  dayHours: 20,
} as const;

/**
 * Mean of one pollutant over the hour that ends at `end` from readings of an hour or less.
 * An hourly reading is taken as it is; shorter ones are weighted by their minutes inside the hour.
 * null with fewer than 45 minutes of values: invalid is no value, never 0. Rows that overlap fill the same minutes once.
 */
export function hourlyMean(readings: readonly Reading[], pollutant: Pollutant, end: Instant): number | null {
  let minutes = 0;
  let sum = 0;
  const spans: { readonly from: Instant; readonly until: Instant }[] = [];
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
    spans.push({ from, until });
  }
  return coveredMs(spans) >= VALIDITY.hourMinutes * 60_000 ? sum / minutes : null;
}

/** Length of the union of some intervals. */
function coveredMs(spans: readonly { readonly from: Instant; readonly until: Instant }[]): number {
  let covered = 0;
  let end = -Infinity;
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
  }
  return covered;
}

/** Mean of the hourly values of a natural day or a running 24 h; null with fewer than 20. */
export function dailyMean(hours: readonly (number | null)[]): number | null {
  return meanOf(hours, VALIDITY.dayHours);
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
