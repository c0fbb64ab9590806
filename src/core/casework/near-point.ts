import { distance } from '../geo.ts';
import { count, type Row } from './act.ts';
import type { Place } from './place.ts';
import { checkPlace } from './place-check.ts';
import type { Against } from './problem-transition.ts';
import { invalid } from './refuse.ts';

/** A re-inspection stands this near the point, metres (domain.md §4). */
export const REINSPECT_M = 100;

/** Two pictures of one place are taken this near each other, besides what their accuracies explain, metres. */
export const SAME_PLACE_M = 50;

/** Null when the place is good evidence and lies at the point. */
export function awayFromPoint(place: Place, row: Row): Against {
  const evidence = checkPlace(place);
  if (!evidence.ok) return evidence;
  const metres = Math.round(distance(place, { lng: count(row, 'lng'), lat: count(row, 'lat') }));
  return metres > REINSPECT_M
    ? invalid('server_too_far_from_point', { distance: metres, limit: REINSPECT_M })
    : null;
}

/**
 * Null when the picture after was taken where the problem was found: no further off than the accuracies of both explain. One that was
 * placed by hand stands by its reason.
 */
export function awayFromFirst(place: Place | undefined, row: Row): Against {
  if (place === undefined) return invalid('server_fix_needs_place');
  const evidence = checkPlace(place);
  if (!evidence.ok) return evidence;
  if (place.by === 'pin') return null;
  const metres = Math.round(distance(place, { lng: count(row, 'lng'), lat: count(row, 'lat') }));
  const limit = Math.round(SAME_PLACE_M + count(row, 'accuracyM') + (place.accuracyM ?? 0));
  return metres > limit ? invalid('server_fix_elsewhere', { distance: metres, limit }) : null;
}
