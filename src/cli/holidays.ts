import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';

/*
 * Writes data/holidays.json from the npm package chinese-days (MIT): the yearly notices of the State Council's General Office
 * on public holidays and the working weekends that make up for them (调休). Run it when a later package knows another year.
 */
const ROOT = join(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'node_modules/chinese-days');

interface Year {
  readonly off: string[];
  readonly work: string[];
}

const { version } = read('package.json') as { version: string };
const days = read('dist/chinese-days.json') as Record<'holidays' | 'workdays', Record<string, string>>;
const years: Record<string, Year> = {};
for (const [part, list] of [
  ['holidays', 'off'],
  ['workdays', 'work'],
] as const) {
  for (const day of Object.keys(days[part]).sort()) {
    (years[day.slice(0, 4)] ??= { off: [], work: [] })[list].push(day.slice(5));
  }
}
const text = JSON.stringify({ source: `npm chinese-days ${version}, MIT`, years });
writeFileSync(join(ROOT, 'data/holidays.json'), await format(text, { parser: 'json', printWidth: 110 }));

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(PACKAGE, file), 'utf8'));
}
