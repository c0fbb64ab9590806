import { retentionLimits } from '../../core/air/retention.ts';
import type { Instant } from '../../core/units.ts';
import { host, queryAll, queryOne, type App } from '../pb.ts';
import { takeLock } from './lock.ts';
import { OLD_ROWS, OLD_WIND_BLOCKS, OLD_READING_BLOCKS, READING_HOURS, WIND_HOURS } from './prune-sql.ts';
import { readCatalogue } from './read-catalogue.ts';
import { makeRoses } from './roses.ts';

/** What a night's pruning did. */
export interface PruneReport {
  readonly ran: boolean;
  /** Stretches of six hours of one station that became hours. */
  readonly blocks: number;
  /** Hours that went for good. */
  readonly gone: number;
  /** The longest that others had to wait for a write. */
  readonly longestMs: number;
  readonly meanMs: number;
  /** False when the night was too short: the rest comes next time. */
  readonly finished: boolean;
}

const LOCK_MS = 3_600_000;
const NIGHT_MS = 20 * 60_000;
/** So many rows go in one transaction. */
const PORTION = 1000;
const BLOCK_MS = 6 * 3_600_000;

/** Turns rows past their days into hours and drops hours past their years, in short transactions; frozen zones carry their own wind. */
export function prune(app: App, now: Instant): PruneReport {
  const release = takeLock(app, 'prune', now, LOCK_MS);
  if (!release) return { ran: false, blocks: 0, gone: 0, longestMs: 0, meanMs: 0, finished: false };
  try {
    const limits = retentionLimits(readCatalogue(app, 'retention', now), now);
    let longestMs = 0;
    let sumMs = 0;
    let writes = 0;
    const write = (work: (tx: App) => void): void => {
      const start = Date.now();
      app.runInTransaction(work);
      const took = Date.now() - start;
      longestMs = Math.max(longestMs, took);
      sumMs += took;
      writes += 1;
    };
    const until = now + NIGHT_MS;
    const wind = thin(app, OLD_WIND_BLOCKS, WIND_HOURS, limits.minutes, until, write);
    const air = thin(app, OLD_READING_BLOCKS, READING_HOURS, limits.minutes, until, write);
    const gone = limits.hours === 0 ? 0 : drop(app, limits.hours, until, write);
    const meanMs = writes === 0 ? 0 : sumMs / writes;
    return { ran: true, blocks: wind + air, gone, longestMs, meanMs, finished: Date.now() < until };
  } finally {
    release();
  }
}

/** 02:10 in Beijing: the roses of the new day, then what is past its days. */
export function onPruneCron(): void {
  try {
    makeRoses(host.app, Date.now());
    const report = prune(host.app, Date.now());
    host.app.logger().info('pruned', 'report', JSON.stringify(report));
  } catch (error) {
    host.app.logger().error('prune failed', 'error', String(error));
  }
}

/** `pocketbase prune`: at once, from the command line; what it did is printed as JSON. */
export function onPruneCommand(): void {
  console.log(JSON.stringify(prune(host.app, Date.now())));
}

type Write = (work: (tx: App) => void) => void;

function thin(
  app: App,
  which: string,
  statements: readonly string[],
  limit: Instant,
  until: Instant,
  write: Write,
): number {
  const blocks = queryAll(app, which, { station: '', block: 0 }, { limit });
  let done = 0;
  for (const { station, block } of blocks) {
    if (Date.now() >= until) break;
    const values = { station, from: block * BLOCK_MS, to: Math.min(limit, (block + 1) * BLOCK_MS) };
    write((tx) => {
      for (const sql of statements) tx.db().newQuery(sql).bind(values).execute();
    });
    done += 1;
  }
  return done;
}

function drop(app: App, limit: Instant, until: Instant, write: Write): number {
  let gone = 0;
  for (const { count, remove } of OLD_ROWS) {
    for (let left = queryOne(app, count, { n: 0 }, { limit }).n; left > 0; left -= PORTION) {
      if (Date.now() >= until) return gone;
      write((tx) => {
        tx.db().newQuery(remove).bind({ limit, most: PORTION }).execute();
      });
      gone += Math.min(left, PORTION);
    }
  }
  return gone;
}
