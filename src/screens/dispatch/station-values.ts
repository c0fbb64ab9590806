import type { Series } from '../../core/air/pollutants.ts';
import { pollutantIndex } from '../../core/air/aqi.ts';
import { categoryOf } from '../../core/air/category.ts';
import { editionAt } from '../../core/air/tables.ts';
import type { StationNow } from '../../core/snapshot.ts';
import type { Instant } from '../../core/units.ts';
import type { AqiLevel } from '../../ui/AqiChip.svelte';

/** The index of one clock hour as a card and a mark show it. */
export interface ShownIndex {
  /** End of the hour. */
  readonly at: Instant;
  /** The AQI, or where that is not published the chosen pollutant's sub-index. */
  readonly figure: number | null;
  readonly isAqi: boolean;
  readonly level: AqiLevel;
  readonly edition: string;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** A station without data for two hours is grey, as the tick says of now. */
const STALE_MS = 2 * HOUR_MS;
/** An hour counts from 45 minutes of measuring (GB 3095-2026 table 4). */
const VALID_MS = 45 * 60_000;

/** The index of a station's last full valid hour; null without one, and for a station that fell silent. */
export function liveIndex(live: StationNow | undefined, pollutant: 'pm10' | 'pm25'): ShownIndex | null {
  if (!live?.hour || live.stale) return null;
  const { at, aqi, iaqi, edition } = live.hour;
  return shown(at, aqi ?? iaqi[pollutant] ?? null, aqi !== null, edition);
}

/** The sub-index of one pollutant over the last clock hour that was full at a past moment; null where that hour is not valid. */
export function pastIndex(series: Series, pollutant: 'pm10' | 'pm25', moment: Instant): ShownIndex | null {
  const end = Math.floor(moment / HOUR_MS) * HOUR_MS;
  const gaps = series.at.slice(1).map((at, i) => at - series.at[i]!);
  const step = gaps.length === 0 ? HOUR_MS : Math.min(...gaps);
  let sum = 0;
  let count = 0;
  series.at.forEach((at, i) => {
    const c = series.c[i];
    if (c == null || at <= end - HOUR_MS || at > end) return;
    sum += c;
    count++;
  });
  if (count === 0 || count * step < VALID_MS) return null;
  return shown(end, pollutantIndex(end, pollutant, sum / count), false, editionAt(end - 1));
}

function shown(at: Instant, figure: number | null, isAqi: boolean, edition: string): ShownIndex {
  return { at, figure, isAqi, level: categoryOf(figure)?.level ?? 0, edition };
}

/** A station as it stood at a past moment: without the rank and alarm of now. `reading` is its last one before; null = none. */
export function stationThen(live: StationNow, reading: Instant | null, at: Instant): StationNow {
  const { id, values, delta1h, rankOf, wind } = live;
  const ageMin = reading === null ? null : Math.round((at - reading) / MINUTE_MS);
  const stale = reading === null || at - reading > STALE_MS;
  return { id, values, delta1h, rankOf, wind, rank: null, ageMin, stale };
}

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
