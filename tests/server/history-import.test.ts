import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTable } from '../../src/api/imports-file.ts';
import type { FeedRow } from '../../src/core/feeds/feed-row.ts';
import { guessMapping, previewTable } from '../../src/core/feeds/history-table.ts';
import { airCity, stationId } from './air-city.ts';
import { id } from './city.ts';
import { draft, newId } from './drafts.ts';
import { startServer, type Client, type TestServer } from './harness.ts';

const SAMPLE = join(import.meta.dirname, '../../../shared/data/beijing_hourly_sample.csv');
const WEEK = join(import.meta.dirname, '../fixtures/feeds/week');
const CSV =
  '站点,时间,风向,风速,PM10\nS1,2025-03-01 10:00,西南,2.4,131\nS1,2025-03-01 11:00,北,1.1,120\nS1,2025-03-01 12:00,北,1.1,-9999\n';

let server: TestServer;
let admin: Client;
beforeAll(async () => {
  server = await startServer();
  admin = await server.as('admin');
});

const send = (as: Client, batch: string, rows: readonly unknown[]) =>
  as.send('POST', '/api/sf/import', { batch, file: 'a.csv', rows });
const stored = async (collection: string): Promise<number> =>
  (await (await server.as('root')).get(`/api/collections/${collection}/records?perPage=1&filter=batch!=''`))
    .body.totalItems;

/** What the page makes of a file: opened, guessed, previewed; the names in it stand for the first stations of the city, in their order. */
async function rowsOf(bytes: string | Uint8Array<ArrayBuffer>) {
  const table = await openTable(new Blob([bytes]));
  if (!table.ok) throw new Error(table.error.key);
  const mapping = guessMapping(table.value);
  const names = [...new Set(table.value.rows.map((row) => String(row[mapping.columns.indexOf('station')])))];
  const stations = new Map(names.slice(0, 3).map((name, index) => [name, stationId(index + 1)]));
  const preview = previewTable(table.value, mapping, { stations, now: Date.now() });
  if (!preview.ok) throw new Error(preview.error.key);
  return { ...preview.value.checked, lines: table.value.rows.length };
}

describe('history through the page', () => {
  test('2.16 what the preview shows is what is stored; again it is a duplicate; the batch can be taken back', async () => {
    const { rows, refused } = await rowsOf(CSV);
    expect(rows).toHaveLength(3);
    expect(refused).toEqual([]);
    const batch = newId();
    expect((await send(admin, batch, rows)).body).toMatchObject({ accepted: 3, duplicates: 0, refused: [] });
    expect([await stored('wind'), await stored('readings')]).toEqual([3, 2]);
    expect((await send(admin, newId(), rows)).body).toMatchObject({ accepted: 0, duplicates: 3 });
    const batches = (await admin.get('/api/collections/batches/records?fields=id,file,accepted,by')).body
      .items;
    expect(batches).toContainEqual({ id: batch, file: 'a.csv', accepted: 3, by: admin.id });
    await admin.send('DELETE', `/api/sf/import/${batch}`);
    expect([await stored('wind'), await stored('readings')]).toEqual([0, 0]);
  });

  test('2.16 taking a batch back leaves alone what was corrected since', async () => {
    const { rows } = await rowsOf(CSV);
    const pm10 = (each: FeedRow, value: number): FeedRow => ({
      ...each,
      wind: null,
      values: { pm10: value },
    });
    const [one, two] = rows.filter((each) => Object.keys(each.values).length > 0);
    const valuesOf = async () => {
      const all = await (await server.as('root')).get('/api/collections/readings/records?sort=at');
      return all.body.items.map((each: { values: { pm10: number } }) => each.values.pm10);
    };
    const [first, second, third] = [newId(), newId(), newId()];
    const undo = async (batch: string) => (await admin.send('DELETE', `/api/sf/import/${batch}`)).body.kept;
    await send(admin, first, [pm10(one!, 10), pm10(two!, 20)]);
    await send(admin, second, [pm10(one!, 11), pm10(two!, 21)]);
    await send(admin, third, [pm10(one!, 12)]);
    expect(await valuesOf()).toEqual([12, 21]);
    expect(await undo(second)).toBe(1);
    expect(await valuesOf()).toEqual([12, 20]);
    expect(await undo(first)).toBe(1);
    expect(await valuesOf()).toEqual([12]);
    const root = await server.as('root');
    const [left] = (await root.get('/api/collections/readings/records')).body.items;
    await root.send('DELETE', `/api/collections/readings/records/${left.id}`);
  });

  test('only the office imports; a broken piece stores nothing', async () => {
    const { rows } = await rowsOf(CSV);
    for (const who of ['leader', 'inspector', 'regulator', 'town', 'kiosk', 'public', ''])
      expect((await send(await server.as(who), newId(), rows)).status, who).toBe(403);
    expect((await admin.send('POST', '/api/sf/import', '{"batch":"')).status).toBe(400);
    expect(await stored('readings')).toBe(0);
  });
});

describe('a file of three stations', () => {
  let city: TestServer;
  beforeAll(async () => {
    city = await startServer({ city: airCity });
  });

  const rowsIn = async (collection: string): Promise<number> =>
    (await (await city.as('root')).get(`/api/collections/${collection}/records?perPage=1&filter=batch!=''`))
      .body.totalItems;

  /** Sends a file piece by piece as the page does; answers what became of its rows. */
  async function imported(batch: string, rows: readonly unknown[]) {
    const office = await city.as('admin');
    const totals = { accepted: 0, duplicates: 0, corrected: 0, refused: 0 };
    for (let from = 0; from < rows.length; from += 300) {
      const { body } = await send(office, batch, rows.slice(from, from + 300));
      totals.accepted += body.accepted;
      totals.duplicates += body.duplicates;
      totals.corrected += body.corrected;
      totals.refused += body.refused.length;
    }
    return totals;
  }

  test('2.16 an invented week in UTF-8, GBK and XLSX gives the same rows, names what is wrong and is stored whole', async () => {
    const traps = JSON.parse(readFileSync(join(WEEK, 'week.traps.json'), 'utf8'));
    const [utf8, gbk, xlsx] = await Promise.all(
      ['week.csv', 'week-gbk.csv', 'week.xlsx'].map((name) => rowsOf(readFileSync(join(WEEK, name)))),
    );
    expect(gbk).toEqual(utf8);
    expect(xlsx!.rows).toEqual(utf8!.rows);
    const wrong = (file: typeof utf8) => file!.refused.map((each) => [each.row, each.field]);
    expect(wrong(xlsx)).toEqual(wrong(utf8));
    expect(wrong(utf8)).toEqual(traps.refused);
    expect([utf8!.lines, utf8!.rows.length]).toEqual([traps.lines, traps.rows]);
    const midnight = { station: stationId(1), at: Date.UTC(2025, 2, 1, 16) };
    expect(utf8!.rows[23]).toMatchObject(midnight);

    const batch = newId();
    expect(await imported(batch, utf8!.rows)).toEqual({ ...traps.stored, refused: 0 });
    expect([await rowsIn('wind'), await rowsIn('readings')]).toEqual([traps.wind, traps.readings]);
    await (await city.as('admin')).send('DELETE', `/api/sf/import/${batch}`);
    expect([await rowsIn('wind'), await rowsIn('readings')]).toEqual([0, 0]);
  });

  test('2.16 three real stations for a month, every row', async ({ skip }) => {
    skip(!existsSync(SAMPLE), `not tried: ${SAMPLE} is not on this machine`);
    const { rows, refused, lines } = await rowsOf(readFileSync(SAMPLE));
    expect(lines).toBe(3 * 744);
    expect(refused.filter((each) => each.field === 'time' || each.field === 'station')).toEqual([]);
    const batch = newId();
    expect(await imported(batch, rows)).toEqual({
      accepted: rows.length,
      duplicates: 0,
      corrected: 0,
      refused: 0,
    });
    const winds = rows.filter((each) => each.wind !== null).length;
    const readings = rows.filter((each) => Object.keys(each.values).length > 0).length;
    expect([await rowsIn('wind'), await rowsIn('readings')]).toEqual([winds, readings]);
    for (const number of [1, 2, 3]) {
      const own = rows.filter((each) => each.station === stationId(number));
      expect(own.length, `station ${number}`).toBeGreaterThan(0.98 * 744);
    }
    expect((await (await city.as('admin')).send('DELETE', `/api/sf/import/${batch}`)).status).toBe(200);
    expect([await rowsIn('wind'), await rowsIn('readings')]).toEqual([0, 0]);
  });
});

describe('what administration keeps', () => {
  test('1.54 a task force widens its area; the old one stays with its dates', async () => {
    const dispatcher = await server.as('dispatcher');
    const change = (radiusM: number, seen: number) =>
      dispatcher.send(
        'POST',
        '/api/collections/events/records',
        draft(
          'group.area_changed',
          id('force'),
          { from: Date.now(), radiusM, polygon: null, reason: '扩围' },
          { seen },
        ),
      );
    expect((await change(2000, 0)).status).toBe(200);
    await new Promise((done) => setTimeout(done, 5));
    expect((await change(3000, 1)).status).toBe(200);
    const { areas } = (await dispatcher.get(`/api/collections/groups/records/${id('force')}`)).body;
    expect(areas.map((each: { radiusM: number }) => each.radiusM)).toEqual([2000, 3000]);
    expect(areas[0].until).toBe(areas[1].from);
    expect(areas[1].until).toBeNull();
  });

  test('1.20 a handheld value is kept with place and device, and no station gets it', async () => {
    const inspector = await server.as('inspector');
    const before = (await admin.get('/api/collections/readings/records?perPage=1')).body.totalItems;
    const row = {
      id: newId(),
      at: Date.now(),
      lng: 113.55,
      lat: 34.85,
      accuracyM: 9,
      device: '尘埃 3',
      values: { pm10: 312 },
      by: inspector.id,
    };
    expect((await inspector.send('POST', '/api/collections/mobile_readings/records', row)).status).toBe(200);
    expect(
      (await admin.get('/api/collections/mobile_readings/records?sort=-at')).body.items[0],
    ).toMatchObject(row);
    await admin.send('POST', '/api/sf/tick');
    expect((await admin.get('/api/collections/readings/records?perPage=1')).body.totalItems).toBe(before);
    const { stations } = (await admin.get('/api/sf/now')).body;
    expect(stations.map((each: { values: { pm10?: number } }) => each.values.pm10 ?? null)).toEqual([null]);
  });
});
