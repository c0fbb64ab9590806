import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { airCity, HOUR, pushRows } from './air-city.ts';
import { startServer } from './harness.ts';

const server = await startServer({
  env: { SHANGFENG_CRON: 'off', SHANGFENG_WIND: 'push' },
  city: { ...airCity, catalogues: [] },
});
const PATH = '/api/collections/catalogues/records';
const edition = { code: 'triggers', version: '1', fromAt: Date.now() - HOUR, untilAt: 0 };
const careless = { dust: { levels: null } };

test('0.13 a careless edition of the limits is refused by its field, new or changed; one forced in stops no tick', async () => {
  const admin = await server.as('admin');
  const bad = await admin.send('POST', PATH, { ...edition, body: careless });
  expect([bad.status, bad.body.data], bad.text).toMatchObject([
    400,
    { key: 'server_field_list', params: { field: 'dust.levels' } },
  ]);
  const good = await admin.send('POST', PATH, { ...edition, body: { rise: { pm10: 20 } } });
  expect(good.status, good.text).toBe(200);
  const changed = await admin.send('PATCH', `${PATH}/${good.body.id}`, { body: careless });
  expect([changed.status, changed.body.data.params]).toMatchObject([400, { field: 'dust.levels' }]);
  const noted = await admin.send('PATCH', `${PATH}/${good.body.id}`, { note: 'x' });
  expect(noted.status, noted.text).toBe(200);

  await server.stop();
  const database = new DatabaseSync(join(server.data, 'data.db'));
  database.prepare('UPDATE catalogues SET body = ?').run(JSON.stringify({ ...careless, rise: { pm10: 20 } }));
  database.close();
  await server.restart();
  const at = Math.floor(Date.now() / HOUR) * HOUR;
  const rows = [1, 2, 3].flatMap((each) => [
    { station: `S${each}`, time: at - HOUR, pm10: 80 },
    { station: `S${each}`, time: at, pm10: each === 1 ? 105 : 82 },
  ]);
  expect((await pushRows(server, rows)).status).toBe(200);
  const now = (await (await server.as('dispatcher')).get('/api/sf/now')).body as Snapshot;
  // What was sound of it counts: 25 more would be no rise by the product's own limits.
  expect(now.suggestions.flatMap((each) => each.evidence)).toContainEqual(
    expect.objectContaining({ rule: 'rise', value: 25, limit: 20 }),
  );
});
