import type { LngLat } from '../units.ts';

/**
 * Order in which the cells of a village are numbered: rows from north to south, in a row from west to east (domain.md §3).
 * Places are sorted into √n rows of equal height between the northernmost and the southernmost; returns indices.
 */
export function cellOrder(places: readonly LngLat[]): number[] {
  const lats = places.map((place) => place.lat);
  const north = Math.max(...lats);
  const rows = Math.max(1, Math.round(Math.sqrt(places.length)));
  const height = (north - Math.min(...lats)) / rows || 1;
  const row = (i: number): number => Math.min(rows - 1, Math.floor((north - places[i]!.lat) / height));
  return places
    .map((_, i) => i)
    .sort((a, b) => row(a) - row(b) || places[a]!.lng - places[b]!.lng || places[b]!.lat - places[a]!.lat);
}
