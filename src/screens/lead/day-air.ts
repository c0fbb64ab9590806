import { dailyMean } from '../../core/air/validity.ts';
import { dateKey, DAY_MS } from '../../core/china-time.ts';
import type { History } from '../../core/history.ts';
import type { Bearing } from '../../core/units.ts';
import { CALM_CODE, decodeDirection } from '../../core/wind/direction-code.ts';
import { STEADY_SHARE } from '../../core/wind/gate.ts';
import { windMean } from '../../core/wind/statistics.ts';

/** Air of one Beijing day. */
export interface DayAir {
  /** Daily means by station, µg/m³; absent with fewer than 20 valid hours. */
  readonly pm10: ReadonlyMap<string, number>;
  /** Mean of the city's stations that have a daily mean, dust monitors left out; null with none. */
  readonly districtPm10: number | null;
  /** Over all stations (dust monitors left out) and hours: scalar mean speed, vector mean direction; `from` is null when calm or from everywhere. */
  readonly wind: { readonly from: Bearing | null; readonly speedMs: number } | null;
}

/** Daily air by Beijing day "2026-11-22" from hourly history; `monitors` are ids of dust monitors. Days without any row are absent. */
export function dayAir(history: History, monitors: ReadonlySet<string>): ReadonlyMap<string, DayAir> {
  const hours = new Map<string, Map<string, (number | null)[]>>();
  const winds = new Map<string, { at: number; from: Bearing | null; speedMs: number }[]>();
  for (const [station, { air, wind }] of Object.entries(history.stations)) {
    air.at.forEach((second, i) => {
      // An hour that ends at midnight belongs to the day before.
      const day = dateKey(history.from + second * 1000 - 1);
      const ofDay = getOr(hours, day, () => new Map<string, (number | null)[]>());
      getOr(ofDay, station, () => []).push(air.pm10[i] ?? null);
    });
    // Inside a site's fence the wind is the site's.
    if (monitors.has(station)) continue;
    for (const track of wind)
      track.at.forEach((second, i) => {
        const at = history.from + second * 1000;
        const { from } = decodeDirection(track.from[i] ?? CALM_CODE);
        getOr(winds, dateKey(at - 1), () => []).push({ at, from, speedMs: track.speed[i] ?? 0 });
      });
  }
  const days = new Map<string, DayAir>();
  for (const day of new Set([...hours.keys(), ...winds.keys()]))
    days.set(day, ofOneDay(hours.get(day) ?? new Map(), winds.get(day) ?? [], monitors));
  return days;
}

/** The spans a history request may ask for (at most 31 days each) that end with `until` and cover `days`. */
export function historySpans(until: number, days: number): readonly { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (let left = Math.min(days, 93), to = until; left > 0; left -= 30, to -= 30 * DAY_MS)
    spans.push({ from: to - Math.min(30, left) * DAY_MS, to });
  return spans;
}

function ofOneDay(
  stations: ReadonlyMap<string, (number | null)[]>,
  wind: readonly { at: number; from: Bearing | null; speedMs: number }[],
  monitors: ReadonlySet<string>,
): DayAir {
  const pm10 = new Map<string, number>();
  for (const [station, values] of stations) {
    const mean = dailyMean(values);
    if (mean !== null) pm10.set(station, mean);
  }
  const values = [...pm10].flatMap(([station, mean]) => (monitors.has(station) ? [] : [mean]));
  const mean = windMean(
    wind.map(({ at, from, speedMs }) => ({ at, kind: from === null ? 'calm' : 'steady', from, speedMs })),
  );
  return {
    pm10,
    districtPm10: values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : null,
    // Below this share the mean points nowhere in particular (upwind method, gate).
    wind: mean
      ? { from: mean.steadiness >= STEADY_SHARE ? mean.from : null, speedMs: mean.scalarSpeedMs }
      : null,
  };
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const held = map.get(key);
  if (held !== undefined) return held;
  const made = make();
  map.set(key, made);
  return made;
}
