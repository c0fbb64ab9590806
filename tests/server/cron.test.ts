import { expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { TICK_TOPIC, type Snapshot } from '../../src/core/snapshot.ts';
import { airCity, minutes, pushRows } from './air-city.ts';
import { startServer, type Json } from './harness.ts';
import { listen } from './live.ts';

const server = await startServer({ city: airCity, env: { SHANGFENG_CRON: 'on' } });
const root = await server.as('root');

test('2 the tick is registered for every minute, and each run of it tells the open maps; runs at once do not overlap', async () => {
  const jobs = (await root.get('/api/crons')).body as readonly Json[];
  expect(jobs).toContainEqual({ id: 'sf_tick', expression: '* * * * *' });

  await pushRows(
    server,
    minutes(Date.now(), 180, [1, 2, 3, 4, 5], () => ({ wind_dir: 225, wind_speed: 2.4, pm10: 80 })),
  );
  const live = await listen(server, await server.as('dispatcher'), TICK_TOPIC);
  const before = (await (await server.as('dispatcher')).get('/api/sf/now')).body.rev as number;
  const replies = await Promise.all(Array.from({ length: 6 }, () => root.send('POST', '/api/crons/sf_tick')));
  expect(replies.map((each) => each.status)).toEqual([204, 204, 204, 204, 204, 204]);
  await live.wait(1);
  let seen = 0;
  // Runs of a cron answer at once and go on; settled when half a second brings nothing new.
  while (live.received.length > seen) {
    seen = live.received.length;
    await sleep(500);
  }
  live.stop();
  const revs = (live.received as readonly Snapshot[]).map((each) => each.rev);
  expect(revs.length).toBeGreaterThanOrEqual(1);
  expect(revs).toEqual(revs.map((_, index) => before + 1 + index));
});
