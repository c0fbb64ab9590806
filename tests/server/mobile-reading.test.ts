import { beforeAll, expect, test } from 'vitest';
import { airCity } from './air-city.ts';
import { id } from './city.ts';
import { startServer, type Client, type TestServer } from './harness.ts';

let server: TestServer;
let inspector: Client;
beforeAll(async () => {
  server = await startServer({ city: airCity });
  inspector = await server.as('inspector');
});

const row = (more: object = {}): object => ({
  at: Date.now() - 60_000,
  lng: 113.55,
  lat: 34.85,
  accuracyM: 8,
  device: 'H1',
  values: { pm10: 180 },
  by: id('inspector'),
  ...more,
});
const path = '/api/collections/mobile_readings/records';

test('1.20 a reading in its right place and time is kept', async () => {
  expect((await inspector.send('POST', path, row())).status).toBe(200);
});

test.each([
  ['the code for a missing value', { values: { pm10: -999 } }, 'admin_feed_row_empty'],
  ['a word', { values: { pm10: 'x' } }, 'admin_feed_not_a_number'],
  ['a billion', { values: { pm10: 1e9 } }, 'admin_feed_not_a_number'],
  ['no known pollutant', { values: { foo: 1 } }, 'admin_feed_row_empty'],
  ['no values', { values: null }, 'admin_feed_row_empty'],
  ['the future', { at: Date.now() + 3_600_000 }, 'admin_feed_time_future'],
  ['the far past', { at: 1 }, 'admin_feed_time_unreadable|admin_feed_time_ancient'],
  ['a place in the sea', { lng: 999, lat: -999 }, 'admin_feed_place'],
])('1.20 refuses %s in words, whoever sends it', async (_, more, key) => {
  const before = (await inspector.get(`${path}?perPage=1`)).body.totalItems;
  const { status, body } = await inspector.send('POST', path, row(more));
  expect([status, body.message]).toEqual([400, expect.stringMatching(new RegExp(`^(${key})`))]);
  expect((await inspector.get(`${path}?perPage=1`)).body.totalItems).toBe(before);
});
