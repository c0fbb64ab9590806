import { insideArea, type AreaGeometry } from '../geo.ts';
import { edgeDistanceM } from '../territory/edge-distance.ts';
import type { LngLat } from '../units.ts';

/** A point this near another town's border concerns both towns, metres. */
export const BORDER_M = 200;

/** True when the place lies inside the area or nearer to its edge than `withinM`. */
export function nearArea(area: AreaGeometry, place: LngLat, withinM: number): boolean {
  return insideArea(area, place) || edgeDistanceM(area, place) <= withinM;
}
