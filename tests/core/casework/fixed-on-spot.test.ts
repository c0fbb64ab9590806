import { expect, test } from 'vitest';
import { finding, inspector, PROBLEM } from './case-steps.ts';
import { MemoryWorld } from './memory-world.ts';
import { outcomeOf, send } from './outcome-of.ts';

const foundOnce = (): MemoryWorld => {
  const world = new MemoryWorld();
  expect(send(world, 'problem.found')).toBe('ok');
  return world;
};

test('the picture after is taken where the problem was found, or its place is pinned with the reason', () => {
  const fixedAt = (place: object | undefined): string =>
    outcomeOf(
      foundOnce().send(inspector, 'problem.fixed_on_spot', PROBLEM, {
        note: '',
        ...(place ? { place: { ...finding.place, ...place } } : {}),
      }),
    );
  expect(fixedAt(undefined)).toBe('server_fix_needs_place');
  expect(fixedAt({ lng: 113.61 })).toBe('server_fix_elsewhere');
  // Beside what 50 m and both accuracies explain, and within it.
  const { lat, accuracyM } = finding.place;
  const metres = (far: number): number => lat + far / 111_195;
  expect(fixedAt({ lat: metres(50 + 2 * accuracyM! + 5) })).toBe('server_fix_elsewhere');
  expect(fixedAt({ lat: metres(50 + 2 * accuracyM! - 5) })).toBe('ok');
  expect(fixedAt({ accuracyM: 80 })).toBe('server_place_too_vague');
  const pin = { lng: 113.61, by: 'pin', accuracyM: null };
  expect(fixedAt({ ...pin, reason: '' })).toBe('server_place_needs_reason');
  expect(fixedAt({ ...pin, reason: '楼里没有定位' })).toBe('ok');
});
