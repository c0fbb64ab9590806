import { windReachesBackTo, type WindTrack } from '../../core/feeds/choose-wind.ts';
import type { Instant } from '../../core/units.ts';
import { decodeDirection, DIRECTION_CODE_SQL } from '../../core/wind/direction-code.ts';
import type { WindSample } from '../../core/wind/wind-sample.ts';
import { countingWind, WIND_COUNTS } from '../feeds/counting-wind.ts';
import { queryAll, type App } from '../pb.ts';
import { isDustMonitor } from '../../core/triggers/dust-monitor.ts';
import type { Station } from './read-stations.ts';

// One flat list of numbers per station and feed: seconds, code of the direction, speed, gust, σθ. SQL writes the JSON, so
// that a row costs this engine five numbers and no object of the database's.
const SQL = `SELECT station, feed, '[' || group_concat(
    ((at - {:from}) / 1000) || ',' || (${DIRECTION_CODE_SQL}) || ',' || speedMs || ',' || gustMs || ',' || sigmaDeg,
    ',' ORDER BY at) || ']' AS samples, max(distanceKm) AS distanceKm, max(compassPoints) AS compassPoints
  FROM wind WHERE at > {:from} AND at <= {:now}
    AND ${WIND_COUNTS} GROUP BY station, feed`;

/** Wind of the last 200 minutes, a track per station and feed; that of dust monitors (a source of their own or one of `monitorLevels`) is their own only. Replayed wind counts only where replay is what was asked for. */
export function readWind(
  app: App,
  stations: readonly Station[],
  monitorLevels: readonly string[],
  now: Instant,
): WindTrack[] {
  const places = new Map(stations.map((each) => [each.id, each]));
  const from = windReachesBackTo(now);
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
        ownOnly: isDustMonitor(place, monitorLevels),
      } satisfies WindTrack,
    ];
  });
}

function unpack(flat: readonly number[], from: Instant): WindSample[] {
  const samples: WindSample[] = [];
  for (let index = 0; index < flat.length; index += 5) {
    const at = from + flat[index]! * 1000;
    const speedMs = flat[index + 2]!;
    const gustMs = flat[index + 3]!;
    const sample = { at, ...decodeDirection(flat[index + 1]!), speedMs };
    const sigmaDeg = flat[index + 4]!;
    const gusty = gustMs > 0 ? { ...sample, gustMs } : sample;
    samples.push(sigmaDeg > 0 ? { ...gusty, sigmaDeg } : gusty);
  }
  return samples;
}
