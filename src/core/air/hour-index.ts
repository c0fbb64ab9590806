import type { Instant } from '../units.ts';
import { hourlyAqi } from './aqi.ts';
import { POLLUTANTS, type Pollutant, type Reading } from './pollutants.ts';
import { pollutantOf, type AqiEdition, type AqiItem } from './tables.ts';
import { hourlyMean } from './validity.ts';

/** Index of one clock hour of a station, with the edition of the standard it was computed by. */
export interface HourIndex {
  /** End of the hour. */
  readonly at: Instant;
  readonly edition: AqiEdition;
  /** null = NA: a pollutant is missing and the others stay at or below 100 (HJ 633-2026, 5.3); the sub-indices are shown then. */
  readonly aqi: number | null;
  /** IAQI of each pollutant with a valid hour. */
  readonly iaqi: Readonly<Partial<Record<Pollutant, number>>>;
  readonly primary: readonly Pollutant[];
}

const HOUR_MS = 3_600_000;
/** A clock hour older than this says nothing about now; the card has none then. */
export const HOURS_BACK = 3;

/** The last moment at which a clock hour was full. */
export function lastFullHour(now: Instant): Instant {
  return Math.floor(now / HOUR_MS) * HOUR_MS;
}

/**
 * Hourly index (GB 3095 validity, HJ 633) of the clock hour that ends at `end`, from readings of an hour or less; null without a
 * pollutant that was measured for 45 minutes of it. By the 2012 edition particles need running means of a day, which an hour does
 * not hold: there only sub-indices of the gases are given.
 */
export function hourIndex(readings: readonly Reading[], end: Instant): HourIndex | null {
  const values: Partial<Record<Pollutant, number>> = {};
  for (const pollutant of POLLUTANTS) {
    const mean = hourlyMean(readings, pollutant, end);
    if (mean !== null) values[pollutant] = mean;
  }
  const { edition, aqi, subIndices, primary } = hourlyAqi({ at: end, spanMin: 60, values });
  const iaqi: Partial<Record<Pollutant, number>> = {};
  for (const [item, index] of Object.entries(subIndices)) iaqi[pollutantOf(item as AqiItem)] = index;
  if (Object.keys(iaqi).length === 0) return null;
  return edition === 'HJ 633-2012'
    ? { at: end, edition, aqi: null, iaqi, primary: [] }
    : { at: end, edition, aqi, iaqi, primary };
}
