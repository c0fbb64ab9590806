import {
  dustNow,
  isDustMonitor,
  type DustLimits,
  type DustNow,
  type DustPlace,
} from '../../core/triggers/dust-monitor.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';
import type { StationAir } from './read-air.ts';
import type { Station } from './read-stations.ts';

/** expectations.md §2.7: what is older than 2 h is no value of now. */
const FRESH_MS = 2 * 3_600_000;

/** The place of a dust monitor; null for a station of the city's. */
export function monitorOf(station: Station, limits: DustLimits): DustPlace | null {
  return isDustMonitor(station, limits.levels) ? (station.monitors ?? { source: '', name: '' }) : null;
}

/** Dust monitors above their lines, each from its last hour and from what the tick before said of it. */
export function readDust(
  app: App,
  stations: readonly Station[],
  air: readonly StationAir[],
  limits: DustLimits,
  now: Instant,
): ReadonlyMap<string, DustNow> {
  const found = new Map<string, DustNow>();
  const monitors = stations.flatMap((station, index) => {
    const place = monitorOf(station, limits);
    return place ? [{ station, place, air: air[index]! }] : [];
  });
  if (monitors.length === 0) return found;
  const before = lastDust(app);
  for (const { station, place, air: own } of monitors) {
    const { at } = own;
    const value = own.now.pm10;
    const hour = at !== null && now - at <= FRESH_MS && value !== undefined ? { value, at } : null;
    const dust = dustNow(before.get(station.id) ?? null, hour, place, limits, now);
    if (dust) found.set(station.id, dust);
  }
  return found;
}

/** The last snapshot remembers: a stop outlives a restart. */
function lastDust(app: App): ReadonlyMap<string, DustNow> {
  const sql = `SELECT e.value->>'id' AS station, e.value->'dust' AS dust FROM snapshots s, json_each(s.body->'stations') e
    WHERE s."key" = 'now' AND e.value->'dust' IS NOT NULL`;
  const rows = queryAll(app, sql, { station: '', dust: '' });
  return new Map(
    rows.map(({ station, dust }) => {
      const last = JSON.parse(dust) as DustNow;
      // Snapshots of an earlier version do not say when the hour ended.
      return [station, { ...last, at: (last.at as Instant | undefined) ?? last.since }];
    }),
  );
}
