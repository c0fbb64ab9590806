import type { Map as MapLibreMap, PointLike } from 'maplibre-gl';

/** West, south, east and north in degrees. */
interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** About 40 m: what lies at one address is found together. */
const LEAST_DEG = 0.0004;
const REACH_PX = 24;

/** The box that reaches so far around a mark. */
export function boxAround(place: { lng: number; lat: number }, reachDeg: number): Box {
  const reach = Math.max(reachDeg, LEAST_DEG);
  return {
    west: place.lng - reach,
    south: place.lat - reach,
    east: place.lng + reach,
    north: place.lat + reach,
  };
}

/** What lies under a finger. */
export function boxAtPointer(map: MapLibreMap, point: { x: number; y: number }): Box {
  const corner = (x: number, y: number) => map.unproject([point.x + x, point.y + y] as PointLike);
  const a = corner(-REACH_PX, REACH_PX);
  const b = corner(REACH_PX, -REACH_PX);
  return { west: a.lng, south: a.lat, east: b.lng, north: b.lat };
}
