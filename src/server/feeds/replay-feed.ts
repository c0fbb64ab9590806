import { err, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/units.ts';
import { queryOne, type App } from '../pb.ts';
import type { Feed, FeedFailure, FeedState, Polled } from './feed.ts';

const MINUTE = 60_000;
const DAY_MIN = 1440;
/** After a pause of the server only this much is made up for: what a zone and its background look back on. */
const BACKFILL_MS = 3 * 60 * MINUTE;

/** Plays the recorded rows of `replays` by the clock, again and again: slot = minutes since the cycle began. */
export function replayFeed(app: App, state: FeedState): Feed {
  return { everyMs: 0, poll: (now) => play(app, state, now) };
}

function play(app: App, state: FeedState, now: Instant): Result<Polled, FeedFailure> {
  const { most, few } = queryOne(
    app,
    'SELECT coalesce(max(slot), -1) AS most, count(*) AS few FROM replays',
    { most: -1, few: 0 },
  );
  if (few === 0) return err({ key: 'admin_feed_no_replay' });
  const cycleMin = state.config.cycleMin ?? Math.ceil((most + 1) / DAY_MIN) * DAY_MIN;
  const startedAt = state.config.startedAt ?? 0;
  const newest = queryOne(
    app,
    'SELECT coalesce(max(at), 0) AS at FROM wind WHERE feed = {:feed} AND at <= {:now}',
    { at: 0 },
    { feed: state.code, now },
  ).at;
  const from = Math.max(newest, now - BACKFILL_MS);
  let count = 0;
  app.runInTransaction((tx) => {
    const values = { feed: state.code, from, now, startedAt, cycle: cycleMin };
    count = queryOne(tx, `SELECT count(*) AS count FROM (${DUE})`, { count: 0 }, values).count;
    for (const statement of count > 0 ? [WIND, READINGS] : [])
      tx.db().newQuery(statement).bind(values).execute();
  });
  return ok({ kind: 'stored', count });
}

/** Rows whose moment lies in (from, now]: the last time each slot came round. */
const DUE = `SELECT * FROM (SELECT station, wind, "values" AS vals,
    {:startedAt} + (slot + {:cycle} * CAST(floor(({:now} - {:startedAt} - slot * 60000.0) / ({:cycle} * 60000.0)) AS INT)) * 60000 AS at
  FROM replays WHERE slot < {:cycle}) WHERE at > {:from} AND at <= {:now}`;
const ID = `lower(printf('%012x', at) || '7' || substr(hex(randomblob(2)), 2) || '8' || substr(hex(randomblob(2)), 2) || hex(randomblob(6)))`;
const WIND = `INSERT INTO wind (id, station, at, kind, fromDeg, speedMs, gustMs, feed, distanceKm, compassPoints)
  SELECT ${ID}, station, at, wind->>'kind', coalesce(wind->>'from', 0), wind->>'speedMs', coalesce(wind->>'gustMs', 0), {:feed}, 0, 0
  FROM (${DUE}) WHERE wind IS NOT NULL AND wind <> 'null' ON CONFLICT DO NOTHING`;
const READINGS = `INSERT INTO readings (id, station, at, spanMin, "values", feed)
  SELECT ${ID}, station, at, 2, vals, {:feed} FROM (${DUE}) WHERE vals IS NOT NULL AND vals <> 'null' AND vals <> '{}' ON CONFLICT DO NOTHING`;
