import type { Instant } from '../units.ts';
import { POLLUTANTS, type Pollutant, type Reading } from './pollutants.ts';
import {
  BREAKPOINTS,
  editionAt,
  IAQI_LEVELS,
  INDEX_ITEMS,
  pollutantOf,
  type AqiEdition,
  type AqiItem,
} from './tables.ts';

export type AqiValues = Readonly<Partial<Record<AqiItem, number>>>;

export interface Aqi {
  readonly edition: AqiEdition;
  /** null = "NA": nothing usable, or a pollutant is missing and the rest stays at or below 100 (HJ 633-2026 5.3). */
  readonly aqi: number | null;
  readonly subIndices: Readonly<Partial<Record<AqiItem, number>>>;
  /** Largest sub-index where AQI > 50; ties are all listed. */
  readonly primary: readonly Pollutant[];
  /** Sub-index above 100; a term of 2012 only, empty in 2026. */
  readonly exceeding: readonly Pollutant[];
  readonly missing: readonly Pollutant[];
}

/** Concentrations are exact to this fraction, so that 2.1 is 2.1 and no float noise turns 100 into 101. */
const SCALE = 1_000_000;

/**
 * Index over one hour or one day from the items that are there (HJ 633-2012 6, HJ 633-2026 4 and 5).
 * A missing, negative or non-finite value is missing, never 0. Items that the edition does not use are ignored,
 * except the 24 h SO2 of 2012, which stands in where its hourly row ends.
 */
export function airQualityIndex(edition: AqiEdition, span: 'hour' | 'day', values: AqiValues): Aqi {
  const subIndices: Partial<Record<AqiItem, number>> = {};
  const best = new Map<Pollutant, number>();
  for (const item of INDEX_ITEMS[edition][span]) {
    const c = values[item];
    let index = c === undefined ? null : subIndex(edition, item, c);
    // 2012: hourly SO2 above 800 takes the 24 h sub-index; 8 h ozone above 800 is left to the 1 h item.
    if (index === null && item === 'so2_1h' && c !== undefined && values.so2_24h !== undefined)
      index = subIndex(edition, 'so2_24h', values.so2_24h);
    if (index === null) continue;
    subIndices[item] = index;
    const pollutant = pollutantOf(item);
    best.set(pollutant, Math.max(best.get(pollutant) ?? 0, index));
  }
  const missing = POLLUTANTS.filter((each) => !best.has(each));
  const top = best.size === 0 ? null : Math.max(...best.values());
  const aqi = top !== null && edition === 'HJ 633-2026' && missing.length > 0 && top <= 100 ? null : top;
  return {
    edition,
    aqi,
    subIndices,
    primary: aqi === null || aqi <= 50 ? [] : POLLUTANTS.filter((each) => best.get(each) === aqi),
    exceeding: edition === 'HJ 633-2012' ? POLLUTANTS.filter((each) => (best.get(each) ?? 0) > 100) : [],
    missing,
  };
}

/**
 * Sub-index (IAQI) of one concentration, µg/m³ or mg/m³ for CO, rounded up (HJ 633-2012 6.2, HJ 633-2026 4.2.6); 2026
 * first rounds the concentration half to even (4.2.2, GB/T 8170). null = negative, not a number, an item the edition
 * does not have, or above the end of the 2012 rows of hourly SO2 and 8 h ozone. Above the last value: 500.
 */
export function subIndex(edition: AqiEdition, item: AqiItem, c: number): number | null {
  const row = BREAKPOINTS[edition][item];
  if (!row || !Number.isFinite(c) || c < 0) return null;
  let n = Math.round(c * SCALE);
  if (edition === 'HJ 633-2026') n = roundHalfEven(n, pollutantOf(item) === 'co' ? SCALE / 10 : SCALE);
  for (let k = 1; k < row.length; k++) {
    const high = row[k] ?? 0;
    if (n > high * SCALE) continue;
    const low = row[k - 1] ?? 0;
    const from = IAQI_LEVELS[k - 1] ?? 0;
    const to = IAQI_LEVELS[k] ?? 0;
    return from + divideUp((to - from) * (n - low * SCALE), (high - low) * SCALE);
  }
  if (row.length === IAQI_LEVELS.length) return 500;
  // Hourly SO2 and 8 h ozone end at 800: 2026 caps the sub-index there, 2012 passes to another averaging time.
  return edition === 'HJ 633-2026' ? (IAQI_LEVELS[row.length - 1] ?? null) : null;
}

/**
 * Index of one hour from an hourly reading of a station, by the edition of its date. In 2012 particles need their
 * running 24 h means and ozone its running 8 h mean, which one reading does not hold: pass them in `running`.
 * A reading that does not span 60 minutes gives "NA": minutes are no index.
 */
export function hourlyAqi(reading: Reading, running: AqiValues = {}): Aqi {
  const edition = editionOfInterval(reading.at);
  if (reading.spanMin !== 60) return airQualityIndex(edition, 'hour', {});
  const values: Partial<Record<AqiItem, number>> = { ...running };
  for (const pollutant of POLLUTANTS) {
    const c = reading.values[pollutant];
    if (c !== undefined) values[`${pollutant}_1h`] = c;
  }
  return airQualityIndex(edition, 'hour', values);
}

/** Sub-index of one pollutant over the hour of a reading against its own table; 2012 holds particles against the daily row. */
export function pollutantIndex(at: Instant, pollutant: Pollutant, c: number): number | null {
  const edition = editionOfInterval(at);
  const hour: AqiItem = `${pollutant}_1h`;
  const day: AqiItem = pollutant === 'o3' ? 'o3_8h' : `${pollutant}_24h`;
  return subIndex(edition, BREAKPOINTS[edition][hour] ? hour : day, c);
}

/** A value belongs to the interval that ends at `at`: midnight still belongs to the day before. */
function editionOfInterval(at: Instant): AqiEdition {
  return editionAt(at - 1);
}

function roundHalfEven(n: number, step: number): number {
  const rest = n % step;
  const down = n - rest;
  if (rest * 2 === step) return (down / step) % 2 === 0 ? down : down + step;
  return rest * 2 < step ? down : down + step;
}

/** ⌈a ÷ b⌉ of non-negative integers without a fraction in between. */
function divideUp(a: number, b: number): number {
  const rest = a % b;
  return (a - rest) / b + (rest > 0 ? 1 : 0);
}
