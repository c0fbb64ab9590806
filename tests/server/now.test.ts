import { expect, test } from 'vitest';
import { ROWS_MS, type History } from '../../src/core/history.ts';
import { CALM_CODE } from '../../src/core/wind/direction-code.ts';
import { airCity, HOUR, minutes, MINUTE, pushRows, stationId } from './air-city.ts';
import { startServer } from './harness.ts';

const server = await startServer({ city: airCity });
const dispatcher = await server.as('dispatcher');
const history = async (stations: string, from: number, to: number): Promise<History> => {
  const reply = await dispatcher.get(`/api/sf/history?stations=${stations}&from=${from}&to=${to}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.body as History;
};

test('a server that has only just started answers with a fresh state', async () => {
  const reply = await dispatcher.get('/api/sf/now');
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({ rev: 1, suggestions: [], flags: [], regional: null });
  expect(reply.body.stations).toHaveLength(5);
  expect((await dispatcher.get('/api/sf/now')).body.rev).toBe(1);
});

test('history up to a day holds every row, as columns; calm has no direction and what is missing is null', async () => {
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  await pushRows(
    server,
    minutes(now, 60, [1, 2], (_, station) => ({
      wind_dir: station === 1 ? 350 : 'C',
      wind_speed: station === 1 ? 2.4 : 0,
      pm10: 80,
    })),
  );
  const answer = await history(`${stationId(1)},${stationId(2)},${stationId(3)}`, now - 2 * HOUR, now);
  expect([answer.step, answer.from, answer.to]).toEqual(['row', now - 2 * HOUR, now]);
  const first = answer.stations[stationId(1)]!;
  expect(first.wind).toHaveLength(1);
  const [track] = first.wind;
  expect(track).toMatchObject({ feed: 'logger', distanceKm: 0, compassPoints: 0 });
  expect(track!.at).toEqual(Array.from({ length: 31 }, (_, index) => 3600 + index * 120));
  expect(new Set(track!.from)).toEqual(new Set([350]));
  expect(new Set(track!.speed)).toEqual(new Set([2.4]));
  expect(first.air.at).toHaveLength(31);
  expect(new Set(first.air.pm10)).toEqual(new Set([80]));
  expect(new Set(first.air.pm25)).toEqual(new Set([null]));
  expect(new Set(first.air.span)).toEqual(new Set([2]));
  expect(new Set(answer.stations[stationId(2)]!.wind[0]!.from)).toEqual(new Set([CALM_CODE]));
  expect(answer.stations[stationId(3)]).toEqual({
    wind: [],
    air: { at: [], pm10: [], pm25: [], span: [] },
  });
});

test('0.14 history of the timeline’s day holds every row from three and a half hours before it', async () => {
  const to = Math.floor(Date.now() / MINUTE) * MINUTE;
  const first = to - ROWS_MS + 2 * MINUTE;
  await pushRows(server, [
    { station: 'S5', time: first, span_min: 2, wind_dir: 90, wind_speed: 2, pm10: 71 },
    { station: 'S5', time: first + 2 * MINUTE, span_min: 2, wind_dir: 92, wind_speed: 2, pm10: 73 },
  ]);
  expect(to - first).toBeGreaterThan(27 * HOUR);
  const answer = await history(stationId(5), to - ROWS_MS, to);
  expect(answer.step).toBe('row');
  expect(answer.stations[stationId(5)]!.wind).toMatchObject([
    { at: [120, 240], from: [90, 92], speed: [2, 2] },
  ]);
  expect((await history(stationId(5), to - ROWS_MS - 1, to)).step).toBe('hour');
});

test('history beyond a day has one row per clock hour, its wind a vector mean: 350° and 10° make 0°', async () => {
  const end = Math.floor(Date.now() / HOUR) * HOUR - 26 * HOUR;
  const rows = [350, 10].map((wind_dir, index) => ({
    station: 'S4',
    time: end - (20 + index * 20) * MINUTE,
    span_min: 2,
    wind_dir,
    wind_speed: 2,
    pm10: 60 + index * 20,
  }));
  await pushRows(server, rows);
  const answer = await history(stationId(4), end - 26 * HOUR, end + 2 * HOUR);
  expect(answer.step).toBe('hour');
  const { wind, air } = answer.stations[stationId(4)]!;
  expect(wind.map((each) => each.at)).toEqual([[26 * 3600]]);
  expect([0, 360]).toContain(wind[0]!.from[0]);
  expect(air).toEqual({ at: [26 * 3600], pm10: [70], pm25: [null], span: [60] });
});

test.each([
  ['no stations', 'stations=&from=1&to=2', 'admin_history_stations'],
  ['an attack', "stations=x');DROP&from=1&to=2", 'admin_history_stations'],
  ['no span', `stations=${stationId(1)}`, 'admin_history_span'],
  ['the end before the beginning', `stations=${stationId(1)}&from=20&to=10`, 'admin_history_span'],
  [
    'more than a month',
    `stations=${stationId(1)}&from=1000&to=${1000 + 32 * 24 * HOUR}`,
    'admin_history_span',
  ],
])('6 history asked with %s is refused', async (_, query, key) => {
  const reply = await dispatcher.get(`/api/sf/history?${encodeURI(query)}`);
  expect([reply.status, reply.body.message]).toEqual([400, key]);
});
