import { ROWS_MS } from '../../core/history.ts';
import { message } from '../../core/message.ts';
import { countingWind, WIND_COUNTS } from '../feeds/counting-wind.ts';
import { refuse } from '../http/refuse.ts';
import { queryOne, type RequestEvent } from '../pb.ts';
import { refusesMap, sendJson } from './http-body.ts';

const DAY_MS = 86_400_000;
const LONGEST_MS = 31 * DAY_MS;
const MOST_STATIONS = 60;

/** GET /api/sf/history?stations=a,b&from=ms&to=ms: see core/history.ts. SQL writes the JSON; no row passes through this engine. */
export function history(e: RequestEvent): void {
  if (refusesMap(e)) return;
  const query = e.request.url.query();
  const stations = query
    .get('stations')
    .split(',')
    .filter((each) => /^[a-z0-9]{15,32}$/.test(each));
  const from = Number(query.get('from'));
  const to = Number(query.get('to'));
  if (stations.length === 0 || stations.length > MOST_STATIONS)
    return refuse(e, 400, 'invalid', message('admin_history_stations', { most: MOST_STATIONS }));
  if (!(Number.isInteger(from) && Number.isInteger(to) && from > 0 && to > from && to - from <= LONGEST_MS))
    return refuse(e, 400, 'invalid', message('admin_history_span', { days: 31 }));
  const step = to - from <= ROWS_MS ? 'row' : 'hour';
  const values = { stations: JSON.stringify(stations), from, to, ...countingWind() };
  const wind = queryOne(e.app, step === 'row' ? WIND_ROWS : WIND_HOURS, { text: '' }, values).text;
  const air = queryOne(e.app, step === 'row' ? AIR_ROWS : AIR_HOURS, { text: '' }, values).text;
  sendJson(e, 200, merged(stations, from, to, step, wind, air));
}

/** Puts the two objects of columns together by text: parsing a day of twenty stations here would take a second. */
function merged(
  stations: readonly string[],
  from: number,
  to: number,
  step: string,
  wind: string,
  air: string,
): string {
  const winds = JSON.parse(wind) as Record<string, string>;
  const airs = JSON.parse(air) as Record<string, string>;
  const each = stations.map((id) => `"${id}":{"wind":${winds[id] ?? NO_WIND},"air":${airs[id] ?? NO_AIR}}`);
  return `{"from":${from},"to":${to},"step":"${step}","stations":{${each.join(',')}}}`;
}

const NO_WIND = '{"at":[],"from":[],"speed":[]}';
const NO_AIR = '{"at":[],"pm10":[],"pm25":[]}';
const WANTED = 'station IN (SELECT value FROM json_each({:stations})) AND at > {:from} AND at <= {:to}';
/** As in a tick: of several feeds the nearest counts at one moment, replayed ones only where replay was asked for. */
const WIND = `SELECT station, at, CASE WHEN kind = 'steady' THEN fromDeg END AS fromDeg, speedMs, min(distanceKm) FROM wind WHERE ${WANTED} AND ${WIND_COUNTS} GROUP BY station, at`;
const HOUR = '((at + 3599999) / 3600000) * 3600000';

const columns = (names: readonly string[]): string =>
  `json_object(${names.map((name) => `'${name.split('=')[0]}', json_group_array(${name.split('=')[1]} ORDER BY at)`).join(', ')})`;
const seconds = 'at=(at - {:from}) / 1000';
const whole = (rows: string, names: readonly string[]): string =>
  `SELECT json_group_object(station, body) AS text FROM (SELECT station, ${columns(names)} || '' AS body FROM (${rows}) GROUP BY station)`;

const WIND_ROWS = whole(WIND, [seconds, 'from=fromDeg', 'speed=speedMs']);
const WIND_HOURS = whole(
  `SELECT station, at, round(speed, 2) AS speedMs, CASE WHEN u * u + v * v > 0.04 THEN round(mod(degrees(atan2(u, v)) + 360, 360), 1) END AS fromDeg
   FROM (SELECT station, ${HOUR} AS at, avg(speedMs) AS speed, coalesce(avg(speedMs * sin(radians(fromDeg))), 0) AS u,
     coalesce(avg(speedMs * cos(radians(fromDeg))), 0) AS v FROM (${WIND}) GROUP BY 1, 2)`,
  [seconds, 'from=fromDeg', 'speed=speedMs'],
);
/** Hours beside minutes of the same station are left to the hourly view. */
const AIR_ROWS = whole(
  `SELECT station, at, "values"->>'pm10' AS pm10, "values"->>'pm25' AS pm25, min(spanMin) FROM readings WHERE ${WANTED} GROUP BY station, at`,
  [seconds, 'pm10=pm10', 'pm25=pm25'],
);
const AIR_HOURS = whole(
  `SELECT station, ${HOUR} AS at, round(avg("values"->>'pm10'), 1) AS pm10, round(avg("values"->>'pm25'), 1) AS pm25
   FROM readings WHERE ${WANTED} GROUP BY 1, 2`,
  [seconds, 'pm10=pm10', 'pm25=pm25'],
);
