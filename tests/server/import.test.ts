import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { buildServer } from '../../src/cli/build-server.ts';
import { readTable } from '../../src/cli/read-table.ts';
import { guessMapping, mapTable } from '../../src/core/feeds/history-table.ts';
import { uuidv7 } from '../../src/core/ids.ts';
import { airCity, stationId } from './air-city.ts';
import { pocketbasePath, startServer, type Client, type TestServer } from './harness.ts';

const SAMPLE = join(import.meta.dirname, '../../../shared/data/beijing_hourly_sample.csv');
const WEEK = join(import.meta.dirname, '../fixtures/feeds/week');
const folder = mkdtempSync(join(tmpdir(), 'sf-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CSV =
  '站点,时间,风向,风速(m/s),PM10(μg/m3),一氧化碳(mg/m3)\nStation,2025-03-01 10时,西南,2.4,131,0.9\nStation,2025-03-01 11时,静风,0,—,1.0\nStation,2025-03-01 12时,北,-9999,140,\n别处,2025-03-01 12时,北,2,140,\n';
/** The same text, saved as GBK. */
const GBK = join(import.meta.dirname, '../fixtures/feeds/history-gbk.csv');

async function count(client: Client, collection: string, filter = ''): Promise<number> {
  return (
    await client.get(`/api/collections/${collection}/records?perPage=1&filter=${encodeURIComponent(filter)}`)
  ).body.totalItems;
}

function rowsOf(
  server: Readonly<{ data: string }>,
  table: Awaited<ReturnType<typeof readTable>>,
  more: object = {},
): ReturnType<typeof mapTable> {
  expect(server.data).toBeTruthy();
  if (!table.ok) throw new Error(table.error.key);
  const stations = new Map([
    ['Station', stationId(1)],
    ['S1', stationId(1)],
    ['S2', stationId(2)],
    ['S3', stationId(3)],
  ]);
  return mapTable(table.value, { ...guessMapping(table.value), ...more }, { stations, now: Date.now() });
}

test('2.16 CSV in UTF-8 and in GBK and XLSX give the same rows', async () => {
  const utf8 = join(folder, 'utf8.csv');
  const xlsx = join(folder, 'table.xlsx');
  writeFileSync(utf8, `\uFEFF${CSV}`);
  writeFileSync(xlsx, sheetOf(CSV));
  const [first, second, third] = await Promise.all([utf8, GBK, xlsx].map(readTable));
  const server = { data: folder };
  const expected = rowsOf(server, first!);
  expect(expected.ok && expected.value.rows).toHaveLength(3);
  expect(expected.ok && expected.value.refused.map((each) => [each.row, each.field])).toEqual([
    [3, 'wind_speed'],
    [4, 'station'],
  ]);
  expect(rowsOf(server, third!)).toEqual(expected);
  expect(rowsOf(server, second!)).toEqual(expected);
});

test('2.16 a week of three stations is read by the command as it is in the browser, whatever its encoding', async () => {
  const traps = JSON.parse(readFileSync(join(WEEK, 'week.traps.json'), 'utf8'));
  const names = { 东林站: 'S1', 南坪站: 'S2', 北渡站: 'S3' };
  for (const file of ['week.csv', 'week-gbk.csv', 'week.xlsx']) {
    const result = rowsOf({ data: WEEK }, await readTable(join(WEEK, file)), { stations: names });
    if (!result.ok) throw new Error(result.error.key);
    const { rows, refused } = result.value;
    expect(rows, file).toHaveLength(traps.rows);
    expect(
      refused.map((each) => [each.row, each.field]),
      file,
    ).toEqual(traps.refused);
    const hours = rows.map((each) => each.at % 3_600_000);
    expect(new Set(hours), `${file}: every time is a full hour`).toEqual(new Set([0]));
    // Lines 3 and 5 miss a value, 160 is calm, 161 blows from everywhere, 162 is full-width, 163 has a comma of thousands.
    expect(rows[2]!.values, file).toEqual({ pm10: 99, so2: 7, no2: 29, o3: 63, co: 0.7 });
    expect(rows[4]!.values, file).not.toHaveProperty('no2');
    expect([rows[159]!.wind?.kind, rows[160]!.wind?.kind], file).toEqual(['calm', 'variable']);
    expect([rows[161]!.values.pm10, rows[162]!.values.pm10], file).toEqual([128, 1234]);
  }
});

test('2.16 an import is taken piece by piece, again changes nothing, and can be undone', async () => {
  const server = await startServer({ city: airCity });
  const admin = await server.as('admin');
  const root = await server.as('root');
  const at = Date.UTC(2025, 2, 1, 3);
  const before = { station: stationId(1), at, spanMin: 60, wind: null, values: { pm10: 90 } };
  const old = uuidv7(Date.now(), Math.random);
  expect(
    (await admin.send('POST', '/api/sf/import', { batch: old, file: 'old.csv', rows: [before] })).body
      .accepted,
  ).toBe(1);

  const wind = { kind: 'steady', fromDeg: 225, speedMs: 2, gustMs: null, compassPoints: 16, distanceKm: 0 };
  const rows = [
    { ...before, wind, values: { pm10: 95, pm25: 40 } },
    { ...before, at: at + 3_600_000, wind, values: { pm10: 80 } },
    { ...before, at: at + 7_200_000, wind: { ...wind, fromDeg: 400 }, values: { pm10: 80 } },
    { ...before, at: Date.now() + 3_600_000 },
    { ...before, station: 'nowhere00000000' },
    { ...before, values: { pm10: -9999 } },
  ];
  const batch = uuidv7(Date.now(), Math.random);
  const piece = { batch, file: 'history.csv', rows };
  const reply = await admin.send('POST', '/api/sf/import', piece);
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body).toMatchObject({ accepted: 1, corrected: 1, duplicates: 0 });
  expect(reply.body.refused.map((each: { row: number }) => each.row)).toEqual([3, 4, 5, 6]);
  expect((await admin.send('POST', '/api/sf/import', piece)).body).toMatchObject({
    accepted: 0,
    corrected: 0,
    duplicates: 2,
  });
  expect(await count(root, 'readings')).toBe(2);
  expect(await count(root, 'wind')).toBe(2);

  expect((await admin.send('DELETE', `/api/sf/import/${batch}`)).status).toBe(200);
  expect(await count(root, 'readings')).toBe(1);
  expect(await count(root, 'wind')).toBe(0);
  const kept = (await root.get('/api/collections/readings/records')).body.items[0];
  expect([kept.at, kept.values]).toEqual([at, { pm10: 90 }]);
  expect((await admin.send('DELETE', `/api/sf/import/${batch}`)).status).toBe(200);
  expect((await root.get(`/api/collections/batches/records/${batch}`)).body.undoneAt).toBeGreaterThan(0);
});

test('6 imports ask for the right person and the right shape', async () => {
  const server = await startServer({ city: airCity });
  for (const who of ['', 'inspector', 'public', 'kiosk'])
    expect(
      (await (await server.as(who)).send('POST', '/api/sf/import', { batch: 'x'.repeat(20), rows: [] }))
        .status,
    ).toBe(403);
  const admin = await server.as('admin');
  for (const body of ['{"batch":', '{"rows":[]}', '[]', '{"batch":"../../x","rows":[]}'])
    expect((await admin.send('POST', '/api/sf/import', body)).body.message).toBe('admin_import_body');
  expect((await admin.send('DELETE', '/api/sf/import/0123456789abcdef')).status).toBe(404);
});

async function cli(
  server: TestServer,
  ...args: readonly string[]
): Promise<{ code: number; output: string }> {
  const built = join(folder, 'server');
  if (!existsSync(built)) await buildServer(built);
  const done = spawnSync(process.execPath, ['src/cli/import.ts', '--data', server.data, ...args], {
    cwd: join(import.meta.dirname, '../..'),
    encoding: 'utf8',
    env: { ...process.env, SHANGFENG_SERVER_DIR: built, SHANGFENG_POCKETBASE: pocketbasePath() },
  });
  return { code: done.status ?? -1, output: done.stdout + done.stderr };
}

test('2.16 the command line imports a file, names what it refuses, and undoes it', async () => {
  const server = await startServer({ city: airCity });
  const file = join(folder, 'command.csv');
  writeFileSync(file, CSV);
  const preview = await cli(server, file, '--preview');
  expect(preview.output).toContain('"timeIs": "end"');
  const done = await cli(server, file, '--lang', 'en');
  expect(done.code, done.output).toBe(1);
  expect(done.output).toContain('3 rows taken, 0 duplicates, 0 corrected, 2 refused');
  expect(done.output).toContain('Row 4 station: There is no station “别处”');
  const root = await server.as('root');
  expect(await count(root, 'readings')).toBe(3);
  const batch = /Batch ([0-9a-f]{32})/.exec(done.output)![1]!;
  expect((await cli(server, '--undo', batch)).code).toBe(0);
  expect(await count(root, 'readings')).toBe(0);
  const missing = await cli(server, join(folder, 'none.csv'), '--lang', 'en');
  expect([missing.code, missing.output]).toEqual([2, expect.stringContaining('Could not import')]);
});

test('2.16 three real stations for a month', async ({ skip }) => {
  skip(!existsSync(SAMPLE), `not tried: ${SAMPLE} is not on this machine`);
  const table = await readTable(SAMPLE);
  if (!table.ok) throw new Error(table.error.key);
  const names = { Dongsi: 'S1', Guanyuan: 'S2', Shunyi: 'S3' };
  const mapping = guessMapping(table.value);
  expect(mapping).toMatchObject({ timeIs: 'start', units: { co: 'µg/m³' } });
  const result = rowsOf({ data: SAMPLE }, table, { stations: names });
  if (!result.ok) throw new Error(result.error.key);
  const { rows, refused } = result.value;
  expect(table.value.rows).toHaveLength(3 * 31 * 24);
  expect(rows.length / table.value.rows.length).toBeGreaterThan(0.98);
  expect(refused.filter((each) => each.field === 'station' || each.field === 'time')).toEqual([]);
  const [first] = rows;
  expect(first).toMatchObject({
    at: Date.UTC(2016, 10, 30, 17),
    spanMin: 60,
    values: { pm25: 9, pm10: 16, so2: 6, no2: 36, co: 0.5, o3: 43 },
  });
  expect(first!.wind).toMatchObject({ kind: 'steady', fromDeg: 90, speedMs: 1, compassPoints: 16 });
  const lines = readFileSync(SAMPLE, 'utf8').trim().split('\n').length - 1;
  expect(lines).toBe(table.value.rows.length);
});

/** A workbook with one sheet, as spreadsheets write it: inline strings and numbers. */
function sheetOf(csv: string): Uint8Array {
  const rows = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const cell = (text: string): string =>
    /^-?\d+(\.\d+)?$/.test(text) ? `<c><v>${text}</v></c>` : `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const letters = 'ABCDEF';
  const xml = rows
    .map(
      (row, r) =>
        `<row r="${r + 1}">${row.map((text, c) => cell(text).replace('<c', `<c r="${letters[c]}${r + 1}"`)).join('')}</row>`,
    )
    .join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet xmlns="${main}"><sheetData>${xml}</sheetData></worksheet>`,
    ),
  });
}
