import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../src/core/casework/act.ts';
import type { TaskSent, TaskVisited } from '../../../src/core/patrol/task-payloads.ts';
import { strikeReport } from '../../../src/core/patrol/strike-report.ts';
import { RECALL_MS } from '../../../src/core/patrol/task.ts';
import type { TaskTarget } from '../../../src/core/patrol/task-types.ts';
import type { Result } from '../../../src/core/result.ts';
import { metres } from '../../../src/core/units.ts';
import { MemoryWorld, NOW, person } from '../casework/memory-world.ts';

const TASK = 'task00000000001';
const ZONE = 'zone00000000001';
const dispatcher = person('dispatcher');
const inspector = person('inspector', 'inspector', { group: 'group0000000000' });
const mate = person('inspector', 'mate', { group: 'group0000000000' });

const place = { lng: 113.6, lat: 34.8, accuracyM: 12, by: 'gps', reason: '' } as const;
const strike = (more: Partial<TaskSent> = {}): TaskSent => ({
  type: 'upwind_strike',
  group: 'group0000000000',
  station: 'station00000000',
  suggestion: 'suggestion00000',
  zone: {
    id: ZONE,
    pollutant: 'pm10',
    zone: {
      station: 'station00000000',
      apex: { lng: 113.6, lat: 34.8 },
      at: NOW,
      windowMin: 60,
      method: 'L0',
      shape: { kind: 'disc', radiusM: metres(3000) },
      confidence: 'low',
      reasons: [],
      axis: null,
      speedMs: null,
    },
    ranking: { suspects: [], unlistedShare: 1 },
    inputs: { wind: [] },
  },
  targets: [
    { source: 'source000000001', share: 0.6 },
    { source: 'source000000002', share: 0.3 },
  ],
  route: null,
  fromAt: NOW,
  untilAt: NOW + 1,
  note: '',
  ...more,
});
const visit = (
  source: number,
  result: TaskVisited['result'],
  more: Partial<TaskVisited> = {},
): TaskVisited => ({
  source: `source00000000${source}`,
  result,
  at: NOW,
  place,
  note: 'why',
  ...more,
});
const key = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.error.reason.key);
const sent = (more: Partial<TaskSent> = {}): MemoryWorld => {
  const world = new MemoryWorld();
  expect(key(world.send(dispatcher, 'task.sent', TASK, strike(more)))).toBe('ok');
  return world;
};
/** A visit with the problem that it found, put right at once so that the task may end. */
const finds = (world: MemoryWorld, source: number): void => {
  const problem = `problem0000000${source}`;
  world.send(inspector, 'problem.found', problem, {
    category: 'dust.bare_soil',
    severity: 1,
    origin: 'strike',
    source: `source00000000${source}`,
    task: TASK,
    place,
    foundAt: NOW,
    note: '',
  });
  world.send(inspector, 'problem.fixed_on_spot', problem, { note: '', place });
  expect(key(world.send(inspector, 'task.visited', TASK, visit(source, 'found')))).toBe('ok');
};
const targetsOf = (world: MemoryWorld): readonly TaskTarget[] =>
  world.find('tasks', TASK)?.['targets'] as readonly TaskTarget[];

describe('sending', () => {
  test('keeps the zone with its inputs and ranking, the route order and the suggestion in one go', () => {
    const world = sent();
    expect(world.find('tasks', TASK)).toMatchObject({ state: 'sent', zone: ZONE, sentAt: NOW, rev: 1 });
    expect(targetsOf(world).map((each) => [each.source, each.order, each.state])).toEqual([
      ['source000000001', 0, 'todo'],
      ['source000000002', 1, 'todo'],
    ]);
    expect(world.find('zones', ZONE)).toMatchObject({
      state: 'frozen',
      inputs: { wind: [] },
      outcome: 'open',
    });
    expect(world.find('suggestions', 'suggestion00000')).toMatchObject({ state: 'confirmed', task: TASK });
  });

  test('0.22 keeps the stations that the sender was warned of; new targets bring their own', () => {
    const warned = [
      { station: 'station00000000', distanceM: 900, travelMin: 6, sources: ['source000000001'] },
    ];
    const world = sent({ warned });
    expect(world.find('tasks', TASK)?.['warned']).toEqual(warned);
    const targets = [{ source: 'source000000003', share: 0.5 }];
    const next = { targets, route: null, zone: null, reason: '' };
    world.send(dispatcher, 'task.retargeted', TASK, { ...next, warned: [] });
    expect(world.find('tasks', TASK)?.['warned']).toEqual([]);
    const unknown = [{ ...warned[0]!, station: 'nostation000000' }];
    expect(key(new MemoryWorld().send(dispatcher, 'task.sent', TASK, strike({ warned: unknown })))).toBe(
      'server_no_such_station',
    );
    expect(sent().find('tasks', TASK)?.['warned']).toBeNull();
  });

  test('0.10 a grid patrol goes through cells, with or without something registered in them', () => {
    const [A, B, TOWN] = ['cell00000000001', 'cell00000000002', 'town00000000001'];
    const patrol = (more: Partial<TaskSent>): [MemoryWorld, string] => {
      const world = new MemoryWorld({ grids: [A, B].map((id) => ({ id, level: 'cell' })) });
      world.rows.set(`grids/${TOWN}`, { id: TOWN, level: 'town' });
      const payload = strike({ type: 'grid_patrol', suggestion: null, zone: null, ...more });
      return [world, key(world.send(dispatcher, 'task.sent', TASK, payload))];
    };
    const [world, done] = patrol({ cells: [B, A], targets: [] });
    expect(done).toBe('ok');
    expect(world.find('tasks', TASK)).toMatchObject({
      type: 'grid_patrol',
      cells: [B, A].map((cell) => ({ cell, at: null, place: null })),
      targets: [],
    });
    expect(patrol({})[0].find('tasks', TASK)?.['cells']).toBeNull();
    expect(patrol({ targets: [] })[1]).toBe('server_task_needs_targets');
    expect(patrol({ cells: [A, A] })[1]).toBe('server_cell_twice');
    expect(patrol({ cells: [A, TOWN] })[1]).toBe('server_no_such_cell');
    expect(patrol({ cells: [A, 'nocell000000000'] })[1]).toBe('server_no_such_cell');
    expect(patrol({ type: 'night_check', cells: [A] })[1]).toBe('server_cells_are_for_patrols');
  });

  test('0.10 a cell gone through counts once, and only from inside it; it is no check of a source', () => {
    const [A, B] = ['cell00000000001', 'cell00000000002'];
    const world = new MemoryWorld({ grids: [A, B].map((id) => ({ id, level: 'cell' })) });
    const payload = {
      type: 'grid_patrol',
      suggestion: null,
      zone: null,
      targets: [],
      cells: [A, B],
    } as const;
    world.send(dispatcher, 'task.sent', TASK, strike(payload));
    world.cell = A;
    const walk = (more: object = {}): string =>
      key(world.send(inspector, 'task.walked', TASK, { cell: A, at: NOW, place, ...more }));
    expect(walk({ place: { ...place, accuracyM: 80 } })).toBe('server_place_too_vague');
    expect(walk({ cell: B })).toBe('server_not_in_cell');
    expect(walk({ place: { ...place, accuracyM: null, by: 'pin', reason: '在家' } })).toBe(
      'server_walk_needs_fix',
    );
    expect(walk({ at: NOW - 30 * 86_400_000 })).toBe('server_walk_before_task');
    expect(key(world.send(inspector, 'task.done', TASK, { note: '' }))).toBe('server_task_is_sent');
    expect(walk({ cell: 'cell00000000009' })).toBe('server_cell_not_in_task');
    expect(walk()).toBe('ok');
    // Two tablets of the group, whichever is sent first: the earlier one counts.
    expect(walk({ at: NOW + 2000 })).toBe('ok');
    expect(world.find('tasks', TASK)).toMatchObject({
      state: 'under_way',
      cells: [
        { cell: A, at: NOW, place },
        { cell: B, at: null, place: null },
      ],
    });
    expect(world.all('inspections')).toEqual([]);
    const done = (note: string): string => key(world.send(inspector, 'task.done', TASK, { note }));
    expect(done('')).toBe('server_task_cells_left');
    const stranger = person('inspector', 'stranger', { group: 'group0000000009' });
    const far = world.send(stranger, 'task.walked', TASK, { cell: A, at: NOW, place });
    expect(key(far)).toBe('server_not_your_group');
    expect(done('B 封路')).toBe('ok');
  });

  test('a suggestion is acted on once', () => {
    const again = sent().send(dispatcher, 'task.sent', 'task00000000002', strike());
    expect(key(again)).toBe('server_suggestion_is_confirmed');
  });

  test.each([
    ['server_no_such_group', { group: 'nogroup00000000' }],
    ['server_no_such_source', { targets: [{ source: 'nosource0000000', share: null }] }],
    ['server_target_twice', { targets: [1, 1].map(() => ({ source: 'source000000001', share: null })) }],
    ['server_window_is_empty', { untilAt: NOW }],
    ['server_strike_needs_zone', { zone: null }],
    ['server_task_needs_targets', { targets: [] }],
  ] as [string, Partial<TaskSent>][])('%s', (expected, more) => {
    expect(key(new MemoryWorld().send(dispatcher, 'task.sent', TASK, strike(more)))).toBe(expected);
  });

  test('is taken back at once without a word, later with a reason, and not once accepted', () => {
    const world = sent();
    expect(key(world.send(dispatcher, 'task.recalled', TASK, { reason: '' }))).toBe('ok');
    expect(world.find('suggestions', 'suggestion00000')).toMatchObject({ state: 'open', task: '' });
    const late = sent();
    late.now = NOW + RECALL_MS + 1;
    expect(key(late.send(dispatcher, 'task.recalled', TASK, { reason: '' }))).toBe(
      'server_recall_needs_reason',
    );
    expect(key(late.send(dispatcher, 'task.recalled', TASK, { reason: '改派' }))).toBe('ok');
    const accepted = sent();
    accepted.send(inspector, 'task.accepted', TASK, {});
    expect(key(accepted.send(dispatcher, 'task.recalled', TASK, { reason: 'x' }))).toBe(
      'server_task_is_accepted',
    );
  });
});

describe('visiting', () => {
  test('0.10 a check is written down, counts for its source, and tells the zone whether it was right', () => {
    const world = sent();
    finds(world, 1);
    world.send(inspector, 'task.visited', TASK, visit(2, 'nothing'));
    expect(world.all('inspections').map((row) => [row['source'], row['result']])).toEqual([
      ['source000000001', 'found'],
      ['source000000002', 'nothing'],
    ]);
    expect(world.find('sources', 'source000000001')).toMatchObject({ checks: 1, hits: 1, lastCheckAt: NOW });
    expect(world.find('sources', 'source000000002')).toMatchObject({ checks: 1, hits: 0 });
    expect(key(world.send(inspector, 'task.done', TASK, { note: '' }))).toBe('ok');
    expect(world.find('zones', ZONE)).toMatchObject({
      outcome: 'found',
      score: { outcome: 'found', hit: true, chance: 1 },
    });
  });

  test('0.10 “found” without a problem to show for it is no hit, and coming back is the same check', () => {
    const world = sent();
    for (let times = 0; times < 3; times++)
      world.send(inspector, 'task.visited', TASK, visit(1, 'found'), { seen: 1 + times });
    world.send(inspector, 'task.visited', TASK, visit(2, 'nothing'));
    expect(world.find('sources', 'source000000001')).toMatchObject({ checks: 1, hits: 1 });
    expect(key(world.send(inspector, 'task.done', TASK, { note: '' }))).toBe('ok');
    expect(world.find('zones', ZONE)).toMatchObject({ outcome: 'not_found', score: { hit: false } });
  });

  test('a gate that stayed shut is no check and no verdict on the zone', () => {
    const world = sent();
    for (const n of [1, 2]) world.send(inspector, 'task.visited', TASK, visit(n, 'locked'));
    // 0.31: each gate is to be visited again.
    expect(world.all('inspections').map((row) => row['revisitDueAt'])).toEqual(
      Array(2).fill(NOW + 2 * 86_400_000),
    );
    expect(world.find('sources', 'source000000001')?.['checks']).toBeUndefined();
    world.send(inspector, 'task.done', TASK, { note: '' });
    expect(world.find('zones', ZONE)?.['outcome']).toBe('open');
  });

  test('what could not be checked says why, what was checked says where', () => {
    const world = sent();
    expect(key(world.send(inspector, 'task.visited', TASK, visit(1, 'locked', { note: '' })))).toBe(
      'server_visit_needs_reason',
    );
    expect(key(world.send(inspector, 'task.visited', TASK, visit(1, 'nothing', { place: null })))).toBe(
      'server_visit_needs_place',
    );
    expect(key(world.send(inspector, 'task.visited', TASK, visit(1, 'skipped', { place: null })))).toBe('ok');
  });

  test('two people on stale copies end the same whoever comes first', () => {
    const orders = [
      [inspector, mate],
      [mate, inspector],
    ];
    const ends = orders.map((order) => {
      const world = sent();
      for (const who of order) {
        expect(
          key(world.send(who, 'task.visited', TASK, visit(who === mate ? 2 : 1, 'nothing'), { seen: 1 })),
        ).toBe('ok');
      }
      return [
        world.find('tasks', TASK),
        world.find('sources', 'source000000001'),
        world.find('sources', 'source000000002'),
      ];
    });
    expect(ends[0]).toEqual(ends[1]);
  });

  test('a visit that crosses a change of targets is kept as one met on the way', () => {
    const world = sent();
    const next = {
      targets: [{ source: 'source000000003', share: 0.9 }],
      route: null,
      zone: null,
      reason: '风向已转',
    };
    expect(key(world.send(dispatcher, 'task.retargeted', TASK, next, { seen: 1 }))).toBe('ok');
    expect(key(world.send(inspector, 'task.visited', TASK, visit(1, 'found'), { seen: 1 }))).toBe('ok');
    expect(targetsOf(world).map((each) => [each.source, each.state, each.extra])).toEqual([
      ['source000000003', 'todo', false],
      ['source000000001', 'found', true],
    ]);
  });

  test('another group may not', () => {
    const other = person('inspector', 'other', { group: 'group0000000009' });
    expect(key(sent().send(other, 'task.visited', TASK, visit(1, 'found')))).toBe('server_not_your_group');
  });
});

describe('when the wind turns', () => {
  test('0.14 the flag stands until the task is sent anew; what was visited stays', () => {
    const world = sent();
    world.send(inspector, 'task.visited', TASK, visit(1, 'nothing'));
    const flag = { at: NOW, turnedDeg: 90, calm: false, zone: null, outside: ['source000000002'] };
    expect(key(world.send(person('system'), 'task.flagged', TASK, flag))).toBe('ok');
    expect(world.find('tasks', TASK)?.['windShift']).toEqual(flag);
    const targets = [{ source: 'source000000003', share: 0.5 }];
    world.send(dispatcher, 'task.retargeted', TASK, { targets, route: null, zone: null, reason: '' });
    expect(world.find('tasks', TASK)?.['windShift']).toBeNull();
    expect(targetsOf(world).map((each) => [each.source, each.order, each.state])).toEqual([
      ['source000000001', 0, 'nothing'],
      ['source000000003', 1, 'todo'],
    ]);
  });

  const SECOND = 'zone00000000002';
  const turned = () => ({
    targets: [{ source: 'source000000003', share: 0.5 }],
    route: null,
    zone: { ...strike().zone!, id: SECOND },
    reason: '',
  });

  test.each([
    ['found', 'found'],
    ['nothing', 'superseded'],
    ['obstructed', 'superseded'],
  ] as const)('the zone that gives way is scored by its own visits: %s → %s', (result, outcome) => {
    const world = sent();
    if (result === 'found') finds(world, 1);
    else world.send(inspector, 'task.visited', TASK, visit(1, result, { witness: '王' }));
    expect(key(world.send(dispatcher, 'task.retargeted', TASK, turned()))).toBe('ok');
    expect(world.find('zones', ZONE)).toMatchObject({ outcome });
    expect(world.find('zones', SECOND)).toMatchObject({ outcome: 'open' });
  });

  test('what was found for the first zone is no hit of the second', () => {
    const world = sent();
    finds(world, 1);
    world.send(dispatcher, 'task.retargeted', TASK, turned());
    world.send(inspector, 'task.visited', TASK, visit(3, 'nothing'));
    expect(key(world.send(inspector, 'task.done', TASK, { note: '' }))).toBe('ok');
    expect(world.find('zones', ZONE)).toMatchObject({ outcome: 'found' });
    expect(world.find('zones', SECOND)).toMatchObject({ outcome: 'not_found' });
  });
});

describe('0.15 a strike closes only when its problems are settled or assigned', () => {
  test('and its report lists what became of each', () => {
    const world = sent();
    for (const n of [1, 2])
      world.send(inspector, 'task.visited', TASK, visit(n, n === 1 ? 'found' : 'nothing'));
    for (const n of [1, 2, 3]) {
      const found = {
        category: 'dust.bare_soil',
        severity: 1,
        origin: 'strike',
        source: 'source000000001',
        foundAt: NOW,
        note: '',
      } as const;
      world.send(inspector, 'problem.found', `problem0000000${n}`, { ...found, task: TASK, place });
    }
    const report = () => strikeReport(world.find('tasks', TASK)!, world.problemsOfTask(TASK));
    const done = () => key(world.send(inspector, 'task.done', TASK, { note: '' }));
    expect([report().mayEnd, done()]).toEqual([false, 'server_strike_has_undecided']);
    const order = { unit: 'unit00000000000', orderNo: '', deadlineAt: NOW + 1, note: '' };
    world.send(dispatcher, 'problem.assigned', 'problem00000001', order);
    world.send(inspector, 'problem.fixed_on_spot', 'problem00000002', { note: '', place });
    expect(done()).toBe('server_strike_has_undecided');
    expect(report().problems[0]).toMatchObject({ id: 'problem00000003', state: 'found', settled: false });
    world.send(dispatcher, 'problem.voided', 'problem00000003', { reason: '重复' });
    expect(report().totals).toEqual({ found: 2, onSpot: 1, assigned: 1, undecided: 0 });
    expect(
      report()
        .problems.map((each) => each.state)
        .sort(),
    ).toEqual(['assigned', 'fixed_on_spot', 'void']);
    expect([report().mayEnd, done()]).toEqual([true, 'ok']);
  });

  test('nor while targets are left', () => {
    const world = sent();
    world.send(inspector, 'task.visited', TASK, visit(1, 'nothing'));
    expect(key(world.send(inspector, 'task.done', TASK, { note: '' }))).toBe('server_task_targets_left');
  });
});
