import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { contains } from '../../src/core/upwind/contains.ts';
import { verifyChain } from '../../src/cli/verify.ts';
import { airCity, HOUR, minutes, MINUTE, pushRows, stationId } from './air-city.ts';
import { id } from './city.ts';
import { draft, newId, strikeOf } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';

const SOUTHWEST = { lng: 113.535, lat: 34.838 };
const NORTHEAST = { lng: 113.565, lat: 34.862 };

async function snapshot(server: TestServer): Promise<Snapshot> {
  const reply = await (await server.as('dispatcher')).get('/api/sf/now');
  expect(reply.status, reply.text).toBe(200);
  return reply.body as Snapshot;
}

async function zoneOf(server: TestServer, station = 1): Promise<Snapshot['zones'][number]['zone']> {
  const found = (await snapshot(server)).zones.find((each) => each.station === stationId(station));
  return found!.zone;
}

/** The top of this hour: rows of hourly feeds end there. */
const hourEnd = (): number => Math.floor(Date.now() / HOUR) * HOUR;
const hourly = (values: readonly [before: number, now: number][]): object[] =>
  values.flatMap(([before, now], index) => [
    { station: `S${index + 1}`, time: hourEnd() - HOUR, pm10: before },
    { station: `S${index + 1}`, time: hourEnd(), pm10: now },
  ]);

test('0.14 zone from live wind: a wind from 225° puts it southwest, it redraws when the wind turns, calm gives a circle', async () => {
  const server = await startServer({ city: airCity });
  const now = Date.now();
  const blow = (wind_dir: number) => minutes(now, 120, [1], () => ({ wind_dir, wind_speed: 2.4, pm10: 80 }));
  expect((await pushRows(server, blow(225))).body.refused).toEqual([]);
  const southwest = await zoneOf(server);
  expect(southwest.axis).toBeCloseTo(225, 0);
  expect(southwest.shape.kind).toBe('corridor');
  expect(contains(southwest, SOUTHWEST)).toBe(true);
  expect(contains(southwest, NORTHEAST)).toBe(false);

  expect((await pushRows(server, blow(45))).body.corrected).toBeGreaterThan(50);
  const northeast = await zoneOf(server);
  expect(northeast.axis).toBeCloseTo(45, 0);
  expect(contains(northeast, NORTHEAST)).toBe(true);
  expect(contains(northeast, SOUTHWEST)).toBe(false);

  await pushRows(
    server,
    minutes(now, 120, [1], () => ({ wind_dir: 'C', wind_speed: 0.1 })),
  );
  const calm = await zoneOf(server);
  expect(calm.shape.kind).toBe('disc');
  expect(calm.axis).toBeNull();
});

test('0.14 a station without wind of its own borrows its neighbours’ and says so; without any there is no zone', async () => {
  const server = await startServer({ city: airCity });
  const none = (await zoneOf(server)).reasons[0]?.key;
  expect((await zoneOf(server)).shape.kind).toBe('none');
  expect(none).toBeTruthy();
  await pushRows(
    server,
    minutes(Date.now(), 60, [1], () => ({ wind_dir: 225, wind_speed: 2.4 })),
  );
  const borrowed = await zoneOf(server, 2);
  expect(borrowed.confidence).toBe('low');
  expect(borrowed.axis).toBeCloseTo(225, 0);
  const wind = (await snapshot(server)).stations.find((each) => each.id === stationId(2))!.wind;
  expect(wind!.distanceKm).toBeGreaterThan(3);
});

test('0.14 stale wind: the zone goes and says why, the last wind stays on the card with its age', async () => {
  const server = await startServer({ city: airCity });
  await pushRows(
    server,
    minutes(Date.now() - 100 * MINUTE, 40, [1], () => ({ wind_dir: 225, wind_speed: 2.4 })),
  );
  const state = await snapshot(server);
  const zone = state.zones.find((each) => each.station === stationId(1))!.zone;
  expect(zone.shape.kind).toBe('none');
  expect(JSON.stringify(zone.reasons)).toMatch(/stale|old/);
  expect(state.stations[0]!.wind!.ageMin).toBeGreaterThanOrEqual(100);
});

test('2.7 a station without data for two hours is stale, with its age', async () => {
  const server = await startServer({ city: airCity });
  await pushRows(server, [
    { station: 'S1', time: Date.now() - 121 * MINUTE, pm10: 60 },
    { station: 'S2', time: Date.now() - 119 * MINUTE, pm10: 60 },
  ]);
  const [first, second, third] = (await snapshot(server)).stations;
  expect([first!.stale, first!.ageMin]).toEqual([true, 121]);
  expect([second!.stale, second!.ageMin]).toEqual([false, 119]);
  expect([third!.stale, third!.ageMin]).toEqual([true, null]);
});

test('0.13 a jump at one station: within one cycle a suggestion names station, rule and numbers, with its zone and ranked targets', async () => {
  const server = await startServer({ city: airCity });
  await pushRows(
    server,
    minutes(Date.now(), 120, [1], () => ({ wind_dir: 225, wind_speed: 2.4 })),
  );
  const levels: [number, number][] = [60, 62, 58, 61, 59].map((level) => [level, level + 3]);
  expect((await snapshot(server)).suggestions).toEqual([]);
  await pushRows(server, hourly([[60, 130], ...levels.slice(1)]));
  const state = await snapshot(server);
  expect(state.suggestions).toHaveLength(1);
  const [suggestion] = state.suggestions;
  expect(suggestion).toMatchObject({
    station: stationId(1),
    pollutant: 'pm10',
    rule: 'rise',
    state: 'open',
    rev: 1,
  });
  expect(suggestion!.evidence.map((each) => each.rule)).toEqual(expect.arrayContaining(['rise', 'ratio']));
  expect(suggestion!.evidence[0]).toMatchObject({ value: 70, against: 60, limit: 30 });
  // 0.11 what the cards show of it: the change within the hour, and the place among the stations, 1 = cleanest.
  const cards = state.stations.map(({ values, delta1h, rank, rankOf }) => [
    ...[values.pm10, delta1h.pm10, rank, rankOf],
  ]);
  expect(cards).toEqual([
    [130, 70, 5, 5],
    [65, 3, 4, 5],
    [61, 3, 1, 5],
    [64, 3, 3, 5],
    [62, 3, 2, 5],
  ]);
  const zone = (await (await server.as('root')).get(`/api/collections/zones/records/${suggestion!.zone}`))
    .body;
  expect(zone).toMatchObject({
    state: 'proposed',
    outcome: 'open',
    pollutant: 'pm10',
    station: stationId(1),
  });
  expect(zone.ranking.suspects.map((each: { id: string }) => each.id)).toContain(id('sitesouthwest'));
  expect(zone.ranking.suspects.map((each: { id: string }) => each.id)).not.toContain(id('sitenortheast'));
  expect(zone.inputs.input.wind.length).toBeGreaterThan(30);

  await (await server.as('admin')).send('POST', '/api/sf/tick');
  expect((await snapshot(server)).suggestions.map((each) => each.id)).toEqual([suggestion!.id]);
  const dispatcher = await server.as('dispatcher');
  const answer = draft('suggestion.dismissed', suggestion!.id, { reason: 'known' }, { seen: 1 });
  expect((await dispatcher.send('POST', '/api/collections/events/records', answer)).status).toBe(200);
  await (await server.as('admin')).send('POST', '/api/sf/tick');
  expect((await snapshot(server)).suggestions).toEqual([]);
  expect(verifyChain(server.data)).toMatchObject({ events: 2, fault: null });
});

test('0.11 a fall has its sign; equal values share the better place; a station without an hour before has no change', async () => {
  const server = await startServer({ city: airCity });
  await pushRows(server, [
    ...hourly([
      [90, 70],
      [60, 70],
      [60, 65.5],
    ]),
    { station: 'S4', time: hourEnd(), pm10: 80 },
  ]);
  const { stations } = await snapshot(server);
  expect(stations.map(({ delta1h, rank, rankOf }) => [delta1h.pm10, rank, rankOf])).toEqual([
    [-20, 2, 4],
    [10, 2, 4],
    [5.5, 1, 4],
    [undefined, 4, 4],
    [undefined, null, 4],
  ]);
});

test('0.13 a rise that all stations share is regional: it is said, and nobody is sent', async () => {
  const server = await startServer({ city: airCity });
  await pushRows(
    server,
    minutes(Date.now(), 120, [1], () => ({ wind_dir: 225, wind_speed: 2.4 })),
  );
  await pushRows(
    server,
    minutes(Date.now(), 130, [1, 2, 3, 4, 5], (at) => ({ pm10: at > Date.now() - HOUR ? 110 : 60 })),
  );
  const state = await snapshot(server);
  expect(state.suggestions).toEqual([]);
  expect(state.regional).toMatchObject({ pollutant: 'pm10', risen: 5, of: 5 });
});

test('0.13 handheld readings round a station ask for a look at the area; 1.20 they never enter its value', async () => {
  const server = await startServer({ city: airCity });
  await pushRows(
    server,
    hourly([
      [60, 62],
      [60, 62],
      [60, 61],
      [60, 60],
      [60, 60],
    ]),
  );
  await pushRows(
    server,
    minutes(Date.now(), 120, [1], () => ({ wind_dir: 225, wind_speed: 2.4 })),
  );
  const inspector = await server.as('inspector');
  for (const value of [140, 150, 160]) {
    const row = {
      at: Date.now() - MINUTE,
      lng: 113.551,
      lat: 34.851,
      accuracyM: 8,
      device: 'P1',
      values: { pm10: value },
      by: inspector.id,
    };
    expect((await inspector.send('POST', '/api/collections/mobile_readings/records', row)).status).toBe(200);
  }
  await (await server.as('admin')).send('POST', '/api/sf/tick');
  const state = await snapshot(server);
  expect(state.suggestions.map((each) => [each.station, each.rule])).toEqual([[stationId(1), 'area']]);
  expect(state.stations[0]!.values.pm10).toBe(62);
});

test('0.13 a change of weather: the wind turns, and the worst station is looked at', async () => {
  const server = await startServer({ city: airCity });
  const now = Date.now();
  await pushRows(
    server,
    hourly([
      [118, 120],
      [110, 110],
      [112, 111],
      [113, 112],
      [110, 110],
    ]),
  );
  await pushRows(
    server,
    minutes(now, 120, [1, 2], (at) => ({ wind_dir: at > now - 30 * MINUTE ? 315 : 225, wind_speed: 2.4 })),
  );
  const [suggestion] = (await snapshot(server)).suggestions;
  expect([suggestion?.station, suggestion?.rule]).toEqual([stationId(1), 'weather']);
});

test('0.14 the wind turns while a strike is under way: the task is flagged with the new zone and what lies outside', async () => {
  const server = await startServer({ city: airCity });
  const now = Date.now();
  const blow = (wind_dir: number) => minutes(now, 120, [1], () => ({ wind_dir, wind_speed: 2.4 }));
  await pushRows(server, blow(225));
  const zone = await zoneOf(server);
  const task = newId();
  const frozen = { ...strikeOf().zone!, zone, pollutant: 'pm25' as const };
  const strike = strikeOf({ zone: frozen, targets: [{ source: id('sitesouthwest'), share: 0.6 }] });
  const dispatcher = await server.as('dispatcher');
  const sent = await dispatcher.send(
    'POST',
    '/api/collections/events/records',
    draft('task.sent', task, strike),
  );
  expect(sent.status, sent.text).toBe(200);
  await pushRows(server, [{ station: 'S1', time: now, wind_dir: 230, wind_speed: 2.4 }]);
  expect((await snapshot(server)).flags).toEqual([]);

  await pushRows(server, blow(45));
  const { flags } = await snapshot(server);
  expect(flags).toHaveLength(1);
  expect(flags[0]).toMatchObject({
    task,
    station: stationId(1),
    calm: false,
    outside: [id('sitesouthwest')],
  });
  expect(flags[0]!.turnedDeg).toBeGreaterThan(170);
  const row = (await dispatcher.get(`/api/collections/tasks/records/${task}`)).body;
  expect(row.windShift.zone).toMatch(/^[0-9a-f]{32}$/);
  const fresh = (await dispatcher.get(`/api/collections/zones/records/${row.windShift.zone}`)).body;
  expect(contains(fresh.zone, NORTHEAST)).toBe(true);
  // The new zone asks of the same dust as the old one.
  expect(fresh.pollutant).toBe('pm25');
  const rev = row.rev;
  await (await server.as('admin')).send('POST', '/api/sf/tick');
  expect((await dispatcher.get(`/api/collections/tasks/records/${task}`)).body.rev).toBe(rev);

  // The old zone is kept: everybody's row says by whom and why, the tick does not ask again, and it can be taken back.
  const shiftAt = row.windShift.at;
  const answer = (type: 'task.shift_kept' | 'task.shift_reopened', seen: number, reason: string) =>
    dispatcher.send(
      'POST',
      '/api/collections/events/records',
      draft(type, task, { shiftAt, reason }, { seen }),
    );
  const kept = await answer('task.shift_kept', rev, '组已到现场');
  expect(kept.status, kept.text).toBe(200);
  await (await server.as('admin')).send('POST', '/api/sf/tick');
  const inspector = await server.as('inspector');
  const seen = (await inspector.get(`/api/collections/tasks/records/${task}`)).body;
  expect(seen).toMatchObject({ rev: rev + 1, windShift: { at: shiftAt } });
  expect(seen.keptShifts).toMatchObject([
    { shiftAt, by: kept.body.actor, reason: '组已到现场', outside: 1, calm: false },
  ]);
  expect(kept.body.actor).toMatch(/^[a-z0-9]{15,}$/);
  expect((await answer('task.shift_kept', rev + 1, '再说')).body.data.key).toBe('server_shift_is_kept');
  expect((await answer('task.shift_reopened', rev + 1, '')).status).toBe(200);
  const back = (await dispatcher.get(`/api/collections/tasks/records/${task}`)).body;
  expect(back.keptShifts).toEqual([]);
});

test('two ticks at once: one runs', async () => {
  const server = await startServer({ city: airCity });
  const admin = await server.as('admin');
  await pushRows(
    server,
    minutes(Date.now(), 180, [1, 2, 3, 4, 5], () => ({ wind_dir: 225, wind_speed: 2.4, pm10: 80 })),
  );
  const before = (await snapshot(server)).rev;
  const reports = await Promise.all(Array.from({ length: 6 }, () => admin.send('POST', '/api/sf/tick')));
  const ran = reports.filter((each) => each.body.ran);
  expect(reports.every((each) => each.status === 200)).toBe(true);
  expect(ran.length).toBeGreaterThanOrEqual(1);
  // Who comes too late leaves word instead of computing beside the other: ticks are counted without a gap or a double.
  const after = (await snapshot(server)).rev;
  expect(after - before).toBeGreaterThanOrEqual(ran.length);
  expect(new Set(ran.map((each) => each.body.rev)).size).toBe(ran.length);
  expect(ran.length).toBeLessThan(6);
});

test('only administrators may call the tick, only people of the office see the map', async () => {
  const server = await startServer({ city: airCity });
  expect((await (await server.as('dispatcher')).send('POST', '/api/sf/tick')).status).toBe(403);
  expect((await (await server.as('')).send('POST', '/api/sf/tick')).status).toBe(403);
  for (const who of ['', 'public']) {
    expect((await (await server.as(who)).get('/api/sf/now')).status).toBe(401);
    expect((await (await server.as(who)).get('/api/sf/history?stations=x&from=1&to=2')).status).toBe(401);
  }
  expect((await (await server.as('kiosk')).get('/api/sf/now')).status).toBe(200);
});

test('the tick runs as a console command', async () => {
  const server = await startServer({ city: airCity });
  await server.stop();
  const { code, output } = server.command('tick');
  expect([code, JSON.parse(output.slice(output.indexOf('{'))).ran]).toEqual([0, true]);
});

test('a push computes the posterior of the stations it touches and leaves the others’ as it was', async () => {
  const server = await startServer({ city: airCity });
  const now = Date.now();
  const spike = (at: number, station: number): object => ({
    wind_dir: 225,
    wind_speed: 2.4,
    pm10: station <= 2 && at > now - 40 * MINUTE ? 190 : 60,
  });
  await pushRows(server, minutes(now, 200, [1, 2, 3, 4, 5], spike));
  await (await server.as('admin')).send('POST', '/api/sf/tick');
  const before = await snapshot(server);
  const zoneIn = (state: Snapshot, station: number): Snapshot['zones'][number]['zone'] =>
    state.zones.find((each) => each.station === stationId(station))!.zone;
  expect(before.suggestions.length).toBeGreaterThanOrEqual(2);
  expect([zoneIn(before, 1).shape.kind, zoneIn(before, 2).shape.kind]).toEqual(['posterior', 'posterior']);
  await pushRows(server, [
    { station: 'S1', time: Date.now(), span_min: 2, wind_dir: 230, wind_speed: 2.4, pm10: 190 },
  ]);
  const after = await snapshot(server);
  expect(zoneIn(after, 1).at).toBeGreaterThan(zoneIn(before, 1).at);
  expect(zoneIn(after, 2)).toEqual(zoneIn(before, 2));
});
