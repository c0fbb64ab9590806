import { planeSeries, type AreaGeometry, type Ring } from '../geo.ts';
import type { LngLat } from '../units.ts';

/** Metres from a place to the nearest edge of an area, inside or outside; good near the place (plane scaled at its latitude). */
export function edgeDistanceM(geometry: AreaGeometry, { lng, lat }: LngLat): number {
  const { kx, ky } = planeSeries(lat);
  let least = Infinity;
  for (const ring of ringsOf(geometry)) {
    for (let i = 1; i < ring.length; i++) {
      const ax = (ring[i - 1]![0]! - lng) * kx;
      const ay = (ring[i - 1]![1]! - lat) * ky;
      const dx = (ring[i]![0]! - lng) * kx - ax;
      const dy = (ring[i]![1]! - lat) * ky - ay;
      const length2 = dx * dx + dy * dy;
      const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2));
      least = Math.min(least, Math.hypot(ax + along * dx, ay + along * dy));
    }
  }
  return least;
}

/** All rings of an area, outer ones and holes alike. */
export function ringsOf(geometry: AreaGeometry): readonly Ring[] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}
