import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer } from '../../src/cli/build-server.ts';
import { cornersOf } from '../../src/core/city-import/datum.ts';
import { toGcj02 } from '../../src/core/gcj02.ts';
import type { AreaGeometry } from '../../src/core/geo.ts';
import type { LngLat } from '../../src/core/units.ts';
import { pocketbasePath, startServer, type TestServer } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'sf-city-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let server: TestServer;
beforeAll(async () => {
  await buildServer(folder);
  server = await startServer();
});

const run = (...args: string[]) => {
  const command = [
    join(import.meta.dirname, '../../src/cli/import-city.ts'),
    '--data',
    server.data,
    '--lang',
    'en',
    ...args,
  ];
  const env = { ...process.env, SHANGFENG_SERVER_DIR: folder, POCKETBASE_BIN: pocketbasePath() };
  const done = spawnSync(process.execPath, command, { encoding: 'utf8', env, timeout: 60_000 });
  return { code: done.status, out: done.stdout, err: done.stderr };
};
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const sources = async () => {
  const root = await server.as('root');
  const { body } = await root.get("/api/collections/sources/records?filter=code~'CLI'");
  return body.items as { code: string; lng: number; town: string }[];
};

test('the same import from a terminal: asks for the datum, previews, stores, and takes back', async () => {
  const csv = file(
    's.csv',
    '编号,名称,类别,经度,纬度\nCLI-1,一号,工地,113.5561,34.8488\nCLI-2,二号,飞船,113.55,34.85\n',
  );
  const unsaid = run(csv);
  expect([unsaid.code, unsaid.err]).toEqual([2, expect.stringContaining('gcj02')]);

  const preview = run('--datum', 'gcj02', '--preview', csv);
  expect([preview.code, preview.out + preview.err]).toEqual([1, expect.stringContaining('Sources: 1 new')]);
  expect(preview.out).toContain('There is no kind of source “飞船”');
  expect(await sources()).toEqual([]);

  const stored = run('--datum', 'gcj02', csv);
  expect(stored.code).toBe(1);
  const [source] = await sources();
  expect(source).toMatchObject({ code: 'CLI-1', town: expect.stringMatching(/^townwest/) });
  expect(113.5561 - source!.lng).toBeGreaterThan(0.004);

  const batch = /[0-9a-f]{32}/.exec(stored.out)![0];
  const undone = run('--undo', batch);
  expect([undone.code, undone.out]).toEqual([0, expect.stringContaining('1 removed')]);
  expect(await sources()).toEqual([]);
});

test('places of GCJ-02 that are given as WGS-84 are taken with a hint; the same places on WGS-84 without one; without a fence it says so', async () => {
  const { body } = await (
    await server.as('root')
  ).get("/api/collections/grids/records?filter=level='district'&sort=code");
  const own = (body.items as { polygon: AreaGeometry | null }[]).find((each) => each.polygon !== null)!;
  // A little inside of its corners and halfway between them: the shift of half a kilometre brings some of them out.
  const corners = cornersOf(own.polygon!);
  const east = Math.max(...corners.map((each) => each.lng));
  const [south, north] = [Math.min, Math.max].map((most) => most(...corners.map((each) => each.lat)));
  const along = [0.2, 0.4, 0.6, 0.8].map((share) => south! + share * (north! - south!));
  const table = (bring: (place: LngLat) => LngLat): string =>
    ['编号,名称,类别,经度,纬度']
      .concat(
        along.map((lat, n) => {
          const place = bring({ lng: n % 2 ? east - 0.001 : east - 0.002, lat });
          return `CLI-E${n},东${n},工地,${place.lng.toFixed(6)},${place.lat.toFixed(6)}`;
        }),
      )
      .join('\n');
  const shifted = run('--datum', 'wgs84', '--preview', file('shifted.csv', table(toGcj02)));
  expect(shifted.out).toContain('shifted.csv looks shifted by about');
  const straight = run(
    '--datum',
    'wgs84',
    '--preview',
    file(
      'straight.csv',
      table((place) => place),
    ),
  );
  expect(straight.out).toContain('4 new');
  expect(straight.out).not.toContain('looks shifted');

  const database = new DatabaseSync(join(server.data, 'data.db'));
  database.exec("UPDATE grids SET polygon = NULL WHERE level = 'district'");
  database.close();
  const unchecked = run('--datum', 'wgs84', '--preview', join(folder, 'shifted.csv'));
  expect(unchecked.out).toContain('no district outline yet');
  expect(run('--datum', 'gcj02', '--preview', join(folder, 'shifted.csv')).out).not.toContain('outline yet');
});

test('unusable calls end with 2 and one clear sentence', () => {
  const broken = run('--datum', 'wgs84', file('g.geojson', '{"type": '));
  expect([broken.code, broken.err]).toEqual([2, expect.stringMatching(/g\.geojson: .*\d/)]);
  expect(run('--datum', 'wgs84', join(folder, 'nothing.csv')).code).toBe(2);
  expect(run('--undo', 'f'.repeat(32)).code).toBe(2);
  expect(run().code).toBe(2);
});
