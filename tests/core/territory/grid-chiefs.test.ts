import { expect, test } from 'vitest';
import { gridChiefs } from '../../../src/core/territory/grid-chiefs.ts';

const grids = (chiefs: Readonly<Record<string, string>>) => (id: string) =>
  id in chiefs ? { name: `grid ${id}`, chief: chiefs[id] ?? '' } : undefined;
const place = { cell: 'c', village: 'v', town: 't' };
const said = (chiefs: Readonly<Record<string, string>>, at = place) =>
  gridChiefs(at, grids(chiefs)).map(({ level, chief, above }) => [level, chief, above?.level ?? '']);

test('0.35 each level names its own chief; a gap is not filled by the chief above, who is named as such', () => {
  expect(said({ c: 'C', v: 'V', t: 'T' })).toEqual([
    ['cell', 'C', ''],
    ['village', 'V', ''],
    ['town', 'T', ''],
  ]);
  expect(said({ c: '', v: 'V', t: 'T' })[0]).toEqual(['cell', '', 'village']);
  expect(said({ c: '', v: '', t: 'T' })).toEqual([
    ['cell', '', 'town'],
    ['village', '', 'town'],
    ['town', 'T', ''],
  ]);
  expect(said({}, { cell: '', village: '', town: 't' })).toEqual([
    ['cell', '', ''],
    ['village', '', ''],
    ['town', '', ''],
  ]);
});
