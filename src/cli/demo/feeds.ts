import type { FeedConfig } from '../../core/air/feed-config.ts';
import type { Instant } from '../../core/units.ts';
import { chance } from './random.ts';
import { demoNames } from './read-data.ts';
import { CYCLE_MIN, STEP_MIN } from './wind-cycle.ts';

export interface DemoFeed {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'push' | 'replay';
  readonly state: 'waiting' | 'ok';
  readonly lastOkAt: Instant;
  readonly lastTryAt: Instant;
  readonly config: FeedConfig;
  /** In the clear here; the loader stores its hash. */
  readonly token?: string;
}

/** Token of the demo's push feed: good for trying out, and gone with the demo data. */
export const DEMO_PUSH_TOKEN = 'shangfeng-demo-push';

/** The replay that plays the running day, and a push door to try out. */
export function demoFeeds(seed: number, anchor: Instant, replay: string): DemoFeed[] {
  const random = chance(seed, 'feeds');
  const lastAt = anchor - STEP_MIN * 60_000;
  return [
    {
      id: random.id(),
      code: replay,
      name: demoNames.feeds.replay,
      kind: 'replay',
      state: 'ok',
      lastOkAt: lastAt,
      lastTryAt: lastAt,
      config: { startedAt: anchor, cycleMin: CYCLE_MIN, everyMin: STEP_MIN },
    },
    {
      id: random.id(),
      code: 'push',
      name: demoNames.feeds.push,
      kind: 'push',
      state: 'waiting',
      lastOkAt: 0,
      lastTryAt: 0,
      config: { stations: {} },
      token: DEMO_PUSH_TOKEN,
    },
  ];
}
