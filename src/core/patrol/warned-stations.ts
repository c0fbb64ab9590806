import { stationsDownwind } from '../triggers/downwind.ts';
import type { LngLat } from '../units.ts';
import type { Zone } from '../upwind/zone.ts';
import type { WarnedStation } from './task-types.ts';

/**
 * Stations that lie downwind of a route's stops in the wind of now, nearest first, in whole metres and minutes (feature 0.22).
 * Empty for no stops, and where no station has a zone.
 */
export function warnedStations(
  stops: readonly (LngLat & { readonly id: string })[],
  zones: readonly { readonly station: string; readonly zone: Zone }[],
): readonly WarnedStation[] {
  return stationsDownwind(stops, zones).map(({ station, distanceM, travelMin, places }) => ({
    station,
    distanceM: Math.round(distanceM),
    travelMin: travelMin === null ? null : Math.round(travelMin),
    sources: places.map((index) => stops[index]!.id),
  }));
}
