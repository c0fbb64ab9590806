import { DEMO_PUSH_TOKEN } from '../../src/cli/demo/feeds.ts';
import type { City } from '../../src/cli/throw-away-city.mjs';

export const MINUTE = 60_000;
/** 党校站 of the demo city. */
export const PARTY_SCHOOL = { code: 'HJ001', name: '党校站' };

/** What a logger sends: wind or concentrations of one station at one moment. */
export interface LoggerRow {
  readonly station: string;
  readonly time: string;
  readonly [field: string]: string | number;
}

/** Sends rows through the push door as a station's logger does. Throws when one of them is not taken. */
export async function push(city: City, rows: readonly LoggerRow[]): Promise<void> {
  const answer = await fetch(`${city.url}/api/sf/push/push`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${DEMO_PUSH_TOKEN}` },
    body: JSON.stringify({ rows }),
  });
  const { accepted = 0, corrected = 0, duplicates = 0 } = (await answer.json()) as Record<string, number>;
  // A row at a moment that was told before corrects it: the new value counts.
  const taken = accepted + corrected + duplicates;
  if (taken !== rows.length) throw new Error(`push: ${answer.status}, ${taken} of ${rows.length} taken`);
}

/** Steady wind over the last `minutes`. A dense one outweighs what was measured before in the same minutes. */
export function steadyWind(
  station: string,
  until: number,
  minutes: number,
  from: number,
  everyS: number,
): LoggerRow[] {
  return every(everyS * 1000, until, minutes).map((at) => ({
    station,
    time: new Date(at).toISOString(),
    wind_dir: from,
    wind_speed: 2.8,
    span_min: 1,
  }));
}

/** PM10 that climbs from `low` to `high` over the last `minutes`, a value a minute. */
export function climbingDust(
  station: string,
  until: number,
  minutes: number,
  low: number,
  high: number,
): LoggerRow[] {
  const times = every(MINUTE, until, minutes);
  return times.map((at, i) => ({
    station,
    time: new Date(at).toISOString(),
    pm10: Math.round(low + ((high - low) * i) / (times.length - 1)),
    span_min: 1,
  }));
}

/** The beginning of the main job: an hour of south-west wind, and dust that climbs to 480 with it. */
export async function dustClimbsWithSouthWestWind(city: City, station: string, now: number): Promise<void> {
  await push(city, steadyWind(station, now - 21_000, 60, 225, 60));
  await push(city, climbingDust(station, now, 40, 150, 480));
}

/** On whole steps, as a logger's clock ticks: what is sent later for the same minutes corrects them, and does not mix with them. */
function every(stepMs: number, until: number, minutes: number): number[] {
  const count = Math.floor((minutes * MINUTE) / stepMs);
  const last = Math.floor(until / stepMs) * stepMs;
  return Array.from({ length: count }, (_, i) => last - (count - 1 - i) * stepMs);
}
