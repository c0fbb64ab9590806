import type { CheckedPlaces } from '../../core/feeds/read-places.ts';
import type { Instant, LngLat } from '../../core/units.ts';
import { queryAll, queryOne, type App } from '../pb.ts';
import type { StoreCounts } from './store-rows.ts';

/** Sources by code and record id. */
export function sourceNames(app: App): Map<string, LngLat & { readonly id: string }> {
  const rows = queryAll(app, 'SELECT id, code, lng, lat FROM sources', {
    id: '',
    code: '',
    lng: -0,
    lat: -0,
  });
  return new Map(
    rows.flatMap(({ id, code, lng, lat }) => [
      [id, { id, lng, lat }] as const,
      [code, { id, lng, lat }] as const,
    ]),
  );
}

/** Writes mobile readings and sightings in one statement each; the same device and moment again, also in one push, is a duplicate: the first counts. */
export function storePlaces(tx: App, places: CheckedPlaces, feed: string, now: Instant): StoreCounts {
  const values = {
    mobile: JSON.stringify(places.mobile),
    sightings: JSON.stringify(places.sightings),
    feed,
    now,
  };
  const accepted =
    (places.mobile.length > 0 ? written(tx, MOBILE, values) : 0) +
    (places.sightings.length > 0 ? written(tx, SIGHTINGS, values) : 0);
  return { accepted, duplicates: places.mobile.length + places.sightings.length - accepted, corrected: 0 };
}

/** How many rows a statement wrote; counting the tables instead would walk through all that was ever measured. */
function written(tx: App, sql: string, values: Record<string, unknown>): number {
  tx.db().newQuery(sql).bind(values).execute();
  return queryOne(tx, 'SELECT changes() AS count', { count: 0 }).count;
}

const ID = `lower(printf('%012x', {:now}) || '7' || substr(hex(randomblob(2)), 2) || '8' || substr(hex(randomblob(2)), 2) || hex(randomblob(6)))`;
const MOBILE = `INSERT INTO mobile_readings (id, at, lng, lat, accuracyM, device, "values")
  SELECT ${ID}, value->>'at', value->>'lng', value->>'lat', value->>'accuracyM', value->>'device', value->'values'
  FROM json_each({:mobile}) AS new
  WHERE NOT EXISTS (SELECT 1 FROM mobile_readings m WHERE m.at = new.value->>'at' AND m.device = new.value->>'device')
  GROUP BY value->>'at', value->>'device' HAVING min(key) >= 0`;
const SIGHTINGS = `INSERT INTO sightings (id, at, kind, lng, lat, source, device, note, feed)
  SELECT ${ID}, value->>'at', value->>'kind', value->>'lng', value->>'lat', value->>'source', value->>'device', value->>'note', {:feed}
  FROM json_each({:sightings}) WHERE true ON CONFLICT DO NOTHING`;
