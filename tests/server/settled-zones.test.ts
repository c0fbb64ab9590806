import { beforeAll, expect, test } from 'vitest';
import { verifyChain } from '../../src/cli/verify.ts';
import { airCity, HOUR, minutes, MINUTE, pushRows, stationId } from './air-city.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, found, newId, photoRef, strikeOf, onSpot } from './drafts.ts';
import { startServer, type Client, type Json, type TestServer } from './harness.ts';

const NOW = Date.now();
const SENT = NOW - 150 * MINUTE;

/** A strike sent 150 minutes ago because PM10 rose by 70 above 60. */
const strike = (name: string, station: number): Record<string, object> => ({
  zones: {
    id: id(`zone${name}`),
    station: stationId(station),
    at: SENT,
    pollutant: 'pm10',
    kind: 'disc',
    confidence: 'high',
    method: 'L1',
    zone: strikeOf().zone!.zone,
    ranking: strikeOf().zone!.ranking,
    inputs: {},
    state: 'frozen',
    outcome: 'open',
    rev: 0,
  },
  suggestions: {
    id: id(`suggestion${name}`),
    station: stationId(station),
    at: SENT,
    pollutant: 'pm10',
    rule: 'rise',
    evidence: [{ rule: 'rise', pollutant: 'pm10', value: 70, against: 60, limit: 30 }],
    state: 'confirmed',
    task: id(`task${name}`),
    rev: 2,
  },
  tasks: {
    id: id(`task${name}`),
    no: `T${name}`,
    type: 'upwind_strike',
    state: 'under_way',
    group: id('groupone'),
    station: stationId(station),
    suggestion: id(`suggestion${name}`),
    zone: id(`zone${name}`),
    targets: [{ source: id('sitesouthwest'), order: 0, state: 'todo', at: null, share: 0.6 }],
    sentAt: SENT,
    fromAt: SENT,
    untilAt: NOW + HOUR,
    rev: 3,
  },
});

const strikes = [strike('one', 1), strike('two', 2), strike('three', 3)];
const rows = (collection: string): object[] => strikes.map((each) => each[collection]!);
const city = { ...airCity, zones: rows('zones'), suggestions: rows('suggestions'), tasks: rows('tasks') };

let server: TestServer;
let inspector: Client;
const zone = (name: string): Promise<Json> => rowOf(server, 'zones', id(`zone${name}`));
const visit = (name: string, result: 'found' | 'nothing', seen: number) =>
  draft(
    'task.visited',
    id(`task${name}`),
    {
      source: id('sitesouthwest'),
      result,
      at: Date.now(),
      place: { lng: 113.55, lat: 34.85, accuracyM: 5, by: 'gps', reason: '' },
      note: '',
    },
    { seen },
  );

beforeAll(async () => {
  server = await startServer({ city });
  inspector = await server.as('inspector');
});

test('a zone whose station fell back before anything was found gets that as its outcome, from the job, once', async () => {
  // S1 fell 95 minutes ago, S2 only 40; at S3 it fell, too, but something has been found there.
  expect((await send(inspector, visit('three', 'found', 3))).status).toBe(200);
  const fell: Record<number, number> = { 1: 95, 2: 40, 3: 95, 4: 0, 5: 0 };
  const level = (at: number, station: number): object => ({
    wind_dir: 225,
    wind_speed: 2.4,
    pm10: NOW - at > fell[station]! * MINUTE && station < 4 ? 130 : 58,
  });
  const reply = await pushRows(server, minutes(NOW, 200, [1, 2, 3, 4, 5], level));
  expect(reply.body.refused).toEqual([]);

  expect(await zone('one')).toMatchObject({
    outcome: 'station_fell',
    rev: 1,
    score: { outcome: 'station_fell', hit: null },
  });
  expect(await zone('two')).toMatchObject({ outcome: 'open', rev: 0 });
  expect(await zone('three')).toMatchObject({ outcome: 'open', rev: 0 });
  const admin = await server.as('admin');
  expect((await admin.send('POST', '/api/sf/tick')).body.settled).toBe(0);
  const events = await (
    await server.as('root')
  ).get(`/api/collections/events/records?filter=(subjectId='${id('zoneone')}')`);
  expect(events.body.items).toMatchObject([{ type: 'zone.scored', role: 'system' }]);
  expect(verifyChain(server.data)).toMatchObject({ fault: null });
});

test('looking afterwards in vain leaves it; a finding replaces it', async () => {
  const first = await send(inspector, visit('one', 'nothing', 3));
  expect(first.status, first.text).toBe(200);
  const problem = found(newId(), { task: id('taskone'), source: id('sitesouthwest') });
  expect((await send(inspector, problem)).status).toBe(200);
  const fixed = draft('problem.fixed_on_spot', problem.subjectId, onSpot, { seen: 1, photos: [photoRef()] });
  expect((await send(inspector, fixed)).status).toBe(200);
  const again = await send(inspector, visit('one', 'found', 4));
  expect(again.status, again.text).toBe(200);
  const done = await send(inspector, draft('task.done', id('taskone'), { note: '' }, { seen: 5 }));
  expect(done.status, done.text).toBe(200);
  expect(await zone('one')).toMatchObject({ outcome: 'found', rev: 2, score: { hit: true } });
});

test('a search that ends in vain after the station fell keeps that outcome', async () => {
  // The logger corrects its rows: the fall was as early as at S1.
  const corrected = minutes(NOW, 200, [2], (at) => ({ pm10: NOW - at > 95 * MINUTE ? 130 : 58 }));
  await pushRows(server, corrected);
  expect(await zone('two')).toMatchObject({ outcome: 'station_fell' });
  expect((await send(inspector, visit('two', 'nothing', 3))).status).toBe(200);
  expect((await send(inspector, draft('task.done', id('tasktwo'), { note: '' }, { seen: 4 }))).status).toBe(
    200,
  );
  expect(await zone('two')).toMatchObject({ outcome: 'station_fell', rev: 1 });
});

test('a strike whose rise most stations turn out to share is regional transport and not scored; an older one is', async () => {
  const soon = Date.now() - 30 * MINUTE;
  const fresh = strike('fresh', 1);
  const older = strike('older', 2);
  const own = (collection: string): object[] => [
    { ...fresh[collection]!, ...(collection === 'tasks' ? { sentAt: soon } : { at: soon }) },
    older[collection]!,
  ];
  const other = await startServer({
    city: { ...airCity, zones: own('zones'), suggestions: own('suggestions'), tasks: own('tasks') },
  });
  const level = (at: number): object => ({
    wind_dir: 225,
    wind_speed: 2.4,
    pm10: at > Date.now() - HOUR ? 130 : 80,
  });
  const reply = await pushRows(other, minutes(Date.now(), 200, [1, 2, 3, 4, 5], level));
  expect(reply.body.refused).toEqual([]);
  expect(await rowOf(other, 'zones', id('zonefresh'))).toMatchObject({
    outcome: 'regional',
    score: { outcome: 'regional', hit: null },
  });
  expect(await rowOf(other, 'zones', id('zoneolder'))).toMatchObject({ outcome: 'open' });
});
