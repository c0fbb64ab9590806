import { categoryOf } from '../../core/air/category.ts';
import { plane } from '../../core/geo.ts';
import type { TaskTarget } from '../../core/patrol/task-types.ts';
import type { StationNow } from '../../core/snapshot.ts';
import { insideTest } from '../../core/upwind/contains.ts';
import type { Zone } from '../../core/upwind/zone.ts';
import type { RouteStopMark } from '../../map/layers/route-style.ts';
import type { StationMark } from '../../map/layers/stations-style.ts';
import type { SourceRecord, StationRecord } from '../../schema/records.ts';

/** From here on the map is near enough to tell one source from the next by the finger. */
const NEAR_ZOOM = 13.5;

/** Stops in the order of the route; one whose source is not known has no place and is left out. */
export function stopMarks(
  stops: readonly TaskTarget[],
  current: string | null,
  find: (id: string) => SourceRecord | null,
): readonly RouteStopMark[] {
  return stops.flatMap((stop) => {
    const source = find(stop.source);
    if (!source) return [];
    const state = stop.state !== 'todo' ? 'done' : stop.source === current ? 'current' : 'open';
    return [{ id: source.id, lng: source.lng, lat: source.lat, state }];
  });
}

/** A station with its PM10, µg/m³, and the colour of its last full hour's index; a stale or silent one is a dash. */
export function stationMark(station: StationRecord, live: StationNow | null): StationMark {
  const { id, name, lng, lat } = station;
  const fresh = live && !live.stale ? live : null;
  const pm10 = fresh?.values.pm10 ?? null;
  return {
    id,
    name,
    lng,
    lat,
    level: categoryOf(fresh?.hour?.aqi ?? fresh?.hour?.iaqi.pm10 ?? null)?.level ?? 0,
    value: pm10 === null ? '–' : String(Math.round(pm10)),
  };
}

/** Far off, only what stands in the zone and what is `kept`: the rest would hide the way to go. Near, or without a zone, all. */
export function shownSources(
  sources: readonly SourceRecord[],
  zone: Zone | null,
  zoom: number,
  kept: ReadonlySet<string>,
): readonly SourceRecord[] {
  if (zone === null || zone.shape.kind === 'none' || zoom >= NEAR_ZOOM) return sources;
  const inside = insideTest(zone.shape);
  const around = plane(zone.apex);
  return sources.filter((each) => {
    const { x, y } = around.toXY(each.lng, each.lat);
    return kept.has(each.id) || inside(x, y);
  });
}
