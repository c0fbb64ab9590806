import type { FeedRow } from '../../core/feeds/feed-row.ts';
import type { FeedConfig } from '../../core/air/feed-config.ts';
import type { Result } from '../../core/result.ts';
import type { Instant } from '../../core/units.ts';

export const FEED_KINDS = ['open_meteo', 'push', 'replay', 'file'] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/** A row of `feeds` as the jobs need it. */
export interface FeedState {
  readonly id: string;
  readonly code: string;
  readonly kind: FeedKind;
  readonly state: 'waiting' | 'ok' | 'failing' | 'off';
  /** 0 = never. */
  readonly lastTryAt: Instant;
  readonly lastOkAt: Instant;
  readonly pausedUntil: Instant;
  readonly config: FeedConfig;
}

/** What a poll brought: rows still to be stored, or how many it stored itself in bulk. */
export type Polled =
  | { readonly kind: 'rows'; readonly rows: readonly FeedRow[] }
  | { readonly kind: 'stored'; readonly count: number };

/** Why a poll brought nothing; `retryAt` when the feed asked for a pause. */
export interface FeedFailure {
  readonly key: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly retryAt?: Instant;
}

/** The one interface of everything that is asked for data; a feed never throws for what the other side does. */
export interface Feed {
  /** Milliseconds between two polls. */
  readonly everyMs: number;
  poll(now: Instant): Result<Polled, FeedFailure>;
}
