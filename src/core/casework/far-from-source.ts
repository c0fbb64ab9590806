import { distance, insideArea, type AreaGeometry } from '../geo.ts';
import type { LngLat } from '../units.ts';

/** A site's gate may lie this far from its point; beyond it a finding is told how far it is from its source. */
const NEAR_M = 300;

/**
 * Metres between a place and its source when that deserves a word, 0 when it is near: in the source's area, or within 300 m and
 * the doubt of the place (`accuracyM`, null for a pin).
 */
export function farFromSourceM(
  place: LngLat & { readonly accuracyM: number | null },
  source: LngLat & { readonly polygon: AreaGeometry | null },
): number {
  if (source.polygon && insideArea(source.polygon, place)) return 0;
  const away = distance(place, source);
  return away - (place.accuracyM ?? 0) > NEAR_M ? away : 0;
}
