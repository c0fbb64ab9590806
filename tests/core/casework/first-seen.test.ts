import { expect, test } from 'vitest';
import type { Row } from '../../../src/core/casework/act.ts';
import { firstSeenChain } from '../../../src/core/casework/first-seen.ts';
import { finding } from './case-steps.ts';
import { MemoryWorld } from './memory-world.ts';

const grids = (chief: string): readonly Row[] => [
  { id: 'cell', parent: 'village', chief },
  { id: 'village', parent: 'town', chief: '钱' },
  { id: 'town', parent: 'district', chief: '孙' },
];
const chainOf = (chief: string) => {
  const world = new MemoryWorld({ grids: grids(chief) });
  return firstSeenChain(world.find('sources', finding.source)!, world);
};

test('0.35 a cell without a chief is a gap: nobody of another level is put in his place', () => {
  const places = { cell: 'cell', village: 'village', town: 'town', district: 'district' };
  expect(chainOf('赵')).toEqual({ ...places, officer: '赵' });
  expect(chainOf('')).toEqual({ ...places, officer: '' });
});
