import type { Instant } from '../../core/units.ts';
import { takeLock } from '../jobs/lock.ts';
import { readStations } from '../jobs/read-stations.ts';
import { host, type App } from '../pb.ts';
import { ensureFeed, readFeeds, recordFailure, recordOk } from './feed-rows.ts';
import type { Feed, FeedState } from './feed.ts';
import { openMeteoFeed } from './open-meteo-feed.ts';
import { replayFeed } from './replay-feed.ts';
import { storeRows } from './store-rows.ts';

export const WIND_MODES = ['replay', 'open-meteo', 'push'] as const;
export type WindMode = (typeof WIND_MODES)[number];

/** Longer than the longest poll: a hung one frees itself. */
const LOCK_MS = 30_000;
/** Polls are due a little early rather than a whole minute late. */
const EARLY_MS = 5_000;
const NOTHING = { rows: 0, first: [] };

/** Where the wind comes from; anything else than a known mode is 'push': nothing is asked for. */
export function windMode(): WindMode {
  const wanted = host.env('SHANGFENG_WIND');
  return WIND_MODES.find((each) => each === wanted) ?? 'push';
}

/** Asks every feed of the mode that is due, each under a lock of its own, and keeps what it brought and how it went. */
export function pollFeeds(app: App, now: Instant): void {
  const mode = windMode();
  if (mode === 'replay') {
    for (const state of readFeeds(app, 'replay')) poll(app, state, replayFeed(app, state), now);
  } else if (mode === 'open-meteo') {
    ensureFeed(app, 'open_meteo', 'Open-Meteo', now);
    const stations = readStations(app);
    for (const state of readFeeds(app, 'open_meteo')) poll(app, state, openMeteoFeed(state, stations), now);
  }
}

function poll(app: App, state: FeedState, feed: Feed, now: Instant): void {
  if (now < state.pausedUntil || now - state.lastTryAt < feed.everyMs - EARLY_MS) return;
  const release = takeLock(app, `feed_${state.code}`, now, LOCK_MS);
  if (!release) return;
  try {
    const polled = feed.poll(now);
    if (!polled.ok) return recordFailure(app, state, polled.error, now);
    const brought = polled.value;
    app.runInTransaction((tx) => {
      const counts =
        brought.kind === 'stored'
          ? { accepted: brought.count, duplicates: 0, corrected: 0 }
          : storeRows(tx, brought.rows, { feed: state.code, batch: '', now });
      recordOk(tx, state, counts, NOTHING, now);
    });
  } catch (error) {
    app.logger().error('feed: poll failed', 'feed', state.code, 'error', String(error));
    recordFailure(app, state, { key: 'admin_feed_internal' }, now);
  } finally {
    release();
  }
}
