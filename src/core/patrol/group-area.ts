import { distance, insideArea } from '../geo.ts';
import type { Instant, LngLat } from '../units.ts';
import type { GroupArea } from './task-types.ts';

/** The area a group had at a moment; null before its first one. */
export function areaAt(areas: readonly GroupArea[], at: Instant): GroupArea | null {
  return areas.find((area) => area.from <= at && (area.until === null || at < area.until)) ?? null;
}

/**
 * How many of a group's checks lay in the area it had at the moment of each one (feature 1.54): a wider area later moves no old figure.
 * `centre` is the group's station, round which a radius is drawn; without it no radius holds anything. Null when the group had no area
 * at any of them.
 */
export function checksInArea(
  areas: readonly GroupArea[],
  centre: LngLat | null,
  checks: readonly (LngLat & { readonly at: Instant })[],
): number | null {
  const placed = checks.flatMap((check) => {
    const area = areaAt(areas, check.at);
    return area ? [holds(area, centre, check)] : [];
  });
  return placed.length === 0 ? null : placed.filter(Boolean).length;
}

function holds(area: GroupArea, centre: LngLat | null, place: LngLat): boolean {
  if (area.polygon) return insideArea(area.polygon, place);
  return area.radiusM !== null && centre !== null && distance(centre, place) <= area.radiusM;
}
