import { expect, test } from 'vitest';
import type { RoseAnswer } from '../../src/core/rose-answer.ts';
import { airCity, HOUR, MINUTE, stationId } from './air-city.ts';
import { id } from './city.ts';
import { totalOf } from './door.ts';
import { startServer } from './harness.ts';

const END = Math.floor(Date.now() / HOUR) * HOUR - HOUR;
let count = 0;
const rowId = (): string => `q${count++}x`.padEnd(15, '0');
const wind = (at: number, fromDeg: number | null, feed: string, distanceKm: number): object => ({
  ...{ id: rowId(), station: stationId(1), at, kind: fromDeg === null ? 'calm' : 'steady' },
  ...{
    fromDeg: fromDeg ?? 0,
    speedMs: fromDeg === null ? 0.1 : 2,
    gustMs: 0,
    feed,
    distanceKm,
    compassPoints: 0,
  },
});
const reading = (at: number, spanMin: number, values: object): object => ({
  ...{ id: rowId(), station: stationId(1), at, spanMin, values, feed: 'logger' },
});

/** 40 days of hours: a third from the south-west at 150, the rest from the north at 50; a wrong wind from far away beside it. */
const hours = Array.from({ length: 960 }, (_, index) => {
  const at = END - index * HOUR;
  const dirty = index % 3 === 0;
  return {
    wind: [wind(at, index % 30 === 7 ? null : dirty ? 225 : 0, 'logger', 0), wind(at, 90, 'far', 20)],
    // The last two hours are minutes; one of them has 40 only.
    readings:
      index < 2
        ? Array.from({ length: index === 0 ? 30 : 20 }, (_, k) =>
            reading(at - k * 2 * MINUTE, 2, { pm10: dirty ? 150 : 50 }),
          )
        : [reading(at, 60, { pm10: dirty ? 150 : 50 })],
  };
});

const city = {
  ...airCity,
  wind: hours.flatMap((each) => each.wind),
  readings: hours.flatMap((each) => each.readings),
};

test('6.5 the dirty-direction rose of a station: hours and days counted, the nearest wind, whole hours only', async () => {
  const server = await startServer({ city });
  const leader = await server.as('leader');
  const reply = await leader.get(`/api/sf/rose?station=${stationId(1)}`);
  expect(reply.status, reply.text).toBe(200);
  const { pm10, pm25, station } = reply.body as RoseAnswer;
  expect(station).toBe(stationId(1));
  expect(pm10.threshold).toBe(150);
  expect(pm10.sectors[10]).toEqual({ hours: 320, high: 320, share: 1 });
  // Of 640 northern hours 32 were calm, and one has 40 minutes of readings, which make no hour.
  expect(pm10.sectors[0]).toEqual({ hours: 607, high: 0, share: 0 });
  expect(pm10.sectors[4]!.hours).toBe(0);
  expect(pm10.hours).toBe(927);
  expect(pm10.days).toBeGreaterThanOrEqual(40);
  expect(pm10.bySpeed[1]![10]).toEqual({ hours: 320, high: 320, share: 1 });
  expect(pm25.hours).toBe(0);
  // Made once a day.
  expect((await leader.get(`/api/sf/rose?station=${stationId(1)}`)).body.at).toBe(reply.body.at);
  expect(await totalOf(server, 'snapshots', "key~'rose'")).toBe(1);
  const none = await leader.get(`/api/sf/rose?station=${stationId(2)}`);
  expect(none.body.pm10).toMatchObject({ hours: 0, days: 0, threshold: null });
});

test('6.5 the rose is for people of the office and for stations that there are', async () => {
  const server = await startServer({ city: airCity });
  for (const who of ['', 'public'])
    expect((await (await server.as(who)).get(`/api/sf/rose?station=${stationId(1)}`)).status).toBe(401);
  const leader = await server.as('leader');
  expect((await leader.get(`/api/sf/rose?station=${id('nowhere')}`)).status).toBe(404);
  expect((await leader.get("/api/sf/rose?station=x'--")).status).toBe(404);
});
