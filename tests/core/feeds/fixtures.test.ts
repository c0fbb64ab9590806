import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCsv } from '../../../src/core/feeds/csv.ts';
import { guessMapping, mapTable } from '../../../src/core/feeds/history-table.ts';
import { openMeteoRows, type ForecastPlace } from '../../../src/core/feeds/open-meteo.ts';
import { readPush } from '../../../src/core/feeds/read-push.ts';

const FOLDER = 'tests/fixtures/feeds';
const NOW = Date.UTC(2026, 10, 22, 6, 10);
const stations = new Map([
  ['HJ01', 'stn0000000000000000000000000001'],
  ['HJ02', 'stn0000000000000000000000000002'],
  ['黄河游览区', 'stn0000000000000000000000000002'],
]);
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

/** Compares with the stored answer; SHANGFENG_WRITE_FIXTURES=1 writes it instead, to be read before it is committed. */
function expectStored(name: string, answer: unknown): void {
  const path = join(FOLDER, name.replace(/\.in\.(json|csv)$/, '.out.json'));
  if (process.env['SHANGFENG_WRITE_FIXTURES'] === '1')
    writeFileSync(path, `${JSON.stringify(answer, null, 1)}\n`);
  expect(existsSync(path), `${path} is missing`).toBe(true);
  expect(answer).toEqual(JSON.parse(readFileSync(path, 'utf8')));
}

function inputs(folder: string): string[] {
  return readdirSync(join(FOLDER, folder))
    .filter((name) => name.includes('.in.'))
    .map((name) => `${folder}/${name}`);
}

test.each(inputs('push'))('2.16 a push is read field by field: %s', (name) => {
  const format = name.endsWith('.csv') ? 'csv' : 'json';
  expectStored(name, readPush(read(name), format, { stations, now: NOW, spanMin: 60 }));
});

test.each(inputs('open-meteo'))('2.16 a forecast becomes wind per station: %s', (name) => {
  const places = JSON.parse(read(name)) as ForecastPlace[];
  const asked = [
    { id: 'a', lng: 113.52, lat: 34.88 },
    { id: 'b', lng: 113.56, lat: 34.87 },
    { id: 'c', lng: 113.63, lat: 34.82 },
  ];
  expectStored(name, openMeteoRows(places, asked, NOW));
});

test.each(inputs('history'))('2.16 a table of history is mapped by its headers: %s', (name) => {
  const table = readCsv(read(name));
  if (!table.ok) throw new Error(table.error.key);
  const map = join(FOLDER, name.replace('.in.csv', '.map.json'));
  const given = existsSync(map) ? (JSON.parse(readFileSync(map, 'utf8')) as object) : {};
  const mapping = { ...guessMapping(table.value), ...given };
  expectStored(name, { mapping, result: mapTable(table.value, mapping, { stations, now: NOW }) });
});
