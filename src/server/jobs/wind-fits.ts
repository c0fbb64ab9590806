import { BORROW_KM } from '../../core/feeds/borrow-wind.ts';
import { distance } from '../../core/geo.ts';
import { isDustMonitor } from '../../core/triggers/dust-monitor.ts';
import { limitsInForce, TRIGGER_CATALOGUE } from '../../core/triggers/read-trigger-limits.ts';
import type { Instant } from '../../core/units.ts';
import { fitWind, FIT_HOURS, type WindFit, type WindHours } from '../../core/wind/wind-regression.ts';
import { countingWind, WIND_COUNTS } from '../feeds/counting-wind.ts';
import { host, queryAll, queryOne, type App } from '../pb.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readStations, type Station } from './read-stations.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A year holds all winds that come. */
const WINDOW_MS = 365 * DAY_MS;
const FRESH_MS = 90 * 60_000;
/** Nearest neighbours whose hours are read; a fit takes eight at most, and some have none. */
const ASKED = 10;
/** Stations learnt in one round: each reads a year of eleven stations. */
const PER_ROUND = 2;
/** Begins the key of a kept fit in `snapshots`. */
export const FIT_KEY = 'wind fit ';

// Measured there, not modelled: vector means of clock hours of all that a station's own feeds said.
const HOURS = `SELECT '[' || coalesce(group_concat(hour || ',' || round(u, 3) || ',' || round(v, 3) || ',' || round(speed, 2)), '') || ']' AS flat
  FROM (SELECT (at + 3599999) / 3600000 AS hour, avg(speedMs) AS speed,
      -avg(CASE kind WHEN 'steady' THEN speedMs * sin(radians(fromDeg)) ELSE 0 END) AS u,
      -avg(CASE kind WHEN 'steady' THEN speedMs * cos(radians(fromDeg)) ELSE 0 END) AS v
    FROM wind WHERE station = {:station} AND at > {:from} AND at <= {:to} AND distanceKm <= 1 AND ${WIND_COUNTS} GROUP BY hour)`;
const SILENT = `SELECT s.id AS station FROM stations s WHERE s.retired = FALSE
    AND NOT EXISTS (SELECT 1 FROM wind w WHERE w.station = s.id AND w.at > {:fresh} AND ${WIND_COUNTS})
    AND NOT EXISTS (SELECT 1 FROM snapshots WHERE "key" = '${FIT_KEY}' || s.id AND at > {:yesterday})
  ORDER BY s.code LIMIT ${PER_ROUND}`;

/**
 * Learns how the wind of the stations that have none now went with their neighbours', at most once a day each. What is kept says so
 * too where there was too little to learn from.
 */
export function refitWinds(app: App, now: Instant): void {
  const values = { fresh: now - FRESH_MS, yesterday: now - DAY_MS, ...countingWind() };
  const silent = queryAll(app, SILENT, { station: '' }, values);
  if (silent.length === 0) return;
  const stations = readStations(app);
  const { levels } = limitsInForce(readCatalogue(app, TRIGGER_CATALOGUE, now)).dust;
  const lending = stations.filter((each) => !isDustMonitor(each, levels));
  for (const { station } of silent) {
    const place = stations.find((each) => each.id === station);
    if (place) keep(app, station, learn(app, place, lending, now), now);
  }
}

/** Kept fits of some stations; those without one are absent. */
export function readWindFits(app: App, stations: readonly string[]): ReadonlyMap<string, WindFit> {
  const sql = `SELECT body FROM snapshots WHERE "key" IN (SELECT '${FIT_KEY}' || value FROM json_each({:stations})) AND body <> 'null'`;
  const rows = queryAll(app, sql, { body: '' }, { stations: JSON.stringify(stations) });
  const fits = rows.map(({ body }) => JSON.parse(body) as WindFit);
  return new Map(fits.map((fit) => [fit.station, fit]));
}

function learn(app: App, place: Station, stations: readonly Station[], now: Instant): WindFit | null {
  const own = readHours(app, place.id, now);
  if (own.hours.length < FIT_HOURS) return null;
  const near = stations
    .filter((each) => each.id !== place.id)
    .map((each) => ({ id: each.id, km: distance(each, place) / 1000 }))
    .filter((each) => each.km <= BORROW_KM)
    .sort((a, b) => a.km - b.km)
    .slice(0, ASKED);
  return fitWind(
    own,
    near.map((each) => readHours(app, each.id, now)),
  );
}

function readHours(app: App, station: string, now: Instant): WindHours {
  const values = { station, from: now - WINDOW_MS, to: now, ...countingWind() };
  const flat = JSON.parse(queryOne(app, HOURS, { flat: '' }, values).flat) as number[];
  const hours = Array.from({ length: flat.length / 4 }, (_, index) => ({
    at: flat[4 * index]! * HOUR_MS,
    u: flat[4 * index + 1]!,
    v: flat[4 * index + 2]!,
    speedMs: flat[4 * index + 3]!,
  }));
  return { station, hours };
}

function keep(app: App, station: string, fit: WindFit | null, now: Instant): void {
  const key = FIT_KEY + station;
  const sql = `INSERT INTO snapshots (id, key, at, body) VALUES ({:id}, {:key}, {:now}, {:body})
    ON CONFLICT (key) DO UPDATE SET at = excluded.at, body = excluded.body`;
  const id = host.sha256(key).slice(0, 32);
  app
    .db()
    .newQuery(sql)
    .bind({ id, key, now, body: JSON.stringify(fit) })
    .execute();
}
