import { MEDIA_VERDICTS } from './steps-media.ts';
import type { Instant } from '../units.ts';

/** Where a report of the media stands: it waits for somebody to go and see, or ended in one of three ways (feature 1.46). */
export const MEDIA_ENDS = ['waits', ...MEDIA_VERDICTS] as const;
export type MediaEnd = (typeof MEDIA_ENDS)[number];

interface MediaCase {
  readonly state: string;
  readonly verification: string;
  readonly verifyDueAt: Instant;
  readonly foundAt: Instant;
}

/** How a report ended; one that was voided without a visit did not: null. */
export function mediaEnd({
  state,
  verification,
}: Pick<MediaCase, 'state' | 'verification'>): MediaEnd | null {
  const verdict = MEDIA_VERDICTS.find((each) => each === verification);
  if (verdict) return verdict;
  return state === 'found' ? 'waits' : null;
}

/** What waits first, the next due on top and what nobody was asked about before all; then what ended, the latest first. */
export function mediaOrder(a: MediaCase, b: MediaCase): number {
  const [waitsA, waitsB] = [mediaEnd(a) === 'waits', mediaEnd(b) === 'waits'];
  if (waitsA !== waitsB) return waitsA ? -1 : 1;
  return waitsA ? a.verifyDueAt - b.verifyDueAt || a.foundAt - b.foundAt : b.foundAt - a.foundAt;
}
