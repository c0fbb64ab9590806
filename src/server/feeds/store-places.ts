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

/** Writes mobile readings and sightings in one statement each; the same device and moment again is a duplicate. */
export function storePlaces(tx: App, places: CheckedPlaces, feed: string, now: Instant): StoreCounts {
  const values = {
    mobile: JSON.stringify(places.mobile),
    sightings: JSON.stringify(places.sightings),
    feed,
    now,
  };
  const before = total(tx);
  if (places.mobile.length > 0) tx.db().newQuery(MOBILE).bind(values).execute();
  if (places.sightings.length > 0) tx.db().newQuery(SIGHTINGS).bind(values).execute();
  const accepted = total(tx) - before;
  return { accepted, duplicates: places.mobile.length + places.sightings.length - accepted, corrected: 0 };
}

function total(tx: App): number {
  const sql = 'SELECT (SELECT count(*) FROM mobile_readings) + (SELECT count(*) FROM sightings) AS count';
  return queryOne(tx, sql, { count: 0 }).count;
}

const ID = `lower(printf('%012x', {:now}) || '7' || substr(hex(randomblob(2)), 2) || '8' || substr(hex(randomblob(2)), 2) || hex(randomblob(6)))`;
const MOBILE = `INSERT INTO mobile_readings (id, at, lng, lat, accuracyM, device, "values")
  SELECT ${ID}, value->>'at', value->>'lng', value->>'lat', value->>'accuracyM', value->>'device', value->'values'
  FROM json_each({:mobile}) AS new
  WHERE NOT EXISTS (SELECT 1 FROM mobile_readings m WHERE m.at = new.value->>'at' AND m.device = new.value->>'device')`;
const SIGHTINGS = `INSERT INTO sightings (id, at, kind, lng, lat, source, device, note, feed)
  SELECT ${ID}, value->>'at', value->>'kind', value->>'lng', value->>'lat', value->>'source', value->>'device', value->>'note', {:feed}
  FROM json_each({:sightings}) WHERE true ON CONFLICT DO NOTHING`;
