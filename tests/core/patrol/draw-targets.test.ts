import { expect, test } from 'vitest';
import { drawTargets } from '../../../src/core/patrol/draw-targets.ts';

const pool = Array.from({ length: 200 }, (_, i) => `source${String(i).padStart(9, '0')}`);

test('0.46 the same number draws the same targets whatever their order; another number others; never one twice', () => {
  const drawn = drawTargets(pool, 483_920, 5);
  expect(new Set(drawn).size).toBe(5);
  expect(drawTargets([...pool].reverse(), 483_920, 5)).toEqual(drawn);
  expect(drawTargets(pool, 483_921, 5)).not.toEqual(drawn);
  expect(drawTargets(pool, 0, 500)).toHaveLength(200);
  expect(drawTargets([], 7, 5)).toEqual([]);
});

test('0.46 over many numbers every target comes up about as often', () => {
  const times = new Map(pool.map((id) => [id, 0]));
  for (let number = 0; number < 4000; number++)
    for (const id of drawTargets(pool, number * 251, 5)) times.set(id, times.get(id)! + 1);
  // 100 expected each, σ ≈ 9.9.
  for (const count of times.values()) {
    expect(count).toBeGreaterThan(50);
    expect(count).toBeLessThan(160);
  }
});
