import type { WindSource } from './wind-sample.ts';

/** Middles of the speed classes 0.5–1, 1–2, 2–3, 3–5, > 5 m/s, between which values are interpolated. */
const SPEED_MS = [0.75, 1.5, 2.5, 4, 6] as const;
/** Direction error in degrees of a wind measured 10–16 km away, per class (12 stations, four years; upwind.md §3). */
const FAR_DEG = [82, 66, 52, 45, 41] as const;
/** Direction error in degrees of a wind that is one hour old, per class. */
const HOUR_OLD_DEG = [75, 55, 42, 34, 29] as const;
/** The same of a regression on all neighbours (12 stations, four years; upwind.md §1); the first class is 30 % above the second, as in the others. */
const REGRESSION_DEG = [78, 60, 44, 33, 28] as const;
const NEAR_DEG = 3;
const FAR_KM = 13;

/**
 * How well a wind stands for a station: standard error of its direction in degrees, from distance (km) and age (min).
 * 3° up to 1 km and 15 min; between there and the tables by the square root of distance and age; capped at uniform, 104°.
 * A regression was measured as a whole: its error does not ask for a distance.
 */
export function representativenessDeg(
  { distanceKm, way }: Pick<WindSource, 'distanceKm' | 'way'>,
  ageMin: number,
  speedMs: number,
): number {
  const far =
    way === 'regression'
      ? regressionDeg(speedMs)
      : grown(interpolate(FAR_DEG, speedMs), distanceKm, 1, FAR_KM);
  const old = grown(interpolate(HOUR_OLD_DEG, speedMs), ageMin, 15, 60);
  return Math.min(104, Math.sqrt(far * far + old * old - NEAR_DEG * NEAR_DEG));
}

/** Standard error of the direction of a wind by regression on all neighbours, degrees, by its speed. */
export function regressionDeg(speedMs: number): number {
  return interpolate(REGRESSION_DEG, speedMs);
}

/** Error of reading a direction from 16 or 8 points, degrees: 6.5, 13, and 0 for whole degrees. */
export function quantisationDeg(compassPoints: 0 | 8 | 16): number {
  return compassPoints === 0 ? 0 : compassPoints === 16 ? 6.5 : 13;
}

function grown(tableDeg: number, value: number, free: number, table: number): number {
  if (value <= free) return NEAR_DEG;
  const share = (Math.sqrt(value) - Math.sqrt(free)) / (Math.sqrt(table) - Math.sqrt(free));
  return NEAR_DEG + (tableDeg - NEAR_DEG) * share;
}

function interpolate(table: readonly number[], speedMs: number): number {
  if (!(speedMs > SPEED_MS[0])) return table[0]!;
  for (let i = 1; i < SPEED_MS.length; i++) {
    const high = SPEED_MS[i]!;
    const low = SPEED_MS[i - 1]!;
    if (speedMs <= high)
      return table[i - 1]! + ((table[i]! - table[i - 1]!) * (speedMs - low)) / (high - low);
  }
  return table[table.length - 1]!;
}
