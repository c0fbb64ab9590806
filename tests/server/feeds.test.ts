import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { airCity, minutes, MINUTE, pushRows, stationId } from './air-city.ts';
import { id } from './city.ts';
import { fakeOpenMeteo, SLOW_MS, type Mood } from './fake-open-meteo.ts';
import { startServer, type TestServer } from './harness.ts';

async function tick(server: TestServer): Promise<Snapshot> {
  const report = await (await server.as('admin')).send('POST', '/api/sf/tick');
  expect(report.status, report.text).toBe(200);
  return (await (await server.as('dispatcher')).get('/api/sf/now')).body as Snapshot;
}

const feedOf = (state: Snapshot, code: string): Snapshot['feeds'][number] =>
  state.feeds.find((each) => each.code === code)!;

describe('Open-Meteo', async () => {
  const fake = await fakeOpenMeteo();
  const feed = {
    id: id('openmeteo'),
    code: 'open_meteo',
    name: 'Open-Meteo',
    kind: 'open_meteo',
    state: 'waiting',
    config: { everyMin: 0 },
  };
  const server = await startServer({
    city: { ...airCity, feeds: [...airCity['feeds']!, feed] },
    env: { SHANGFENG_WIND: 'open-meteo', SHANGFENG_OPEN_METEO_URL: fake.url },
  });
  beforeEach(() => {
    fake.mood = 'ok';
  });

  test('2.16 current and 15-minutely wind and gusts of all stations come in one request and make zones', async () => {
    const state = await tick(server);
    // One of this tick, perhaps one of the minute's own.
    expect([1, 2]).toContain(fake.asked.length);
    const query = new URL(fake.asked[0]!, fake.url).searchParams;
    expect(query.get('latitude')!.split(',')).toHaveLength(5);
    expect(query.get('wind_speed_unit')).toBe('ms');
    expect(query.get('timeformat')).toBe('unixtime');
    expect(query.get('minutely_15')).toBe('wind_speed_10m,wind_direction_10m,wind_gusts_10m');
    expect(feedOf(state, 'open_meteo')).toMatchObject({ state: 'ok', lastError: null });
    expect(state.stations[0]!.wind).toMatchObject({
      kind: 'steady',
      from: 225,
      speedMs: 2.5,
      gustMs: 5,
      source: 'open_meteo',
    });
    expect(state.zones[0]!.zone.axis).toBeCloseTo(225, 0);
    expect(state.stations[0]!.wind!.at).toBeLessThanOrEqual(Date.now());
  });

  const failures: [Mood, string][] = [
    ['broken', 'admin_feed_status'],
    ['half', 'admin_feed_broken_answer'],
    ['nonsense', 'admin_feed_broken_answer'],
    ['nothing', 'admin_feed_nothing'],
    ['other_shape', 'admin_feed_other_shape'],
    ['too_few', 'admin_feed_places'],
  ];
  test.each(failures)(
    '6 a feed that is %s shows its error and age, and the last good wind stays',
    async (mood, key) => {
      const good = await tick(server);
      expect(feedOf(good, 'open_meteo').state).toBe('ok');
      fake.mood = mood;
      const state = await tick(server);
      const feed = feedOf(state, 'open_meteo');
      expect([feed.state, feed.lastError?.key]).toEqual(['failing', key]);
      expect(feed.lastOkAt).toBe(feedOf(good, 'open_meteo').lastOkAt);
      expect(feed.lastTryAt!).toBeGreaterThan(feed.lastOkAt!);
      expect(state.stations[0]!.wind!.from).toBe(225);
      expect(state.zones[0]!.zone.shape.kind).not.toBe('none');
    },
  );

  test('6 a feed that asks for a pause is left alone for that long', async () => {
    fake.mood = 'too_many';
    const paused = await tick(server);
    expect(feedOf(paused, 'open_meteo').lastError).toEqual({
      key: 'admin_feed_paused',
      params: { minutes: 1 },
    });
    const asked = fake.asked.length;
    fake.mood = 'ok';
    expect(feedOf(await tick(server), 'open_meteo').state).toBe('failing');
    expect(fake.asked.length).toBe(asked);
    await sleep(2_100);
    expect(feedOf(await tick(server), 'open_meteo').state).toBe('ok');
  });

  test('6 a feed that answers slowly, but whole and in time, is as good as a fast one', async () => {
    fake.mood = 'slow';
    const before = fake.asked.length;
    const from = Date.now();
    const state = await tick(server);
    expect(fake.asked.length).toBeGreaterThan(before);
    expect(Date.now() - from).toBeGreaterThanOrEqual(SLOW_MS);
    expect(feedOf(state, 'open_meteo')).toMatchObject({ state: 'ok', lastError: null });
    expect(feedOf(state, 'open_meteo').lastOkAt).toBeGreaterThanOrEqual(from);
  });

  test(
    '6 a feed that answers a byte a second is given up after 10 s, too: the limit is for the whole answer',
    { timeout: 60_000 },
    async () => {
      const good = feedOf(await tick(server), 'open_meteo');
      fake.mood = 'drips';
      const from = Date.now();
      const state = await tick(server);
      const took = Date.now() - from;
      const feed = feedOf(state, 'open_meteo');
      expect([feed.state, feed.lastError]).toEqual([
        'failing',
        { key: 'admin_feed_timeout', params: { seconds: 10 } },
      ]);
      expect(feed.lastOkAt).toBe(good.lastOkAt);
      // The drops would go on for 20 s.
      expect([took >= 9_900, took < 18_000]).toEqual([true, true]);
      expect(state.stations[0]!.wind!.from).toBe(225);
    },
  );

  test(
    '6 a feed that never answers is given up after 10 s and holds up no push meanwhile',
    { timeout: 60_000 },
    async () => {
      fake.mood = 'hangs';
      let waiting = true;
      const slow = tick(server).finally(() => (waiting = false));
      await sleep(200);
      const pushed = await pushRows(
        server,
        minutes(Date.now(), 60, [1], () => ({ wind_dir: 90, wind_speed: 3 })),
      );
      expect(pushed.body.accepted).toBeGreaterThan(20);
      expect(waiting).toBe(true);
      const now = (await (await server.as('dispatcher')).get('/api/sf/now')).body as Snapshot;
      expect(now.zones[0]!.zone.axis).toBeCloseTo(90, 0);
      await slow;
      // The minute's own tick may have been the one that waited: what counts is what the feed says in the end.
      const key = async (): Promise<string | undefined> =>
        feedOf((await (await server.as('dispatcher')).get('/api/sf/now')).body as Snapshot, 'open_meteo')
          .lastError?.key;
      let said = await key();
      for (let tries = 0; said !== 'admin_feed_timeout' && tries < 60; tries++) {
        await sleep(200);
        said = await key();
      }
      expect(said).toBe('admin_feed_timeout');
    },
  );
});

describe('replay', async () => {
  const cycleMin = 1440;
  const startedAt = Math.floor(Date.now() / MINUTE) * MINUTE - 10 * MINUTE - 3 * cycleMin * MINUTE;
  const replays = Array.from({ length: cycleMin / 2 }, (_, index) => ({
    id: id(`r${index}z`),
    slot: index * 2,
    station: stationId(1),
    wind: { kind: 'steady', from: 225, speedMs: 2.4, gustMs: 4 },
    values: { pm10: 80, pm25: 40 },
  }));
  const feed = {
    id: id('replay'),
    code: 'replay',
    name: 'replay',
    kind: 'replay',
    state: 'waiting',
    config: { startedAt, cycleMin },
  };
  const server = await startServer({
    city: { ...airCity, feeds: [feed], replays },
    env: { SHANGFENG_WIND: 'replay' },
  });

  test('replayed wind plays by the clock: three hours are made up for, then each row once', async () => {
    const state = await tick(server);
    expect(feedOf(state, 'replay')).toMatchObject({ state: 'ok' });
    expect(state.stations[0]!.wind).toMatchObject({ from: 225, distanceKm: 0 });
    expect(state.stations[0]!.wind!.ageMin).toBeLessThanOrEqual(2);
    expect(state.stations[0]!.values).toEqual({ pm10: 80, pm25: 40 });
    const root = await server.as('root');
    const count = async (): Promise<number> =>
      (await root.get('/api/collections/wind/records?perPage=1')).body.totalItems;
    const first = await count();
    expect(first).toBeGreaterThanOrEqual(89);
    expect(first).toBeLessThanOrEqual(91);
    await tick(server);
    expect((await count()) - first).toBeLessThanOrEqual(1);
  });
});
