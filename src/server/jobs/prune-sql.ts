import { POLLUTANTS } from '../../core/air/pollutants.ts';
import { MEAN_FROM, MEAN_KIND, MEAN_U, MEAN_V } from '../feeds/mean-wind-sql.ts';

/** End of the clock hour that a row belongs to. */
const HOUR = '((at + 3599999) / 3600000) * 3600000';
const BLOCK = 'station = {:station} AND at > {:from} AND at <= {:to}';
const ID = 'lower(hex(randomblob(16)))';

// Looking for what is due costs a walk through an index and blocks nobody; an hour with one row of a feed is an hour already.
export const OLD_WIND_BLOCKS = `SELECT DISTINCT station, (at - 1) / 21600000 AS block FROM (
    SELECT station, max(at) AS at FROM wind WHERE at <= {:limit} GROUP BY station, feed, (at + 3599999) / 3600000 HAVING count(*) > 1)
  ORDER BY block, station LIMIT 50000`;
export const OLD_READING_BLOCKS = `SELECT DISTINCT station, (at - 1) / 21600000 AS block FROM readings
  WHERE spanMin < 45 AND at <= {:limit} ORDER BY block, station LIMIT 50000`;

/** Wind of a feed's hour: mean speed, vector mean of what has a direction, highest gust, σθ pooled as √mean(σ²); below 0.2 m/s it has none. */
export const WIND_HOURS = [
  `INSERT OR REPLACE INTO wind (id, station, at, kind, fromDeg, speedMs, gustMs, sigmaDeg, feed, distanceKm, compassPoints, batch)
   SELECT ${ID}, station, hour, ${MEAN_KIND}, coalesce(${MEAN_FROM}, 0),
     round(speed, 2), gust, sigma, feed, distance, points, batch
   FROM (SELECT station, feed, ${HOUR} AS hour, avg(speedMs) AS speed, max(gustMs) AS gust, max(distanceKm) AS distance,
       round(coalesce(sqrt(avg(CASE WHEN sigmaDeg > 0 THEN sigmaDeg * sigmaDeg END)), 0), 1) AS sigma,
       ${MEAN_U} AS u, ${MEAN_V} AS v,
       max(compassPoints) AS points, CASE WHEN min(batch) = max(batch) THEN min(batch) ELSE '' END AS batch
     FROM wind WHERE ${BLOCK} GROUP BY station, feed, hour HAVING count(*) > 1)`,
  `DELETE FROM wind WHERE ${BLOCK} AND at % 3600000 <> 0 AND EXISTS (
     SELECT 1 FROM wind AS whole WHERE whole.station = wind.station AND whole.feed = wind.feed AND whole.at = ((wind.at + 3599999) / 3600000) * 3600000)`,
] as const;

/** A pollutant's hour is worth its name from 45 minutes of measuring (GB 3095-2026 table 4). */
const mean = (pollutant: string): string => {
  const value = `("values"->>'${pollutant}')`;
  const measured = `sum(CASE WHEN ${value} IS NOT NULL THEN spanMin END)`;
  return `'${pollutant}', CASE WHEN ${measured} >= 45 THEN round(sum(${value} * spanMin) / ${measured}, 2) END`;
};

/** Readings of an hour become one row of 60 minutes; an hour that the station reported itself stays. json_patch drops what is null. */
export const READING_HOURS = [
  `INSERT OR IGNORE INTO readings (id, station, at, spanMin, "values", feed, batch)
   SELECT ${ID}, station, hour, 60, body, feed, batch
   FROM (SELECT station, ${HOUR} AS hour, max(feed) AS feed, CASE WHEN min(batch) = max(batch) THEN min(batch) ELSE '' END AS batch,
       json_patch('{}', json_object(${POLLUTANTS.map(mean).join(', ')})) AS body
     FROM readings WHERE ${BLOCK} AND spanMin < 45 GROUP BY station, hour)
   WHERE body <> '{}'`,
  `DELETE FROM readings WHERE ${BLOCK} AND spanMin < 45`,
] as const;

export const OLD_ROWS = ['wind', 'readings', 'mobile_readings', 'sightings'].map((table) => ({
  count: `SELECT count(*) AS n FROM ${table} WHERE at <= {:limit}`,
  remove: `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE at <= {:limit} ORDER BY at LIMIT {:most})`,
}));
