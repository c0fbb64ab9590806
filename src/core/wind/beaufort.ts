/** Upper bound of each level in m/s, rounded to 0.1 first; level 17 has none (GB/T 28591-2012, domain.md §8). */
const UPPER_MS = [
  0.2, 1.5, 3.3, 5.4, 7.9, 10.7, 13.8, 17.1, 20.7, 24.4, 28.4, 32.6, 36.9, 41.4, 46.1, 50.9, 56.0,
] as const;

/** Beaufort level 0…17 of a speed in m/s; null for NaN or negative speeds. */
export function beaufort(speedMs: number): number | null {
  if (!Number.isFinite(speedMs) || speedMs < 0) return null;
  const rounded = Math.round(speedMs * 10) / 10;
  const level = UPPER_MS.findIndex((upper) => rounded <= upper);
  return level < 0 ? 17 : level;
}
