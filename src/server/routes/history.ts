import { MOST_STATIONS, ROWS_MS } from '../../core/history.ts';
import { message } from '../../core/message.ts';
import { CALM_CODE, DIRECTION_CODE_SQL, VARIABLE_CODE } from '../../core/wind/direction-code.ts';
import { countingWind, WIND_COUNTS } from '../feeds/counting-wind.ts';
import { MEAN_FROM, MEAN_KIND, MEAN_U, MEAN_V } from '../feeds/mean-wind-sql.ts';
import { FIT_KEY } from '../jobs/wind-fits.ts';
import { refuse } from '../http/refuse.ts';
import { queryOne, type RequestEvent } from '../pb.ts';
import { refusesMap, sendJson } from './http-body.ts';

const DAY_MS = 86_400_000;
const LONGEST_MS = 31 * DAY_MS;

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
  const fits = step === 'row' ? queryOne(e.app, FITS, { text: '' }, values).text : '{}';
  sendJson(e, 200, merged(stations, from, to, step, wind, air, fits));
}

/** Puts the two objects of columns together by text: parsing a day of twenty stations here would take a second. */
function merged(
  stations: readonly string[],
  from: number,
  to: number,
  step: string,
  wind: string,
  air: string,
  fits: string,
): string {
  const winds = JSON.parse(wind) as Record<string, string>;
  const airs = JSON.parse(air) as Record<string, string>;
  const each = stations.map((id) => `"${id}":{"wind":${winds[id] ?? NO_WIND},"air":${airs[id] ?? NO_AIR}}`);
  return `{"from":${from},"to":${to},"step":"${step}","fits":${fits},"stations":{${each.join(',')}}}`;
}

const NO_WIND = '[]';
const NO_AIR = '{"at":[],"pm10":[],"pm25":[],"span":[]}';
const WANTED = 'station IN (SELECT value FROM json_each({:stations})) AND at > {:from} AND at <= {:to}';
const ROWS = `FROM wind WHERE ${WANTED} AND ${WIND_COUNTS}`;
const HOUR = '((at + 3599999) / 3600000) * 3600000';

const columns = (names: readonly string[]): string =>
  names
    .map((name) => `'${name.split('=')[0]}', json_group_array(${name.split('=')[1]} ORDER BY at)`)
    .join(', ');
const seconds = 'at=(at - {:from}) / 1000';
const byStation = (body: string, rows: string): string =>
  `SELECT json_group_object(station, body) AS text FROM (SELECT station, ${body} || '' AS body FROM (${rows}) GROUP BY station)`;
const tracks = (rows: string): string =>
  byStation(
    'json_group_array(json(track))',
    `SELECT station, json_object('feed', feed, 'distanceKm', max(distanceKm), 'compassPoints', max(compassPoints),
       ${columns([seconds, 'from=fromDeg', 'speed=speedMs'])},
       'sigma', CASE WHEN max(sigmaDeg) > 0 THEN json(json_group_array(sigmaDeg ORDER BY at)) END) AS track FROM (${rows}) GROUP BY station, feed`,
  );

const WIND_ROWS = tracks(
  `SELECT station, feed, at, ${DIRECTION_CODE_SQL} AS fromDeg, speedMs, sigmaDeg, distanceKm, compassPoints ${ROWS}`,
);
/** Of several feeds the nearest counts at one moment. */
const NEAREST = `SELECT station, at, kind, fromDeg, speedMs, min(distanceKm) ${ROWS} GROUP BY station, at`;
const WIND_HOURS = tracks(
  `SELECT station, '' AS feed, 0 AS distanceKm, 0 AS compassPoints, at, round(speed, 2) AS speedMs, 0 AS sigmaDeg,
     CASE ${MEAN_KIND} WHEN 'steady' THEN ${MEAN_FROM} WHEN 'variable' THEN ${VARIABLE_CODE} ELSE ${CALM_CODE} END AS fromDeg
   FROM (SELECT station, ${HOUR} AS at, avg(speedMs) AS speed, ${MEAN_U} AS u, ${MEAN_V} AS v
   FROM (${NEAREST}) GROUP BY 1, 2)`,
);
const air = (rows: string): string =>
  byStation(`json_object(${columns([seconds, 'pm10=pm10', 'pm25=pm25', 'span=span'])})`, rows);
const FITS = `SELECT json_group_object(substr("key", ${FIT_KEY.length + 1}), json(body)) AS text FROM snapshots
  WHERE "key" IN (SELECT '${FIT_KEY}' || value FROM json_each({:stations})) AND body <> 'null'`;
const AIR_ROWS = air(
  `SELECT station, at, "values"->>'pm10' AS pm10, "values"->>'pm25' AS pm25, min(spanMin) AS span FROM readings WHERE ${WANTED} GROUP BY station, at, spanMin >= 45`,
);
const AIR_HOURS = air(
  `SELECT station, ${HOUR} AS at, round(avg("values"->>'pm10'), 1) AS pm10, round(avg("values"->>'pm25'), 1) AS pm25, 60 AS span
   FROM readings WHERE ${WANTED} GROUP BY 1, 2`,
);
