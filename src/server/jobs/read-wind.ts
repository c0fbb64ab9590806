import type { WindTrack } from '../../core/feeds/choose-wind.ts';
import type { Instant } from '../../core/units.ts';
import { bearing } from '../../core/units.ts';
import type { WindSample } from '../../core/wind/wind-sample.ts';
import { countingWind, WIND_COUNTS } from '../feeds/counting-wind.ts';
import { queryAll, type App } from '../pb.ts';
import type { Station } from './read-stations.ts';

/** Tracks go 90 minutes back from a window of 60; hourly feeds need three of their hours. */
const REACH_MS = 200 * 60_000;

// One flat list of numbers per station and feed: seconds, direction (-1 calm, -2 variable), speed, gust. SQL writes the JSON, so
// that a row costs this engine four numbers and no object of the database's.
const SQL = `SELECT station, feed, '[' || group_concat(
    ((at - {:from}) / 1000) || ',' || (CASE kind WHEN 'steady' THEN fromDeg WHEN 'calm' THEN -1 ELSE -2 END) || ',' || speedMs || ',' || gustMs,
    ',' ORDER BY at) || ']' AS samples, max(distanceKm) AS distanceKm, max(compassPoints) AS compassPoints
  FROM wind WHERE at > {:from} AND at <= {:now}
    AND ${WIND_COUNTS} GROUP BY station, feed`;

/** Wind of the last 200 minutes, a track per station and feed. Replayed wind counts only where replay is what was asked for. */
export function readWind(app: App, stations: readonly Station[], now: Instant): WindTrack[] {
  const places = new Map(stations.map((each) => [each.id, each]));
  const from = Math.floor((now - REACH_MS) / 60_000) * 60_000;
  const shape = { station: '', feed: '', samples: '', distanceKm: -0, compassPoints: 0 };
  return queryAll(app, SQL, shape, { from, now, ...countingWind() }).flatMap((row) => {
    const place = places.get(row.station);
    if (!place) return [];
    const compassPoints = row.compassPoints === 16 || row.compassPoints === 8 ? row.compassPoints : 0;
    return [
      {
        station: row.station,
        lng: place.lng,
        lat: place.lat,
        feed: row.feed,
        source: { distanceKm: row.distanceKm, compassPoints },
        samples: unpack(JSON.parse(row.samples) as number[], from),
      } satisfies WindTrack,
    ];
  });
}

function unpack(flat: readonly number[], from: Instant): WindSample[] {
  const samples: WindSample[] = [];
  for (let index = 0; index < flat.length; index += 4) {
    const at = from + flat[index]! * 1000;
    const direction = flat[index + 1]!;
    const speedMs = flat[index + 2]!;
    const gustMs = flat[index + 3]!;
    const kind = direction === -1 ? 'calm' : direction === -2 ? 'variable' : 'steady';
    const from16 = kind === 'steady' ? bearing(direction) : null;
    samples.push(
      gustMs > 0 ? { at, kind, from: from16, speedMs, gustMs } : { at, kind, from: from16, speedMs },
    );
  }
  return samples;
}
