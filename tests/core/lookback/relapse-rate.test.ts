import { expect, test } from 'vitest';
import { relapseRate } from '../../../src/core/lookback/relapse-rate.ts';

const row = (id: string, more: object = {}) => ({
  id,
  state: 'closed',
  lookBackFrom: 1,
  relapse: false,
  relapseOf: '',
  ...more,
});

test('1.11 2.17 the relapse rate counts cases that came back, not how often they did; void findings and others count nothing', () => {
  const back = (id: string, relapseOf: string, state = 'found') =>
    row(id, { lookBackFrom: 0, relapse: true, relapseOf, state });
  const rows = [
    row('a'),
    row('b'),
    row('c'),
    row('d'),
    back('e', 'a'),
    back('f', 'a'),
    back('g', 'b', 'void'),
    back('h', 'x'),
  ];
  expect(relapseRate(rows)).toEqual({ watched: 4, relapsed: 1, share: 0.25 });
  expect(relapseRate([])).toEqual({ watched: 0, relapsed: 0, share: null });
});
