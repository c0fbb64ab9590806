import { insideArea } from '../../core/geo.ts';
import type { LngLat } from '../../core/units.ts';

/** Ids of the candidates inside a loop as it was drawn, which closes by itself; fewer than three points catch nothing. */
export function lassoCatch(
  loop: readonly LngLat[],
  candidates: readonly (LngLat & { readonly id: string })[],
): string[] {
  const ring = loop.map((each) => [each.lng, each.lat] as const);
  const first = ring[0];
  if (!first || ring.length < 3) return [];
  const area = { type: 'Polygon' as const, coordinates: [[...ring, first]] };
  return candidates.filter((each) => insideArea(area, each)).map((each) => each.id);
}
