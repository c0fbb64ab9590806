import type { Pollutant } from '../../core/air/pollutants.ts';
import { startOfDay } from '../../core/china-time.ts';
import { ROSE_WINDOW_DAYS, type RoseAnswer } from '../../core/rose-answer.ts';
import type { Instant } from '../../core/units.ts';
import { dirtyRose, type DirtyRose, type RoseHour } from '../../core/upwind/dirty-rose.ts';
import { countingWind, WIND_COUNTS } from '../feeds/counting-wind.ts';
import { MEAN_FROM, MEAN_U, MEAN_V } from '../feeds/mean-wind-sql.ts';
import { host, queryAll, queryOne, type App } from '../pb.ts';
import { readStations } from './read-stations.ts';

const DAY_MS = 86_400_000;
const HOUR = '(at + 3599999) / 3600000';
const SPAN = 'station = {:station} AND at > {:from} AND at <= {:to}';

// Of several feeds the nearest counts in an hour (bare columns go with min). Hours that the station reported itself go before means
// of its minutes, which are worth an hour from 45 minutes on (GB 3095-2026 table 4).
const WIND = `SELECT hour, ${MEAN_FROM} AS fromDeg, speed, min(distance)
  FROM (SELECT ${HOUR} AS hour, avg(speedMs) AS speed, min(distanceKm) AS distance, ${MEAN_U} AS u, ${MEAN_V} AS v
    FROM wind WHERE ${SPAN} AND ${WIND_COUNTS} GROUP BY hour, feed)
  GROUP BY hour`;
const mean = (pollutant: string): string => {
  const value = `("values"->>'${pollutant}')`;
  const minutes = `sum(CASE WHEN spanMin < 45 AND ${value} IS NOT NULL THEN spanMin END)`;
  return `coalesce(max(CASE WHEN spanMin BETWEEN 45 AND 60 THEN ${value} END), CASE WHEN ${minutes} >= 45
    THEN sum(CASE WHEN spanMin < 45 THEN ${value} * spanMin END) / ${minutes} END) AS ${pollutant}`;
};
const AIR = `SELECT ${HOUR} AS hour, ${mean('pm10')}, ${mean('pm25')} FROM readings WHERE ${SPAN} GROUP BY hour`;
// Five numbers an hour as one text, so that a season costs this engine two thousand hours and no rows.
const HOURS = `SELECT '[' || coalesce(group_concat(hour || ',' || coalesce(fromDeg, 'null') || ',' || round(speed, 2) || ',' ||
    coalesce(round(pm10, 1), 'null') || ',' || coalesce(round(pm25, 1), 'null')), '') || ']' AS flat
  FROM (${WIND}) JOIN (${AIR}) USING (hour)`;

/** Roses of a station as they are kept; made when there are none of today's. The answer's JSON. */
export function readRose(app: App, station: string, now: Instant): string {
  const key = keyOf(station);
  const sql = 'SELECT at, body FROM snapshots WHERE key = {:key}';
  const kept = queryAll(app, sql, { at: 0, body: '' }, { key })[0];
  if (kept && kept.at >= startOfDay(now)) return kept.body;
  return makeRose(app, station, now);
}

/** A station's rose for a pollutant as it was last made; null when none is kept: nobody waits for one in a transaction. */
export function keptRose(app: App, station: string, pollutant: Pollutant): DirtyRose | null {
  if (pollutant !== 'pm10' && pollutant !== 'pm25') return null;
  const sql = 'SELECT body FROM snapshots WHERE key = {:key}';
  const kept = queryAll(app, sql, { body: '' }, { key: keyOf(station) })[0];
  return kept ? (JSON.parse(kept.body) as RoseAnswer)[pollutant] : null;
}

/** All stations' roses, at night, so that nobody waits for them in the morning. */
export function makeRoses(app: App, now: Instant): void {
  for (const { id } of readStations(app)) makeRose(app, id, now);
}

function makeRose(app: App, station: string, now: Instant): string {
  const from = startOfDay(now) - ROSE_WINDOW_DAYS * DAY_MS;
  const values = { station, from, to: now, ...countingWind() };
  const flat = JSON.parse(queryOne(app, HOURS, { flat: '' }, values).flat) as (number | null)[];
  const pm10: RoseHour[] = [];
  const pm25: RoseHour[] = [];
  for (let i = 0; i < flat.length; i += 5) {
    const hour = { at: flat[i]! * 3_600_000, from: flat[i + 1] ?? null, speedMs: flat[i + 2]! };
    if (flat[i + 3] !== null) pm10.push({ ...hour, c: flat[i + 3]! });
    if (flat[i + 4] !== null) pm25.push({ ...hour, c: flat[i + 4]! });
  }
  const answer: RoseAnswer = { at: now, station, pm10: dirtyRose(pm10), pm25: dirtyRose(pm25) };
  const body = JSON.stringify(answer);
  const sql = `INSERT INTO snapshots (id, key, at, body) VALUES ({:id}, {:key}, {:now}, {:body})
    ON CONFLICT (key) DO UPDATE SET at = excluded.at, body = excluded.body`;
  const id = host.sha256(keyOf(station)).slice(0, 32);
  app
    .db()
    .newQuery(sql)
    .bind({ id, key: keyOf(station), now, body })
    .execute();
  return body;
}

function keyOf(station: string): string {
  return `rose ${station}`;
}
