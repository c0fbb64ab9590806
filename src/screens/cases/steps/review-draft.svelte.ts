import type { Place } from '../../../core/casework/place.ts';
import { MAX_ACCURACY_M } from '../../../core/casework/place.ts';
import type { Verdict } from '../../../core/casework/problem-payloads.ts';
import type { ProblemRecord } from '../../../schema/records.ts';
import type { SheetPhoto } from '../../../state/inspect-actions.ts';

/** Most photos that one event names. */
export const MOST_PHOTOS = 20;

/** What was seen at one point. */
export class VerdictDraft {
  readonly problem: ProblemRecord;
  verdict = $state<'' | Verdict>('');
  photos = $state.raw<readonly SheetPhoto[]>([]);
  note = $state('');

  /** A verdict needs a picture from the spot; a failing one says what is wrong. */
  readonly complete = $derived(
    this.verdict !== '' && this.photos.length > 0 && (this.verdict === 'pass' || this.note.trim() !== ''),
  );
  readonly begun = $derived(this.verdict !== '' || this.photos.length > 0);
  readonly placed = $derived(this.photos.some(hasPlace));

  constructor(problem: ProblemRecord) {
    this.problem = problem;
  }

  /** Where the picture was taken; without a position the case's own point, marked as set by hand with the reason. */
  place(reason: string): Place {
    const photo = this.photos.find(hasPlace);
    if (photo) {
      const { lng, lat, accuracyM } = photo.taken;
      return { lng: lng!, lat: lat!, accuracyM, by: 'gps', reason: '' };
    }
    const { lng, lat } = this.problem;
    return { lng, lat, accuracyM: null, by: 'pin', reason };
  }
}

/** Points in parts of at most so many photos, in their order; a point is never torn apart. */
export function inParts(points: readonly VerdictDraft[], extra: number): VerdictDraft[][] {
  const parts: VerdictDraft[][] = [[]];
  let count = extra;
  for (const point of points) {
    if (count + point.photos.length > MOST_PHOTOS && parts.at(-1)!.length > 0) {
      parts.push([]);
      count = 0;
    }
    parts.at(-1)!.push(point);
    count += point.photos.length;
  }
  return parts;
}

function hasPlace({ taken }: SheetPhoto): boolean {
  return taken.lng !== null && taken.lat !== null && (taken.accuracyM ?? Infinity) <= MAX_ACCURACY_M;
}
