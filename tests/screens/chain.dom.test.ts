import { render } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import type { ProblemRecord } from '../../src/schema/records.ts';
import { city } from '../../src/state/city.svelte.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import CaseChain from '../../src/screens/cases/CaseChain.svelte';

const grid = (id: string, level: string, chief: string) => ({ id, name: `${id}名`, level, chief });
const level = (chiefs: readonly [string, string, string], officer: string) => {
  const grids = [
    grid('town', 'town', chiefs[0]),
    grid('village', 'village', chiefs[1]),
    grid('cell', 'cell', chiefs[2]),
  ];
  Object.assign(city, { state: 'ready', data: { ...city.data, grids, units: [], sources: [] } });
  const problem = {
    id: 'x',
    cell: 'cell',
    village: 'village',
    town: 'town',
    district: '',
    source: '',
    officer,
  };
  const { container } = render(CaseChain, { problem: problem as ProblemRecord });
  return (key: string) =>
    container.querySelector(`[data-level="${key}"]`)?.textContent?.replace(/\s+/g, ' ').trim();
};

beforeEach(() => setLocale('zh-CN', { reload: false }));

it('0.35 the whole chain, the officer of the cell as he was at the finding', () => {
  const at = level(['孙某', '钱某', '李某'], '赵某');
  expect(at('town')).toBe('镇办 town名 一级网格长 孙某');
  expect(at('village')).toBe('村社区 village名 二级网格长 钱某');
  expect(at('cell')).toBe('网格 cell名 三级网格长 赵某');
});

it('0.35 nobody is given a post that he does not hold: the gap is said, and to whom it falls', () => {
  const at = level(['孙某', '钱某', ''], '');
  expect(at('cell')).toBe('网格 cell名 未落实 由二级网格长 钱某兜底');
  const none = level(['孙某', '', ''], '');
  expect(none('village')).toBe('村社区 village名 未落实 由一级网格长 孙某兜底');
  expect(none('cell')).toBe('网格 cell名 未落实 由一级网格长 孙某兜底');
});
