import { POLLUTANTS, type Pollutant, type Series } from '../../core/air/pollutants.ts';
import type { MobileNow } from '../../core/snapshot.ts';
import { meanBetween, type HourAir } from '../../core/triggers/hour-air.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, queryOne, type App } from '../pb.ts';
import type { Station } from './read-stations.ts';

/** What the readings say about one station. */
export interface StationAir extends HourAir {
  /** Whether the values are clock hours; else rolling means of a minute feed. */
  readonly hourly: boolean;
  /** Minutes that a value stands for. */
  readonly spanMin: number;
  /** PM10 and PM2.5 of the last hours, oldest first. */
  readonly series: Readonly<Record<'pm10' | 'pm25', Series>>;
}

const HOUR_MS = 3_600_000;
/** The background of a series is the 10th percentile of 3 h; hourly rows come up to half an hour late. */
const REACH_MS = 3.5 * HOUR_MS;

const mean = (pollutant: Pollutant): string =>
  `coalesce(avg(CASE WHEN at > {:hour} THEN "values"->>'${pollutant}' END), -1) AS ${pollutant}`;
// SQLite gives "values" of the row that has max(at) here (lang_select.html, bare columns in an aggregate with max).
const SQL = `SELECT station, spanMin >= 45 AS hourly, max(at) AS newest, coalesce("values", '{}') AS last, avg(spanMin) AS spanMin, '[' || group_concat(
    ((at - {:from}) / 1000) || ',' || coalesce("values"->>'pm10', 'null') || ',' || coalesce("values"->>'pm25', 'null'), ',' ORDER BY at) || ']' AS samples,
  ${(['so2', 'no2', 'o3', 'co'] as const).map(mean).join(', ')}
  FROM readings WHERE at > {:from} AND at <= {:now} GROUP BY station, spanMin >= 45`;
const SHAPE = {
  station: '',
  hourly: false,
  newest: 0,
  last: '',
  spanMin: -0,
  samples: '',
  so2: -0,
  no2: -0,
  o3: -0,
  co: -0,
};

/** Last hour, hour before and series of every station; a station without readings has none. Handheld readings are in another table and never come here. */
export function readAir(app: App, stations: readonly Station[], now: Instant): StationAir[] {
  // Whole minutes: seconds since then are exact, so that an hour ago is found again.
  const from = Math.floor((now - REACH_MS) / 60_000) * 60_000;
  const values = { from, now, hour: now - HOUR_MS };
  const rows = queryAll(app, SQL, SHAPE, values);
  return stations.map((station) => {
    const own = rows.filter((row) => row.station === station.id).map((row) => airOf(station, row, from, now));
    if (own.length === 0) return { ...nothing(station), at: newestOf(app, station.id) };
    // A minute feed knows the last hour better than the clock hour before it, unless it has only begun.
    const minutes = own.find((each) => !each.hourly && Object.keys(each.now).length > 0);
    return minutes ?? own.find((each) => each.hourly) ?? own[0] ?? nothing(station);
  });
}

/** Handheld and mobile readings of the last hour, newest first. */
export function readMobile(app: App, now: Instant): MobileNow[] {
  const sql = `SELECT m.id, m.lng, m.lat, m.at, m.device, coalesce(u."group", '') AS carrier, coalesce(m."values", '') AS vals
    FROM mobile_readings m LEFT JOIN users u ON u.id = m.by
    WHERE m.at > {:from} AND m.at <= {:now} ORDER BY m.at DESC LIMIT 500`;
  const shape = { id: '', lng: -0, lat: -0, at: 0, device: '', carrier: '', vals: '' };
  return queryAll(app, sql, shape, { from: now - HOUR_MS, now }).map(
    ({ id, lng, lat, at, device, carrier, vals }) => ({
      ...{ id, lng, lat, at, device, group: carrier },
      values: JSON.parse(vals || '{}') as MobileNow['values'],
    }),
  );
}

function airOf(station: Station, row: typeof SHAPE, from: Instant, now: Instant): StationAir {
  const flat = JSON.parse(row.samples) as (number | null)[];
  const at: Instant[] = [];
  const pm10: (number | null)[] = [];
  const pm25: (number | null)[] = [];
  for (let index = 0; index < flat.length; index += 3) {
    at.push(from + flat[index]! * 1000);
    pm10.push(flat[index + 1] ?? null);
    pm25.push(flat[index + 2] ?? null);
  }
  const place = { lng: station.lng, lat: station.lat };
  const series = {
    pm10: { station: station.id, place, at, c: pm10 },
    pm25: { station: station.id, place, at, c: pm25 },
  };
  const base = {
    station: station.id,
    ...place,
    background: station.background,
    at: row.newest,
    hourly: row.hourly,
    spanMin: row.spanMin,
    series,
  };
  return row.hourly ? { ...base, ...clockHours(row, series) } : { ...base, ...rolling(row, series, now) };
}

function rolling(
  row: typeof SHAPE,
  series: StationAir['series'],
  now: Instant,
): Pick<HourAir, 'now' | 'before'> {
  const current: Partial<Record<Pollutant, number>> = {};
  const before: Partial<Record<Pollutant, number>> = {};
  for (const pollutant of ['pm10', 'pm25'] as const) {
    const last = meanBetween(series[pollutant], now - HOUR_MS, now, row.spanMin);
    if (last !== null) current[pollutant] = last;
    const earlier = meanBetween(series[pollutant], now - 2 * HOUR_MS, now - HOUR_MS, row.spanMin);
    if (earlier !== null) before[pollutant] = earlier;
  }
  if (Object.keys(current).length > 0)
    for (const gas of ['so2', 'no2', 'o3', 'co'] as const) if (row[gas] >= 0) current[gas] = row[gas];
  return { now: current, before };
}

function clockHours(row: typeof SHAPE, series: StationAir['series']): Pick<HourAir, 'now' | 'before'> {
  const before: Partial<Record<Pollutant, number>> = {};
  for (const pollutant of ['pm10', 'pm25'] as const) {
    const index = series[pollutant].at.indexOf(row.newest - HOUR_MS);
    const value = index < 0 ? null : series[pollutant].c[index];
    if (value !== null && value !== undefined) before[pollutant] = value;
  }
  const last = JSON.parse(row.last) as Partial<Record<Pollutant, number>>;
  const current: Partial<Record<Pollutant, number>> = {};
  for (const pollutant of POLLUTANTS) if (last[pollutant] !== undefined) current[pollutant] = last[pollutant];
  return { now: current, before };
}

function newestOf(app: App, station: string): Instant | null {
  const sql = 'SELECT coalesce(max(at), 0) AS at FROM readings WHERE station = {:station}';
  return queryOne(app, sql, { at: 0 }, { station }).at || null;
}

function nothing(station: Station): StationAir {
  const series: Series = { station: station.id, place: station, at: [], c: [] };
  const { id, lng, lat, background } = station;
  return {
    station: id,
    lng,
    lat,
    background,
    at: null,
    now: {},
    before: {},
    hourly: true,
    spanMin: 60,
    series: { pm10: series, pm25: series },
  };
}
