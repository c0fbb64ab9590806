import { chinaInstant, chinaTime } from '../china-time.ts';
import type { SourceKind } from '../sources/source-kinds.ts';
import type { Instant } from '../units.ts';
import type { PlaceScore, RedBlackList } from './red-black.ts';

/* What a published red-black list (红黑榜) is made of. */

export const LISTING_PERIODS = ['month', 'quarter'] as const;
export type ListingPeriod = (typeof LISTING_PERIODS)[number];
export const LISTING_STATES = ['published', 'withdrawn'] as const;

/** Named after the person who lives there: persons are never ranked (expectations.md §1). */
export const NEVER_LISTED: readonly SourceKind[] = ['household_coal'];

/** A place of the list as it was called when the list was published. */
export interface ListedPlace extends PlaceScore {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly town: string;
}
/** Rows, ranks, points and what they were counted from. */
export type RedBlackFigures = RedBlackList<ListedPlace>;

/** A month or a quarter of Beijing time. */
export interface PeriodSpan {
  readonly period: ListingPeriod;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** The month or quarter that holds an instant. */
export function periodAt(period: ListingPeriod, at: Instant): PeriodSpan {
  const { year, month } = chinaTime(at);
  const months = period === 'month' ? 1 : 3;
  const first = month - ((month - 1) % months);
  return {
    period,
    fromAt: chinaInstant(year, first, 1),
    untilAt: chinaInstant(year, first + months, 1),
  };
}

/** The last `count` periods that are over at `now`, newest first. */
export function closedPeriods(period: ListingPeriod, now: Instant, count: number): readonly PeriodSpan[] {
  const found: PeriodSpan[] = [];
  let next = periodAt(period, now);
  while (found.length < count) {
    next = periodAt(period, next.fromAt - 1);
    found.push(next);
  }
  return found;
}
