import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../src/core/casework/act.ts';
import { isShiftKept } from '../../../src/core/patrol/shift-kept.ts';
import type { WindShiftFlag } from '../../../src/core/patrol/task-types.ts';
import { warnedStations } from '../../../src/core/patrol/warned-stations.ts';
import type { Result } from '../../../src/core/result.ts';
import { bearing, metres } from '../../../src/core/units.ts';
import type { Zone } from '../../../src/core/upwind/zone.ts';
import { MemoryWorld, NOW, person } from '../casework/memory-world.ts';

const TASK = 'task00000000001';
const dispatcher = person('dispatcher');
const colleague = person('dispatcher', 'colleague');
const system = person('system');
const flagOf = (at: number): WindShiftFlag => ({
  at,
  turnedDeg: 90,
  calm: false,
  zone: null,
  outside: ['source000000002'],
});
const key = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.error.reason.key);

/** A task under way whose wind turned at NOW. */
function turned(): MemoryWorld {
  const world = new MemoryWorld({
    tasks: [{ id: TASK, state: 'sent', group: 'group0000000000', targets: [], windShift: null, rev: 1 }],
  });
  expect(key(world.send(system, 'task.flagged', TASK, flagOf(NOW)))).toBe('ok');
  return world;
}
const row = (world: MemoryWorld) => world.find('tasks', TASK)!;
const keep = { shiftAt: NOW, reason: ' 组已到现场 ' };

describe('0.14 the wind turned and the old zone is kept', () => {
  test('says by whom, when and why, and how far it had turned; the flag stays', () => {
    const world = turned();
    world.now = NOW + 60_000;
    expect(isShiftKept(row(world))).toBe(false);
    expect(key(world.send(dispatcher, 'task.shift_kept', TASK, keep))).toBe('ok');
    expect(row(world)['keptShifts']).toEqual([
      {
        shiftAt: NOW,
        turnedDeg: 90,
        calm: false,
        outside: 1,
        at: NOW + 60_000,
        by: 'dispatcher',
        reason: '组已到现场',
      },
    ]);
    expect(row(world)['windShift']).toEqual(flagOf(NOW));
    expect(isShiftKept(row(world))).toBe(true);
  });

  test('is asked again when the wind turns on, and the first answer stays in the report', () => {
    const world = turned();
    world.send(dispatcher, 'task.shift_kept', TASK, keep);
    world.send(system, 'task.flagged', TASK, flagOf(NOW + 1));
    expect(isShiftKept(row(world))).toBe(false);
    expect(key(world.send(dispatcher, 'task.shift_kept', TASK, keep))).toBe('server_shift_is_over');
    world.send(dispatcher, 'task.shift_kept', TASK, { ...keep, shiftAt: NOW + 1 });
    expect(row(world)['keptShifts']).toHaveLength(2);
  });

  test('is taken back by anyone of the office, once', () => {
    const world = turned();
    const again = { shiftAt: NOW, reason: '' };
    expect(key(world.send(colleague, 'task.shift_reopened', TASK, again))).toBe('server_shift_is_not_kept');
    world.send(dispatcher, 'task.shift_kept', TASK, keep);
    expect(key(world.send(dispatcher, 'task.shift_kept', TASK, keep))).toBe('server_shift_is_kept');
    expect(key(world.send(colleague, 'task.shift_reopened', TASK, again))).toBe('ok');
    expect(isShiftKept(row(world))).toBe(false);
    expect(row(world)['keptShifts']).toEqual([]);
  });

  test('and re-sent by two people at once: the second hears of the first', () => {
    const world = turned();
    const seen = row(world)['rev'] as number;
    world.send(dispatcher, 'task.shift_kept', TASK, keep);
    const targets = [{ source: 'source000000003', share: 0.5 }];
    const resent = { targets, route: null, zone: null, reason: '' };
    expect(key(world.send(colleague, 'task.retargeted', TASK, resent, { seen }))).toBe(
      'server_changed_meanwhile',
    );
  });

  test('needs a reason, a dispatcher, and a task that is not over', () => {
    const world = turned();
    expect(key(world.send(dispatcher, 'task.shift_kept', TASK, { shiftAt: NOW, reason: ' ' }))).toBe(
      'server_field_required',
    );
    const inspector = person('inspector', 'inspector', { group: 'group0000000000' });
    for (const who of [inspector, person('leader'), person('admin')])
      expect(key(world.send(who, 'task.shift_kept', TASK, keep))).toBe('server_not_your_task');
    world.send(dispatcher, 'task.recalled', TASK, { reason: '改派' });
    expect(key(world.send(dispatcher, 'task.shift_kept', TASK, keep))).toBe('server_task_is_cancelled');
  });
});

describe('0.22 a route upwind of a station is warned', () => {
  const apex = { lng: 113.55, lat: 34.85 };
  const zone: Zone = {
    station: 's',
    apex,
    at: 0,
    windowMin: 60,
    method: 'sector/1',
    confidence: 'high',
    reasons: [],
    shape: { kind: 'sector', radiusM: metres(5000), axis: bearing(225), halfAngleDeg: 30 },
    axis: bearing(225),
    speedMs: 2.5,
  };
  const upwind = { id: 'upwind', lng: 113.5395, lat: 34.8413 };
  const lee = { id: 'lee', lng: 113.56, lat: 34.86 };

  test('with the station, the nearest stop’s distance, the air’s minutes and the stops that lie upwind', () => {
    const [warned, ...rest] = warnedStations([lee, upwind], [{ station: 's', zone }]);
    expect(rest).toEqual([]);
    expect(warned).toMatchObject({ station: 's', travelMin: 9, sources: ['upwind'] });
    expect(warned!.distanceM).toBeGreaterThan(1300);
    expect(Number.isInteger(warned!.distanceM)).toBe(true);
    expect(warnedStations([lee], [{ station: 's', zone }])).toEqual([]);
  });
});
