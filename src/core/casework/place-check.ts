import { ok, type Result } from '../result.ts';
import type { Refusal } from './act.ts';
import { MAX_ACCURACY_M, type Place } from './place.ts';
import { invalid } from './refuse.ts';

/** A place counts as evidence when it was measured to 50 m or pinned with a reason (domain.md §4). */
export function checkPlace(place: Place): Result<Place, Refusal> {
  if (place.by === 'pin') {
    return place.reason.trim() === '' ? invalid('server_place_needs_reason') : ok(place);
  }
  if (place.accuracyM === null || place.accuracyM > MAX_ACCURACY_M) {
    return invalid('server_place_too_vague', {
      accuracy: place.accuracyM === null ? '?' : Math.round(place.accuracyM),
      limit: MAX_ACCURACY_M,
    });
  }
  return ok(place);
}
