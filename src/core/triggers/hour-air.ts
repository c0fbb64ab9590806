import type { Pollutant, Series } from '../air/pollutants.ts';
import type { Instant, LngLat } from '../units.ts';
import type { DustPlace } from './dust-monitor.ts';

/** Particulates decide about strikes; gases are shown only. */
export const TRIGGER_POLLUTANTS = ['pm10', 'pm25'] as const satisfies readonly Pollutant[];
export type TriggerPollutant = (typeof TRIGGER_POLLUTANTS)[number];

/** A station's last hour beside the hour before it: rolling 60 minutes for minute feeds, clock hours for hourly ones. */
export interface HourAir extends LngLat {
  readonly station: string;
  readonly background: boolean;
  /** Set on a dust monitor at a site or road: it has a rule of its own and is no station of the city's. */
  readonly dust?: DustPlace;
  /** End of the newest reading; null = never. */
  readonly at: Instant | null;
  readonly now: Partial<Readonly<Record<Pollutant, number>>>;
  readonly before: Partial<Readonly<Record<Pollutant, number>>>;
}

/** A reading of a handheld or mobile device: evidence for a look at the area, never part of a station's value. */
export interface MobileReading extends LngLat {
  readonly at: Instant;
  readonly values: Partial<Readonly<Record<Pollutant, number>>>;
}

/** An hour is worth its name from 45 minutes of measuring (GB 3095-2026 table 4). */
const VALID_MIN = 45;

/** Mean over (from, to], values standing for `spanMin` each; null when less than 45 minutes of it were measured. */
export function meanBetween(series: Series, from: Instant, to: Instant, spanMin: number): number | null {
  let sum = 0;
  let count = 0;
  for (let index = series.at.length - 1; index >= 0 && series.at[index]! > from; index -= 1) {
    const value = series.c[index];
    if (series.at[index]! > to || value === null || value === undefined) continue;
    sum += value;
    count += 1;
  }
  return count * spanMin >= VALID_MIN ? sum / count : null;
}

/** Change within the hour; undefined where either value is missing. */
export function riseOf(air: HourAir, pollutant: Pollutant): number | undefined {
  const now = air.now[pollutant];
  const before = air.before[pollutant];
  return now === undefined || before === undefined ? undefined : now - before;
}

/** Places of the stations by one pollutant, 1 = cleanest, equal values share the better place; stations without a value have none. */
export function ranksOf(values: readonly (number | undefined)[]): (number | null)[] {
  const sorted = values.filter((each): each is number => each !== undefined).sort((a, b) => a - b);
  return values.map((each) => (each === undefined ? null : sorted.indexOf(each) + 1));
}
