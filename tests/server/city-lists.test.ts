import { expect, test } from 'vitest';
import { CITY_LISTS, unpackRecords, type PackedRecords } from '../../src/core/city-lists.ts';
import { airCity } from './air-city.ts';
import { startServer } from './harness.ts';

const server = await startServer({ city: airCity });

test('the city in one answer holds what the collections give', async () => {
  const dispatcher = await server.as('dispatcher');
  const reply = await dispatcher.get('/api/sf/city');
  expect(reply.status, reply.text).toBe(200);
  const packed = reply.body as Record<string, PackedRecords>;
  expect(Object.keys(packed)).toEqual(CITY_LISTS.map(({ name }) => name));
  for (const { name, sort } of CITY_LISTS) {
    const list = await dispatcher.get(`/api/collections/${name}/records?perPage=1000&sort=${sort},id`);
    const records = (list.body.items as Record<string, unknown>[]).map((record) =>
      Object.fromEntries(Object.entries(record).filter(([field]) => !field.startsWith('collection'))),
    );
    expect(unpackRecords(packed[name]!), name).toEqual(records);
  }
  expect(packed['stations']!.rows.length).toBeGreaterThan(0);
  expect(packed['sources']!.rows.length).toBeGreaterThan(0);
});

test('strangers get no city', async () => {
  expect((await fetch(`${server.url}/api/sf/city`)).status).toBe(401);
});
