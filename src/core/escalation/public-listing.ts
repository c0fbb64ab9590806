import { count, text, type Row } from '../casework/act.ts';
import type { Instant } from '../units.ts';
import type { ListingPeriod, RedBlackFigures } from './listing-kinds.ts';

export interface PublicPlace {
  readonly rank: number;
  readonly name: string;
  readonly kind: string;
  /** Id of the town. */
  readonly town: string;
  readonly score: number;
}
/** A red-black list as anybody may read it; a withdrawn one names nobody. */
export interface PublicListing {
  readonly id: string;
  readonly period: ListingPeriod;
  readonly fromAt: Instant;
  readonly kind: string;
  readonly publishedAt: Instant;
  /** 0 = it stands. */
  readonly withdrawnAt: Instant;
  readonly scored: number;
  readonly red: readonly PublicPlace[];
  readonly black: readonly PublicPlace[];
}

/** What the public page shows of a row of `listings`; null when it was for the office alone. */
export function publicListing(row: Row): PublicListing | null {
  if (row['isPublic'] !== true) return null;
  const withdrawnAt = count(row, 'withdrawnAt');
  const figures = row['figures'] as RedBlackFigures;
  const places = (list: RedBlackFigures['red']): readonly PublicPlace[] =>
    withdrawnAt > 0
      ? []
      : list.map(({ rank, name, kind, town, score }) => ({ rank, name, kind, town, score }));
  return {
    id: row.id,
    period: text(row, 'period') as ListingPeriod,
    fromAt: count(row, 'fromAt'),
    kind: text(row, 'kind'),
    publishedAt: count(row, 'at'),
    withdrawnAt,
    scored: figures.scored,
    red: places(figures.red),
    black: places(figures.black),
  };
}
