import { describe, expect, test } from 'vitest';
import { areaAt, checksInArea } from '../../../src/core/patrol/group-area.ts';
import type { Refusal } from '../../../src/core/casework/act.ts';
import type { Result } from '../../../src/core/result.ts';
import type { GroupArea } from '../../../src/core/patrol/task-types.ts';
import { MemoryWorld, NOW, person } from '../casework/memory-world.ts';

const dispatcher = person('dispatcher');
const key = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.error.reason.key);

describe('1.54 the area of a task force', () => {
  test('changes with its history: an old report finds the old area', () => {
    const world = new MemoryWorld();
    const change = (from: number, radiusM: number): string =>
      key(
        world.send(dispatcher, 'group.area_changed', 'group0000000000', {
          from,
          radiusM,
          polygon: null,
          reason: '',
        }),
      );
    expect(change(NOW - 5000, 3000)).toBe('ok');
    expect(change(NOW - 1000, 5000)).toBe('ok');
    expect(change(NOW - 2000, 1000)).toBe('server_area_before_the_last');
    const areas = world.find('groups', 'group0000000000')?.['areas'] as readonly GroupArea[];
    expect(areaAt(areas, NOW - 3000)?.radiusM).toBe(3000);
    expect(areaAt(areas, NOW)?.radiusM).toBe(5000);
    expect(areaAt(areas, NOW - 9000)).toBeNull();
  });
});

test('1.54 a check counts by the area of its own moment; without an area there is no figure', () => {
  const area = (from: number, until: number | null, radiusM: number): GroupArea => ({
    from,
    until,
    radiusM,
    polygon: null,
  });
  const centre = { lng: 113.6, lat: 34.85 };
  // About 2 km north.
  const check = (at: number) => ({ lng: 113.6, lat: 34.868, at });
  const areas = [area(10, 20, 1000), area(20, null, 3000)];
  expect(checksInArea(areas, centre, [check(15), check(20), check(25)])).toBe(2);
  expect(checksInArea(areas, centre, [check(5)])).toBeNull();
  expect(checksInArea(areas, null, [check(25)])).toBe(0);
  expect(checksInArea([], centre, [check(25)])).toBeNull();
});
