import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TICK_TOPIC, type Snapshot } from '../../src/core/snapshot.ts';
import { airCity, minutes, pushRows, stationId } from './air-city.ts';
import { id } from './city.ts';
import { draft, newId, strikeOf } from './drafts.ts';
import { startServer } from './harness.ts';
import { listen } from './live.ts';

const server = await startServer({ city: airCity });

test('one realtime message per tick reaches every open map, with the zones in it', async () => {
  const dispatcher = await listen(server, await server.as('dispatcher'), TICK_TOPIC);
  const kiosk = await listen(server, await server.as('kiosk'), TICK_TOPIC);
  const start = Date.now();
  await pushRows(
    server,
    minutes(start, 90, [1, 2, 3], () => ({ wind_dir: 225, wind_speed: 2.4, pm10: 80 })),
  );
  await dispatcher.wait(1);
  const [first] = dispatcher.received as Snapshot[];
  expect(first!.zones.find((each) => each.station === stationId(1))!.zone.axis).toBeCloseTo(225, 0);
  const admin = await server.as('admin');
  const report = await admin.send('POST', '/api/sf/tick');
  await dispatcher.wait(2);
  await sleep(200);
  const revs = (dispatcher.received as Snapshot[]).map((each) => each.rev);
  expect(revs).toEqual([...new Set(revs)]);
  expect(revs.filter((rev) => rev === report.body.rev)).toHaveLength(1);
  expect(revs.at(-1)).toBe(report.body.rev);
  await kiosk.wait(revs.length);
  expect((kiosk.received as Snapshot[]).map((each) => each.rev)).toEqual(revs);
  expect((await (await server.as('dispatcher')).get('/api/sf/now')).body).toEqual(dispatcher.received.at(-1));
  dispatcher.stop();
  kiosk.stop();
});

test('a quiet tick is one message in all: no record of zones, suggestions, tasks or feeds is told beside it', async () => {
  const admin = await server.as('admin');
  await pushRows(
    server,
    minutes(Date.now(), 90, [1, 2, 3], () => ({ wind_dir: 225, wind_speed: 2.4, pm10: 80 })),
  );
  await admin.send('POST', '/api/sf/tick');
  const topics = ['zones', 'suggestions', 'tasks', 'feeds', 'stations', 'sources'].map((each) => `${each}/*`);
  const map = await listen(server, await server.as('dispatcher'), TICK_TOPIC, ...topics);
  const { body } = await admin.send('POST', '/api/sf/tick');
  await map.wait(1);
  await sleep(500);
  expect((map.received as Snapshot[]).map((each) => each.rev)).toEqual([body.rev]);
  // It would have heard a record.
  const strike = draft(
    'task.sent',
    newId(),
    strikeOf({ targets: [{ source: id('sitesouthwest'), share: 0.6 }] }),
  );
  const sent = await (await server.as('dispatcher')).send('POST', '/api/collections/events/records', strike);
  expect(sent.status, sent.text).toBe(200);
  await map.wait(2);
  const records = (map.received.slice(1) as { record?: { collectionName: string; id: string } }[]).map(
    ({ record }) => [record?.collectionName, record?.id],
  );
  expect(records).toContainEqual(['tasks', strike.subjectId]);
  map.stop();
});

test('who is not signed in, and the public, hear nothing of it', async () => {
  const nobody = await listen(server, await server.as(''), TICK_TOPIC);
  const everybody = await listen(server, await server.as('public'), TICK_TOPIC);
  const leader = await listen(server, await server.as('leader'), TICK_TOPIC);
  await (await server.as('admin')).send('POST', '/api/sf/tick');
  await leader.wait(1);
  await sleep(200);
  expect(leader.received.length).toBeGreaterThan(0);
  expect([nobody.received, everybody.received]).toEqual([[], []]);
  for (const each of [nobody, everybody, leader]) each.stop();
});
