import { expect, test } from 'vitest';
import { latestUrge, urgedToday, type Urge } from '../../../src/core/casework/urge.ts';
import { HOUR, inspector, leader, PROBLEM, regulator, UNIT } from './case-steps.ts';
import { MemoryWorld, NOW, person } from './memory-world.ts';
import { send } from './outcome-of.ts';

const chief = person('grid_officer', 'chief', { territory: 'cell' });
const foreign = person('grid_officer', 'foreign', { territory: 'other' });
const anywhere = person('grid_officer', 'nowhere');

function assigned(): MemoryWorld {
  const world = new MemoryWorld();
  for (const step of ['problem.found', 'problem.assigned'] as const)
    expect([step, send(world, step)]).toEqual([step, 'ok']);
  return world;
}
const urge = (world: MemoryWorld, who = chief, note = '请抓紧') =>
  send(world, 'problem.urged', { note }, who);

test('1.62 the chief of a grid urges a case of his own grid, and nobody else’s', () => {
  const world = assigned();
  expect(urge(world, foreign)).toBe('server_not_your_territory');
  expect(urge(world, anywhere)).toBe('server_not_your_territory');
  expect(urge(world, inspector)).toBe('server_not_your_task');
  expect(urge(world, regulator)).toBe('server_not_your_task');
  expect(urge(world)).toBe('ok');
  const row = world.find('problems', PROBLEM)!;
  expect(row['state']).toBe('assigned');
  expect(row['urges']).toEqual([{ at: NOW, role: 'grid_officer', post: 'post of chief', note: '请抓紧' }]);
});

test('1.62 once a day for each role: the second time is refused, another role and the next day are not', () => {
  const world = assigned();
  expect(urge(world)).toBe('ok');
  expect(urge(world)).toBe('server_urged_today');
  expect(urge(world, person('grid_officer', 'second', { territory: 'town' }))).toBe('server_urged_today');
  expect(urge(world, leader)).toBe('ok');
  // NOW is 14:00 in Beijing: ten hours later it is another day.
  world.now += 10 * HOUR;
  expect(urge(world, chief, '仍未动工')).toBe('ok');
  const urges = world.find('problems', PROBLEM)!['urges'] as Urge[];
  expect(urges.map((each) => each.role).sort()).toEqual(['grid_officer', 'leader']);
  expect(latestUrge(urges)).toMatchObject({ role: 'grid_officer', note: '仍未动工' });
});

test('1.62 only a case in a unit’s hands is urged, and no unit urges itself', () => {
  const world = new MemoryWorld();
  expect(send(world, 'problem.found')).toBe('ok');
  expect(urge(world)).toBe('server_problem_is_found');
  expect(send(world, 'problem.assigned')).toBe('ok');
  const itself = person('town', 'itself', { unit: UNIT, territory: 'town' });
  expect(urge(world, itself)).toBe('server_urge_yourself');
  expect(urge(world, person('town', 'town', { territory: 'town', unit: 'townunit0000000' }))).toBe('ok');
});

test('a day is a Beijing day', () => {
  const at = Date.UTC(2026, 10, 22, 15, 59);
  const urges: Urge[] = [{ at, role: 'town', post: '', note: '' }];
  expect(urgedToday(urges, 'town', at + 30_000)).toBe(true);
  expect(urgedToday(urges, 'town', at + 60_000)).toBe(false);
  expect(urgedToday(urges, 'leader', at)).toBe(false);
  expect(urgedToday(null, 'town', at)).toBe(false);
  expect(latestUrge(null)).toBeNull();
});
