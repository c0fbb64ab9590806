import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../src/core/casework/act.ts';
import type {
  InspectionMade,
  OrderSent,
  ReinspectionReported,
} from '../../../src/core/casework/set-payloads.ts';
import type { Verdict } from '../../../src/core/casework/problem-payloads.ts';
import type { Result } from '../../../src/core/result.ts';
import {
  coRegulator,
  CO_UNIT,
  dispatcher,
  finding,
  HOUR,
  inspector,
  leader,
  PAYLOADS,
  regulator,
  second,
  TOWN_UNIT,
  UNIT,
} from './case-steps.ts';
import { MemoryWorld, NOW } from './memory-world.ts';
import { outcomeOf } from './outcome-of.ts';

const params = (result: Result<unknown, Refusal>) => (result.ok ? {} : (result.error.reason.params ?? {}));
const SITE = finding.source;
const INSPECTION = 'inspection00001';
const ORDER = 'order0000000001';
const SET = 'reinspection001';

const inspection: InspectionMade = {
  source: SITE,
  task: null,
  mode: 'regular',
  outcome: 'found',
  at: NOW,
  place: finding.place,
  note: '',
  witness: '',
  police: false,
  education: null,
};
const DRAGNET = [
  ['dust.bare_soil', 9],
  ['dust.accumulated', 8],
  ['dust.road_broken', 2],
  ['dust.wet_work', 2],
] as const;
const ids = Array.from({ length: 21 }, (_, n) => `point000000000${String(n).padStart(2, '0')}`);
const order: OrderSent = {
  kind: 'batch',
  problems: ids,
  unit: UNIT,
  coUnits: [],
  basis: '拉网排查',
  deadlineAt: NOW + 48 * HOUR,
  note: '',
};

/** The documented site: one inspection, 21 points. */
function dragnet(): MemoryWorld {
  const world = new MemoryWorld();
  expect(outcomeOf(world.send(inspector, 'inspection.made', INSPECTION, inspection))).toBe('ok');
  const categories = DRAGNET.flatMap(([category, times]) => Array<string>(times).fill(category));
  categories.forEach((category, n) => {
    const point = { ...finding, category, inspection: INSPECTION };
    expect(outcomeOf(world.send(inspector, 'problem.found', ids[n]!, point))).toBe('ok');
  });
  return world;
}
function submitted(): MemoryWorld {
  const world = dragnet();
  expect(outcomeOf(world.send(dispatcher, 'order.sent', ORDER, order))).toBe('ok');
  for (const problem of ids) {
    for (const step of ['problem.accepted', 'problem.started', 'problem.submitted'] as const)
      expect(outcomeOf(world.send(regulator, step, problem, PAYLOADS[step] as never))).toBe('ok');
  }
  const set = {
    source: SITE,
    problems: ids,
    group: null,
    units: [UNIT, CO_UNIT],
    dueAt: NOW + HOUR,
    note: '',
  };
  expect(outcomeOf(world.send(dispatcher, 'reinspection.opened', SET, set))).toBe('ok');
  return world;
}
const report = (problems: readonly string[], failing: readonly string[] = []): ReinspectionReported => ({
  at: NOW,
  verdicts: problems.map((problem) => ({
    problem,
    verdict: (failing.includes(problem) ? 'fail' : 'pass') as Verdict,
    note: '',
    place: finding.place,
    photos: ['photo0000000000'],
  })),
  papers: [{ kind: 'permit', name: '土石方许可', photo: null }],
  signers: [
    { unit: UNIT, name: '王' },
    { unit: CO_UNIT, name: '李' },
  ],
  note: '',
});
const count = (world: MemoryWorld, state: string): number =>
  world.all('problems').filter((row) => row['state'] === state).length;

describe('one inspection, many points', () => {
  test('0.11 the dragnet has 9 + 8 + 2 + 2 = 21 points, each a problem of one category', () => {
    const points = dragnet()
      .all('problems')
      .filter((row) => row['inspection'] === INSPECTION);
    const of = (category: string): number => points.filter((row) => row['category'] === category).length;
    expect(DRAGNET.map(([category]) => of(category))).toEqual([9, 8, 2, 2]);
    expect(points).toHaveLength(21);
    const lost = { ...finding, inspection: 'noinspection000' };
    expect(outcomeOf(dragnet().send(inspector, 'problem.found', 'p000000000000001', lost))).toBe(
      'server_no_such_inspection',
    );
  });

  test('0.28 0.29 0.31 an obstructed one names its witness, a talk its listeners, a shut gate why', () => {
    const world = new MemoryWorld();
    const make = (more: Partial<InspectionMade>, id = INSPECTION): string =>
      outcomeOf(world.send(inspector, 'inspection.made', id, { ...inspection, ...more }));
    expect(make({ outcome: 'obstructed', note: '不让进' })).toBe('server_needs_witness');
    expect(make({ outcome: 'obstructed', witness: '赵' })).toBe('server_visit_needs_reason');
    expect(make({ outcome: 'obstructed', note: '不让进', witness: '赵', police: true })).toBe('ok');
    expect(world.find('inspections', INSPECTION)).toMatchObject({ followUp: 'police', witness: '赵' });
    expect(make({ outcome: 'education' }, 'inspection00002')).toBe('server_needs_education');
    expect(make({ outcome: 'locked', note: '人去门锁' }, 'inspection00003')).toBe('ok');
    expect(world.find('inspections', 'inspection00003')?.['revisitDueAt']).toBe(NOW + 48 * HOUR);
    // A gate that stayed shut is no check of the source.
    expect(world.find('sources', SITE)?.['checks']).toBeUndefined();
  });

  test('4.24 what a covert one found carries that', () => {
    const world = new MemoryWorld();
    world.send(inspector, 'inspection.made', INSPECTION, { ...inspection, mode: 'covert' });
    world.send(inspector, 'problem.found', ids[0]!, { ...finding, inspection: INSPECTION });
    expect(world.find('problems', ids[0]!)?.['covert']).toBe(true);
  });
});

describe('one visit', () => {
  const amend = (world: MemoryWorld, more: object, who = inspector): string =>
    outcomeOf(world.send(who, 'inspection.amended', INSPECTION, { education: null, ...more }));
  const answers = (items: Record<string, 'pass' | 'fail' | 'na'>) => ({ form: 'trade_form_site', items });

  test('0.11 three points of one visit are one inspection and one check of the source', () => {
    const world = dragnet();
    expect(world.all('inspections')).toHaveLength(1);
    expect(world.find('sources', SITE)?.['checks']).toBe(1);
    const other = { ...finding, source: 'source000000009', inspection: INSPECTION };
    world.rows.set('sources/source000000009', { id: 'source000000009', town: 'town' });
    expect(outcomeOf(world.send(inspector, 'problem.found', 'p000000000000009', other))).toBe(
      'server_inspection_elsewhere',
    );
  });

  test('0.07 0.29 what is ticked and told later is added to it, by its maker, while it lasts', () => {
    const world = new MemoryWorld();
    const form = answers({ enclosure: 'pass', cover: 'fail' });
    world.send(inspector, 'inspection.made', INSPECTION, { ...inspection, answers: form });
    expect(amend(world, {})).toBe('server_nothing_to_amend');
    expect(amend(world, { answers: answers({ cover: 'pass' }) }, second)).toBe('server_only_the_inspector');
    expect(amend(world, { answers: answers({ cover: 'pass', wet_work: 'na' }) })).toBe('ok');
    const education = { whom: '班组工人', people: 12, topic: '大气法' };
    expect(amend(world, { education })).toBe('ok');
    expect(world.find('inspections', INSPECTION)).toMatchObject({
      answers: answers({ enclosure: 'pass', cover: 'pass', wet_work: 'na' }),
      education,
      rev: 3,
    });
    expect(world.find('sources', SITE)?.['checks']).toBe(1);
    world.now += 5 * HOUR;
    expect(amend(world, { education })).toBe('server_inspection_is_over');
  });
});

describe('orders', () => {
  test('21 problems go in one order: one event of the order and one of each problem', () => {
    const world = dragnet();
    const before = world.log.length;
    expect(outcomeOf(world.send(dispatcher, 'order.sent', ORDER, order))).toBe('ok');
    expect(world.log.length - before).toBe(22);
    expect(count(world, 'assigned')).toBe(21);
    expect(world.find('problems', ids[0]!)).toMatchObject({
      order: ORDER,
      orderNo: world.find('orders', ORDER)?.['no'],
    });
  });

  test('all or none: one that is decided already stops the order and is named', () => {
    const world = dragnet();
    world.send(dispatcher, 'problem.assigned', ids[3]!, PAYLOADS['problem.assigned']);
    const rows = new Map(world.rows);
    const reply = world.send(dispatcher, 'order.sent', ORDER, order);
    expect([outcomeOf(reply), params(reply)]).toEqual([
      'server_order_has_decided',
      { count: 1, numbers: world.find('problems', ids[3]!)?.['no'] },
    ]);
    const past = world.send(dispatcher, 'order.sent', ORDER, {
      ...order,
      problems: [ids[0]!],
      deadlineAt: NOW - 1,
    });
    expect(outcomeOf(past)).toBe('server_deadline_has_passed');
    expect(
      outcomeOf(world.send(dispatcher, 'order.sent', ORDER, { ...order, problems: [ids[0]!, ids[0]!] })),
    ).toBe('server_problem_twice');
    expect([...world.rows]).toEqual([...rows]);
  });

  test('0.16 a special assignment goes to regulator and government, never without a leader', () => {
    const world = new MemoryWorld();
    world.send(inspector, 'problem.found', ids[0]!, { ...finding, severity: 3 });
    const special: OrderSent = { ...order, kind: 'special', problems: [ids[0]!] };
    expect(outcomeOf(world.send(dispatcher, 'order.sent', ORDER, special))).toBe('server_order_needs_leader');
    expect(outcomeOf(world.send(dispatcher, 'order.sent', ORDER, { ...special, kind: 'batch' }))).toBe(
      'server_order_needs_leader',
    );
    expect(outcomeOf(world.send(leader, 'order.sent', ORDER, special))).toBe('ok');
    expect(world.find('problems', ids[0]!)?.['parties']).toBe(` ${UNIT} ${TOWN_UNIT} `);
  });
});

describe('re-inspection of a set', () => {
  test('0.12 20 pass, 1 fails: 20 closed, 1 returned, the site not closed', () => {
    const world = submitted();
    const reply = world.send(second, 'reinspection.reported', SET, report(ids, [ids[20]!]));
    expect(outcomeOf(reply)).toBe('ok');
    expect([count(world, 're_inspected'), count(world, 'returned')]).toEqual([20, 1]);
    expect(outcomeOf(world.send(dispatcher, 'reinspection.closed', SET, { note: '' }))).toBe('ok');
    expect([count(world, 'closed'), count(world, 'returned')]).toEqual([20, 1]);
    const set = world.find('reinspections', SET);
    expect(set).toMatchObject({ state: 'closed', siteClosed: false });
    expect((set?.['signers'] as unknown[]).length).toBe(2);
    expect((set?.['papers'] as unknown[]).length).toBe(1);
  });

  test('1.57 nothing is closed in bulk while a verdict is missing, and the refusal names the points', () => {
    const world = submitted();
    expect(outcomeOf(world.send(second, 'reinspection.reported', SET, report(ids.slice(0, 19))))).toBe('ok');
    const reply = world.send(dispatcher, 'reinspection.closed', SET, { note: '' });
    const numbers = ids.slice(19).map((each) => world.find('problems', each)?.['no']);
    expect([outcomeOf(reply), params(reply)]).toEqual([
      'server_verdicts_missing',
      { count: 2, numbers: numbers.join(' ') },
    ]);
    expect(count(world, 'closed')).toBe(0);
    expect(outcomeOf(world.send(second, 'reinspection.reported', SET, report(ids.slice(19))))).toBe('ok');
    expect(outcomeOf(world.send(dispatcher, 'reinspection.closed', SET, { note: '' }))).toBe('ok');
    expect(world.find('reinspections', SET)?.['siteClosed']).toBe(true);
    expect(outcomeOf(world.send(dispatcher, 'reinspection.closed', SET, { note: '' }))).toBe(
      'server_reinspection_is_closed',
    );
  });

  test('points of other places, of no set and of another group are refused', () => {
    const world = submitted();
    const set = {
      source: 'source000000002',
      problems: [ids[0]!],
      group: null,
      units: [],
      dueAt: NOW,
      note: '',
    };
    expect(outcomeOf(world.send(dispatcher, 'reinspection.opened', 'otherset0000001', set))).toBe(
      'server_set_of_one_source',
    );
    const foreign = report(['problem00000099']);
    expect(outcomeOf(world.send(second, 'reinspection.reported', SET, foreign))).toBe(
      'server_point_not_in_set',
    );
    expect(outcomeOf(world.send(coRegulator, 'reinspection.reported', SET, report(ids)))).toBe(
      'server_not_your_task',
    );
    const bare = report(ids.slice(0, 1));
    const photoless = {
      ...bare,
      verdicts: bare.verdicts.map((each) => ({ ...each, photos: ['otherphoto00000'] })),
    };
    expect(outcomeOf(world.send(second, 'reinspection.reported', SET, photoless))).toBe(
      'server_needs_photo_verdict',
    );
  });
});
