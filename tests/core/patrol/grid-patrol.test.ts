import { describe, expect, test } from 'vitest';
import {
  PATROL_MOST,
  patrolCells,
  proposePatrol,
  type PatrolCell,
} from '../../../src/core/patrol/grid-patrol.ts';

/** Cells in a row, 1 km apart, with so many sources each. */
const row = (...counts: number[]): PatrolCell[] =>
  counts.map((count, i) => ({
    id: `c${i}`,
    name: `网格 ${i}`,
    place: { lng: 113.6 + i * 0.011, lat: 34.8 },
    sources: Array.from({ length: count }, (_, n) => `c${i}s${n}`),
  }));

describe('0.10 cells of a patrol', () => {
  test('hold what can still pollute: stopped, sealed and banned too, finished not; a cell without any stays', () => {
    const states = ['active', 'stopped', 'sealed', 'banned', 'finished'] as const;
    const sources = states.map((state) => ({ id: state, cell: 'a', state }));
    const cells = ['a', 'b'].map((id) => ({ id, name: id, lng: 113, lat: 34 }));
    const [a, b] = patrolCells(cells, [...sources, { id: 'elsewhere', cell: 'x', state: 'active' }]);
    expect(a?.sources).toEqual(['active', 'stopped', 'sealed', 'banned']);
    expect(b?.sources).toEqual([]);
  });

  test('begin where most is registered and go on to the nearest while the stops last', () => {
    expect(proposePatrol(row(8, 2, 4, 9))).toEqual(['c3', 'c2', 'c1']);
    expect(proposePatrol(row(12, 12, 3))).toEqual(['c0', 'c2']);
  });

  test('take the first whatever it holds, and never more cells than half a day has room for', () => {
    expect(proposePatrol(row(45, 1))).toEqual(['c0']);
    expect(proposePatrol(row(...Array.from({ length: 40 }, () => 0)))).toHaveLength(PATROL_MOST.cells);
    expect(proposePatrol([])).toEqual([]);
  });
});
