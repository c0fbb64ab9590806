import { distance } from '../geo.ts';
import { count, type Row } from './act.ts';
import type { Place } from './place.ts';
import { checkPlace } from './place-check.ts';
import type { Against } from './problem-transition.ts';
import { invalid } from './refuse.ts';

/** A re-inspection stands this near the point, metres (domain.md §4). */
export const REINSPECT_M = 100;

/** Null when the place is good evidence and lies at the point. */
export function awayFromPoint(place: Place, row: Row): Against {
  const evidence = checkPlace(place);
  if (!evidence.ok) return evidence;
  const metres = Math.round(distance(place, { lng: count(row, 'lng'), lat: count(row, 'lat') }));
  return metres > REINSPECT_M
    ? invalid('server_too_far_from_point', { distance: metres, limit: REINSPECT_M })
    : null;
}
