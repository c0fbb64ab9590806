import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { airCity, HOUR, minutes, MINUTE, pushRows, stationId } from './air-city.ts';
import { id } from './city.ts';
import { rowOf, totalOf } from './door.ts';
import { strikeOf } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const DAY = 24 * HOUR;
/** A whole hour 45 days ago: past the 40 days that minutes are kept. */
const OLD = Math.floor((Date.now() - 45 * DAY) / HOUR) * HOUR;
const YEARS = OLD - 5 * 366 * DAY;

let count = 0;
const rowId = (): string => `r${count++}x`.padEnd(15, '0');
const wind = (at: number, more: object = {}): object => ({
  id: rowId(),
  station: stationId(1),
  at,
  kind: 'steady',
  fromDeg: 90,
  speedMs: 2,
  gustMs: 0,
  feed: 'logger',
  distanceKm: 0,
  compassPoints: 16,
  ...more,
});
const reading = (at: number, spanMin: number, values: object, station = 1): object => ({
  id: rowId(),
  station: stationId(station),
  at,
  spanMin,
  values,
  feed: 'logger',
});
const every2 = (end: number, row: (at: number, index: number) => object, from = 0): object[] =>
  Array.from({ length: 30 - from }, (_, index) => row(end - (29 - index - from) * 2 * MINUTE, index));

const inputs = { input: { wind: [{ at: OLD, from: 90, speedMs: 2 }] } };
const city = (retention: object | null): Readonly<Record<string, readonly object[]>> => ({
  ...airCity,
  catalogues: [
    ...(airCity['catalogues'] ?? []),
    ...(retention === null
      ? []
      : [{ id: id('retention'), code: 'retention', version: '1', fromAt: 1, untilAt: 0, body: retention }]),
  ],
  zones: [
    {
      ...{ id: id('frozen'), station: stationId(1), at: OLD, pollutant: 'pm10', kind: 'disc' },
      ...{ confidence: 'high', method: 'L1', zone: strikeOf().zone!.zone, ranking: null, inputs },
      ...{ state: 'frozen', outcome: 'found', rev: 1 },
    },
  ],
  mobile_readings: [YEARS, OLD].map((at) => ({
    ...{ id: rowId(), at, lng: 113.56, lat: 34.86, accuracyM: 6 },
    ...{ device: 'P1', values: { pm10: 240 } },
  })),
  sightings: [YEARS, OLD].map((at) => ({
    ...{ id: rowId(), at, kind: 'video', lng: 113.56, lat: 34.86 },
    ...{ device: 'CAM', feed: 'logger', note: '' },
  })),
  wind: [
    // 350° and 10° in turns: 0°, never 180°. A calm half hour halves the resultant, not the direction.
    ...every2(OLD, (at, index) => wind(at, { fromDeg: index % 2 === 0 ? 350 : 10, gustMs: index })),
    ...every2(OLD + HOUR, (at) => wind(at, { kind: 'calm', fromDeg: 0, speedMs: 0.1 })),
    wind(OLD + 2 * HOUR - 20 * MINUTE, { feed: 'hourly', fromDeg: 45 }),
    wind(YEARS, { feed: 'hourly', fromDeg: 45 }),
  ],
  readings: [
    ...every2(OLD, (at, index) => reading(at, 2, { pm10: index % 2 === 0 ? 100 : 50, co: 0.7 })),
    // An hour of which 30 minutes were measured is none.
    ...every2(OLD + HOUR, (at) => reading(at, 2, { pm10: 100 }), 15),
    // The station's own hour beside its minutes stays.
    ...every2(OLD + 2 * HOUR, (at) => reading(at, 2, { pm10: 100 })),
    reading(OLD + 2 * HOUR, 60, { pm10: 99 }),
    reading(YEARS, 60, { pm10: 40 }),
  ],
});

const list = async (server: TestServer, collection: string, filter: string): Promise<Json[]> => {
  const root = await server.as('root');
  const query = `perPage=200&sort=at&filter=${encodeURIComponent(filter)}`;
  return (await root.get(`/api/collections/${collection}/records?${query}`)).body.items;
};

test('6 minutes past their days become hours at night, frozen zones keep their wind, nothing else is touched', async () => {
  const server = await startServer({ city: city(null), env: { SHANGFENG_CRON: 'on' } });
  const root = await server.as('root');
  const fresh = minutes(Date.now(), 60, [2], () => ({ wind_dir: 225, wind_speed: 2, pm10: 60 }));
  await pushRows(server, fresh);
  const crons = (await root.get('/api/crons')).body as Json[];
  // 18:10 UTC is 02:10 in Beijing.
  expect(crons).toContainEqual({ id: 'sf_prune', expression: '10 18 * * *' });
  expect((await root.send('POST', '/api/crons/sf_prune')).status).toBe(204);
  for (
    let tries = 0;
    tries < 100 && (await totalOf(server, 'readings', 'spanMin<45 && at<' + (OLD + DAY))) > 0;
    tries++
  )
    await sleep(50);

  const winds = await list(server, 'wind', `at<${OLD + DAY}`);
  expect(winds.map((each) => [each.at, each.feed, each.kind, each.fromDeg, each.speedMs])).toEqual([
    [YEARS, 'hourly', 'steady', 45, 2],
    [OLD, 'logger', 'steady', 0, 2],
    [OLD + HOUR, 'logger', 'calm', 0, 0.1],
    [OLD + 2 * HOUR - 20 * MINUTE, 'hourly', 'steady', 45, 2],
  ]);
  expect(winds[1]).toMatchObject({ gustMs: 29, compassPoints: 16, distanceKm: 0 });
  expect(winds[1].id).toMatch(/^[a-z0-9]{32}$/);
  const air = await list(server, 'readings', `at<${OLD + DAY}`);
  expect(air.map((each) => [each.at, each.spanMin, each.values])).toEqual([
    [YEARS, 60, { pm10: 40 }],
    [OLD, 60, { pm10: 75, co: 0.7 }],
    [OLD + 2 * HOUR, 60, { pm10: 99 }],
  ]);
  expect(await totalOf(server, 'wind', `station='${stationId(2)}'`)).toBe(31);
  expect(await totalOf(server, 'readings', `station='${stationId(2)}'`)).toBe(31);
  expect((await rowOf(server, 'zones', id('frozen'))).inputs).toEqual(inputs);
});

test('6 hours go after their years where the catalogue says so; a second run finds nothing', async () => {
  const server = await startServer({ city: city({ minuteDays: 50, hourYears: 3 }) });
  await server.stop();
  const run = (): Json => {
    const { code, output } = server.command('prune');
    expect(code, output).toBe(0);
    return JSON.parse(output.slice(output.indexOf('{')));
  };
  // 45 days are within 50: no minute is touched.
  expect(run()).toMatchObject({ ran: true, blocks: 0, gone: 4, finished: true });
  expect(run()).toMatchObject({ ran: true, blocks: 0, gone: 0, finished: true });
  await server.restart();
  for (const table of ['mobile_readings', 'sightings'])
    expect([table, (await list(server, table, '')).map((each) => each.at)]).toEqual([table, [OLD]]);
});

test('6 three days of minutes of five stations are pruned without holding up a write for 100 ms', async () => {
  const days = 3;
  const many = (at: number, station: number): object[] => [
    wind(at, { station: stationId(station) }),
    reading(at, 1, { pm10: 80, pm25: 40, so2: 8, no2: 30, o3: 60, co: 0.7 }, station),
  ];
  const rows = [1, 2, 3, 4, 5].flatMap((station) =>
    Array.from({ length: days * 1440 }, (_, index) => many(OLD - index * MINUTE, station)),
  );
  const server = await startServer({
    city: { ...airCity, wind: rows.map((each) => each[0]!), readings: rows.map((each) => each[1]!) },
  });
  await server.stop();
  const { code, output } = server.command('prune');
  expect(code, output).toBe(0);
  const report = JSON.parse(output.slice(output.indexOf('{')));
  expect(report.finished).toBe(true);
  expect(report.blocks).toBeGreaterThanOrEqual(5 * 2 * (4 * days));
  await server.restart();
  expect(await totalOf(server, 'wind', 'at>0')).toBe(5 * 24 * days);
  expect(await totalOf(server, 'readings', 'at>0')).toBe(5 * 24 * days);
});
