import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { airCity, HOUR, pushRows, stationId } from './air-city.ts';
import { id } from './city.ts';
import { startServer } from './harness.ts';

const monitor = {
  ...airCity['stations']![0]!,
  ...{ id: stationId(6), code: 'S6', name: 'Fence', level: 'micro', source: 'sitenortheast' },
  ...{ lng: 113.5655, lat: 34.862 },
};
const server = await startServer({
  env: { SHANGFENG_CRON: 'off', SHANGFENG_WIND: 'push' },
  city: { ...airCity, stations: [...airCity['stations']!, monitor] },
});
const desk = await server.as('dispatcher');
const hourEnd = Math.floor(Date.now() / HOUR) * HOUR;

async function pushed(pm10: number): Promise<Snapshot> {
  const rows = [1, 2, 3, 6].map((each) => ({
    ...{ station: `S${each}`, time: hourEnd, wind_dir: 225, wind_speed: 2 },
    pm10: each === 6 ? pm10 : 90,
  }));
  expect((await pushRows(server, rows)).status).toBe(200);
  return (await desk.get('/api/sf/now')).body as Snapshot;
}
const dustOf = (now: Snapshot) => now.stations.find((each) => each.id === stationId(6))!.dust;

test('0.13 site monitor: 149 nothing, 151 warns, 201 sends a check and stops the work, 160 keeps it stopped, 149 lifts it', async () => {
  const clean = await pushed(149);
  expect(dustOf(clean)).toBeUndefined();
  const warned = await pushed(151);
  expect(dustOf(warned)).toMatchObject({ state: 'warn', value: 151, source: id('sitenortheast') });
  expect(dustOf(warned)!.at).toBe(hourEnd);
  expect(warned.suggestions).toEqual([]);

  const stopped = await pushed(201);
  expect(dustOf(stopped)).toMatchObject({ state: 'stop', value: 201, name: 'sitenortheast' });
  expect(stopped.suggestions).toMatchObject([{ station: stationId(6), rule: 'dust', state: 'open' }]);
  expect(stopped.suggestions[0]!.evidence).toMatchObject([
    { rule: 'dust', value: 201, limit: 200, against: 150, source: id('sitenortheast') },
  ]);

  // A restart forgets nothing.
  await server.stop();
  await server.restart();
  const kept = await pushed(160);
  expect(dustOf(kept)).toMatchObject({ state: 'stop', value: 160 });
  expect(dustOf(kept)!.since).toBe(dustOf(stopped)!.since);
  expect(dustOf(await pushed(149))).toBeUndefined();
  expect(dustOf(await pushed(151))).toMatchObject({ state: 'warn' });
});

test('0.13 a monitor at a site has no place in the ranking of the stations', async () => {
  const now = await pushed(151);
  expect(now.stations.find((each) => each.id === stationId(6))).toMatchObject({ rank: null, rankOf: 3 });
});

test('0.13 the administrator alone says which source a station stands at; with the next tick it is a monitor', async () => {
  const path = `/api/collections/stations/records/${stationId(3)}`;
  const admin = await server.as('admin');
  const rank = async (): Promise<number | null> => {
    await admin.send('POST', '/api/sf/tick');
    const now = (await desk.get('/api/sf/now')).body as Snapshot;
    return now.stations.find((each) => each.id === stationId(3))!.rank;
  };
  await pushed(149);
  const refused = await desk.send('PATCH', path, { source: 'sitenortheast' });
  expect([403, 404]).toContain(refused.status);
  expect(await rank()).not.toBeNull();
  expect((await admin.send('PATCH', path, { source: 'sitenortheast' })).status).toBe(200);
  expect(await rank()).toBeNull();
  expect((await admin.send('PATCH', path, { source: '' })).status).toBe(200);
  expect(await rank()).not.toBeNull();
});
