import type { Series } from '../../core/air/pollutants.ts';
import type { Instant } from '../../core/units.ts';

const HOUR_MS = 3_600_000;

/** Mean of the hour that ends at `end`; null when nothing was measured in it. */
export function hourMean(series: Series, end: Instant): number | null {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < series.at.length; i++) {
    const c = series.c[i];
    if (c == null || series.at[i]! <= end - HOUR_MS || series.at[i]! > end) continue;
    sum += c;
    count++;
  }
  return count === 0 ? null : sum / count;
}

/** At most `most` means of equal stretches, oldest first: enough for a line 100 px wide. */
export function thinned(values: readonly (number | null)[], most: number): (number | null)[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, i) => {
    const from = Math.floor((i * values.length) / most);
    const part = values
      .slice(from, Math.floor(((i + 1) * values.length) / most))
      .filter((each) => each !== null);
    return part.length === 0 ? null : part.reduce((sum, each) => sum + each, 0) / part.length;
  });
}
