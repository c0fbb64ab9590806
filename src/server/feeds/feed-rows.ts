import type { FeedConfig } from '../../core/air/feed-config.ts';
import type { Refusal } from '../../core/feeds/feed-row.ts';
import { uuidv7 } from '../../core/ids.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';
import type { FeedFailure, FeedKind, FeedState } from './feed.ts';
import type { StoreCounts } from './store-rows.ts';

const SHAPE = {
  id: '',
  code: '',
  kind: '',
  state: '',
  lastTryAt: 0,
  lastOkAt: 0,
  pausedUntil: 0,
  config: '',
  tokenHash: '',
};

/** Feeds of one kind that are not switched off, with the hash of their token. */
export function readFeeds(app: App, kind: FeedKind): (FeedState & { readonly tokenHash: string })[] {
  const sql = `SELECT id, code, kind, state, lastTryAt, lastOkAt, pausedUntil, coalesce(config, '') AS config, tokenHash FROM feeds
    WHERE kind = {:kind} AND state <> 'off' ORDER BY code`;
  return queryAll(app, sql, SHAPE, { kind }).map((row) => ({
    id: row.id,
    code: row.code,
    kind,
    state: row.state as FeedState['state'],
    lastTryAt: row.lastTryAt,
    lastOkAt: row.lastOkAt,
    pausedUntil: row.pausedUntil,
    config: (JSON.parse(row.config || 'null') ?? {}) as FeedConfig,
    tokenHash: row.tokenHash,
  }));
}

/** The feed that a start flag asks for exists, also in an empty data folder. */
export function ensureFeed(app: App, kind: FeedKind, name: string, now: Instant): void {
  const sql = `INSERT INTO feeds (id, code, name, kind, state) SELECT {:id}, {:kind}, {:name}, {:kind}, 'waiting'
    WHERE NOT EXISTS (SELECT 1 FROM feeds WHERE kind = {:kind})`;
  app
    .db()
    .newQuery(sql)
    .bind({ id: uuidv7(now, Math.random), kind, name })
    .execute();
}

/** Keeps what came of a poll or a push on the feed's row: health is what the screens show. */
export function recordOk(
  app: App,
  feed: FeedState,
  counts: StoreCounts,
  refused: { readonly rows: number; readonly first: readonly Refusal[] },
  now: Instant,
): void {
  const sql = `UPDATE feeds SET state = 'ok', lastOkAt = {:now}, lastTryAt = {:now}, lastError = 'null', pausedUntil = 0,
    accepted = accepted + {:accepted}, duplicates = duplicates + {:duplicates}, corrected = corrected + {:corrected},
    refused = refused + {:refused}, lastRefused = {:first} WHERE id = {:id}`;
  app
    .db()
    .newQuery(sql)
    .bind({
      ...counts,
      ...{ refused: refused.rows, first: refused.first.length > 0 ? JSON.stringify(refused.first) : 'null' },
      ...{ now, id: feed.id },
    })
    .execute();
}

export function recordFailure(app: App, feed: FeedState, failure: FeedFailure, now: Instant): void {
  const sql = `UPDATE feeds SET state = 'failing', lastTryAt = {:now}, lastError = {:error}, pausedUntil = {:paused} WHERE id = {:id}`;
  const error = JSON.stringify({ key: failure.key, params: failure.params ?? {} });
  app
    .db()
    .newQuery(sql)
    .bind({ now, error, paused: failure.retryAt ?? 0, id: feed.id })
    .execute();
}
