import type { Map as MapLibreMap, PaddingOptions } from 'maplibre-gl';

type Bounds = readonly [number, number, number, number];

/** Flies so that west, south, east, north fit beside what floats over the map; jumps when motion is reduced. */
export function fitTo(map: MapLibreMap, [west, south, east, north]: Bounds, padding?: PaddingOptions): void {
  map.fitBounds([west, south, east, north], {
    padding: padding ?? 24,
    duration: mapMotionMs(),
    maxZoom: 15,
    // MapLibre's own essential flag would override prefers-reduced-motion.
    essential: false,
  });
}

/** Whether west, south, east, north lie on the map as it is. */
export function holds(map: MapLibreMap, [west, south, east, north]: Bounds): boolean {
  const bounds = map.getBounds();
  return bounds.contains([west, south]) && bounds.contains([east, north]);
}

/** The duration of movements of the map, milliseconds: the token --t-map, 0 when motion is reduced. */
export function mapMotionMs(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--t-map')) || 0;
}

/** West, south, east, north around places, widened by a share of the extent; null for none. */
export function boundsOf(places: readonly { lng: number; lat: number }[], margin = 0.05): Bounds | null {
  if (places.length === 0) return null;
  const lngs = places.map((each) => each.lng);
  const lats = places.map((each) => each.lat);
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [dx, dy] = [(east - west) * margin, (north - south) * margin];
  return [west - dx, south - dy, east + dx, north + dy];
}
