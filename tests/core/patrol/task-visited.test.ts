import { expect, test } from 'vitest';
import type { Refusal } from '../../../src/core/casework/act.ts';
import { FINDING_ORIGINS } from '../../../src/core/patrol/finding-origin.ts';
import type { TaskVisited } from '../../../src/core/patrol/task-payloads.ts';
import { TASK_TYPES, type TaskTarget, type TaskType } from '../../../src/core/patrol/task-types.ts';
import type { Result } from '../../../src/core/result.ts';
import { MemoryWorld, NOW, person } from '../casework/memory-world.ts';

const TASK = 'task00000000001';
const GROUP = 'group0000000000';
const inspector = person('inspector', 'inspector', { group: GROUP });
const mate = person('inspector', 'mate', { group: GROUP });
const place = { lng: 113.6, lat: 34.8, accuracyM: 12, by: 'gps', reason: '' } as const;
const key = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.error.reason.key);
const visit = (
  source: number,
  result: TaskVisited['result'],
  more: Partial<TaskVisited> = {},
): TaskVisited => ({
  ...{ source: `source00000000${source}`, result, at: NOW, place, note: 'why' },
  ...more,
});
const targetsOf = (world: MemoryWorld): readonly TaskTarget[] =>
  world.find('tasks', TASK)?.['targets'] as readonly TaskTarget[];
/** A task on its way to two sources, however it was sent. */
const sent = (type: TaskType = 'grid_patrol'): MemoryWorld => {
  const targets = [1, 2].map((n, order) => ({
    ...{ source: `source00000000${n}`, order, state: 'todo', at: null, share: null, extra: false },
  }));
  return new MemoryWorld({
    tasks: [{ id: TASK, type, state: 'sent', group: GROUP, targets, rev: 1 }],
  });
};

test('0.28 0.29 4.24 a stop keeps how it was inspected, the witness, the police and the talk', () => {
  const world = sent();
  const send = (more: Partial<TaskVisited>, result: TaskVisited['result']): string =>
    key(world.send(inspector, 'task.visited', TASK, visit(1, result, more)));
  expect(send({}, 'obstructed')).toBe('server_needs_witness');
  expect(send({}, 'education')).toBe('server_needs_education');
  const education = { whom: '项目经理', people: 3, topic: '大气法' };
  expect(send({ witness: '王', police: true, mode: 'covert' }, 'obstructed')).toBe('ok');
  expect(send({ education, mode: 'urged' }, 'education')).toBe('ok');
  expect(world.all('inspections')).toMatchObject([
    { result: 'obstructed', witness: '王', followUp: 'police', mode: 'covert', group: inspector.group },
    { result: 'education', education, mode: 'urged', revisitDueAt: 0 },
  ]);
  // Neither tells anything about the source.
  expect(world.find('sources', 'source000000001')?.['checks']).toBeUndefined();
  expect(targetsOf(world)[0]?.state).toBe('education');
});

test('0.11 a stop that names the inspection of the visit makes no second one and counts once', () => {
  const world = sent();
  const inspection = 'inspection00001';
  const made = {
    source: 'source000000001',
    task: TASK,
    mode: 'regular',
    outcome: 'found',
    at: NOW,
    place,
    note: '',
    witness: '',
    police: false,
    education: null,
  } as const;
  expect(key(world.send(inspector, 'inspection.made', inspection, made))).toBe('ok');
  expect(key(world.send(inspector, 'task.visited', TASK, visit(1, 'found', { inspection })))).toBe('ok');
  expect(key(world.send(inspector, 'task.visited', TASK, visit(2, 'found', { inspection })))).toBe(
    'server_inspection_elsewhere',
  );
  expect(world.all('inspections').map((row) => [row.id, row['task']])).toEqual([[inspection, TASK]]);
  expect(world.find('sources', 'source000000001')).toMatchObject({ checks: 1, hits: 1 });
  // Another tablet of the group comes back on the same task: an inspection of its own, and still one check of the source.
  expect(key(world.send(mate, 'inspection.made', 'inspection00002', made))).toBe('ok');
  expect(world.find('sources', 'source000000001')).toMatchObject({ checks: 1, hits: 1 });
  // Without the event before it, the stop makes the inspection that it names.
  expect(
    key(world.send(inspector, 'task.visited', TASK, visit(2, 'nothing', { inspection: 'inspection00003' }))),
  ).toBe('ok');
  expect(world.find('inspections', 'inspection00003')).toMatchObject({ result: 'nothing' });
});

test('a finding of a night check is one of the night, of a strike one of the strike: its task says so', () => {
  const origins = TASK_TYPES.map((type) => {
    const world = sent(type);
    const problem = 'problem00000001';
    const found = {
      category: 'dust.bare_soil',
      severity: 1,
      origin: 'patrol',
      source: 'source000000001',
    } as const;
    world.send(inspector, 'problem.found', problem, {
      ...found,
      task: TASK,
      place,
      foundAt: NOW,
      note: '',
    });
    return [type, world.find('problems', problem)?.['origin']];
  });
  expect(Object.fromEntries(origins)).toEqual(FINDING_ORIGINS);
  expect(FINDING_ORIGINS).toMatchObject({
    night_check: 'night',
    upwind_strike: 'strike',
    grid_patrol: 'patrol',
  });
});
