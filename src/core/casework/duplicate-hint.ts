import { DAY_MS } from '../china-time.ts';
import { distance } from '../geo.ts';
import type { Instant, LngLat } from '../units.ts';
import { count, text, type Row } from './act.ts';

/** How near and how long ago a problem may lie to be taken for the same one. */
export interface DuplicateLimits {
  readonly radiusM: number;
  readonly windowMs: number;
}
export const DUPLICATE_LIMITS: DuplicateLimits = { radiusM: 50, windowMs: 7 * DAY_MS };

export interface Duplicate {
  readonly id: string;
  readonly distanceM: number;
  /** Time between the two findings, ms. */
  readonly apartMs: number;
}

/**
 * Problems that may be the one about to be saved: same category, within radius and window, not void, itself left out. Nearest first,
 * then the latest; an empty list when nothing is like it.
 */
export function findDuplicates(
  finding: LngLat & { readonly id?: string; readonly category: string; readonly foundAt: Instant },
  problems: readonly Row[],
  limits: DuplicateLimits = DUPLICATE_LIMITS,
): readonly Duplicate[] {
  return problems
    .filter((row) => row.id !== finding.id && text(row, 'category') === finding.category)
    .filter((row) => text(row, 'state') !== 'void')
    .map((row) => ({
      id: row.id,
      distanceM: distance(finding, { lng: count(row, 'lng'), lat: count(row, 'lat') }),
      apartMs: Math.abs(finding.foundAt - count(row, 'foundAt')),
    }))
    .filter((each) => each.distanceM <= limits.radiusM && each.apartMs <= limits.windowMs)
    .sort((a, b) => a.distanceM - b.distanceM || a.apartMs - b.apartMs || (a.id < b.id ? -1 : 1));
}
