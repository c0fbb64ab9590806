import { describe, expect, test } from 'vitest';
import { PROBLEM_CATEGORIES } from '../../../src/core/casework/problem-categories.ts';
import type { Row } from '../../../src/core/casework/act.ts';
import {
  checkMeasures,
  DEFAULT_MEASURES,
  measuresFor,
  readMeasures,
  type ReducibleSource,
} from '../../../src/core/response/reduction-measures.ts';
import { reductionState, reductionTotals } from '../../../src/core/response/reduction-lines.ts';
import { planReductions, type KnownReduction } from '../../../src/core/response/reduction-plan.ts';
import { isMajorBreach, reductionAt } from '../../../src/core/response/reduction.ts';
import type { ResponseLevel } from '../../../src/core/response/response-kinds.ts';
import type { ResponseReduced } from '../../../src/core/response/response-payloads.ts';
import { permitState, workPermit } from '../../../src/core/sources/work-permit.ts';
import { dispatcher, HOUR, inspector, leader, system } from '../casework/case-steps.ts';
import { MemoryWorld, NOW } from '../casework/memory-world.ts';

const DAY = 24 * HOUR;
const RESPONSE = 'response0000001';
const SITE = 'site00000000001';
const ROW = 'reduction000001';
const source = (kind: string, profile: object | null = {}, state = 'active'): ReducibleSource =>
  ({ id: SITE, kind, state, profile }) as ReducibleSource;
const codes = (of: ReducibleSource, level: ResponseLevel): readonly string[] =>
  measuresFor(of, level, DEFAULT_MEASURES).map((each) => each.code);

describe('0.33 the measures of a level (domain.md §9)', () => {
  test('0.33 each level has those of the lower ones and its own', () => {
    const site = source('site', { earthwork: true });
    expect(codes(site, 'yellow')).toEqual(['earthwork', 'machines']);
    expect(codes(site, 'orange')).toEqual(['earthwork', 'machines', 'outdoor_work']);
    expect(codes(site, 'red')).toEqual(['earthwork', 'machines', 'outdoor_work', 'sites']);
    expect(codes(source('enterprise'), 'yellow')).toEqual(['plan']);
    expect(codes(source('enterprise'), 'orange')).toEqual(['plan', 'old_trucks']);
    expect(codes(source('soil_yard'), 'red')).toEqual(['machines', 'haulage', 'yards']);
  });

  test('0.33 a site that digs no earth keeps building until red; one that does not say is asked not to dig', () => {
    expect(codes(source('site', { earthwork: false }), 'yellow')).toEqual(['machines']);
    expect(codes(source('site', null), 'yellow')).toContain('earthwork');
    expect(codes(source('demolition', { earthwork: false }), 'yellow')).toContain('earthwork');
    expect(codes(source('restaurant', { purifier: true }), 'red')).toEqual([]);
    expect(codes(source('restaurant', { purifier: false }), 'yellow')).toEqual(['purifier']);
  });

  test('0.33 what is shut or finished must not work anyhow', () => {
    for (const state of ['stopped', 'sealed', 'banned', 'finished'])
      expect(codes(source('site', {}, state), 'red')).toEqual([]);
  });

  test('0.33 the list is data: an edition is checked by name, and what cannot be read leaves the product its own', () => {
    for (const each of DEFAULT_MEASURES)
      for (const category of each.categories) expect(PROBLEM_CATEGORIES).toContain(category);
    expect(checkMeasures({ measures: DEFAULT_MEASURES }).ok).toBe(true);
    const [first] = DEFAULT_MEASURES;
    const bad = (measures: unknown): string => {
      const read = checkMeasures({ measures });
      return read.ok ? 'ok' : read.error.key;
    };
    expect(bad([first, first])).toBe('server_measure_twice');
    expect(bad([{ ...first, code: 'own' }])).toBe('server_measure_words');
    expect(bad([{ ...first, code: 'own', text: '停止喷漆' }])).toBe('ok');
    expect(bad([{ ...first, level: 'blue' }])).toBe('server_field_choice');
    expect(readMeasures({ measures: [{ ...first, code: 'own', text: '停止喷漆' }] })).toHaveLength(1);
    expect(readMeasures({ measures: 'all' })).toBe(DEFAULT_MEASURES);
    expect(readMeasures(null)).toBe(DEFAULT_MEASURES);
  });
});

describe('0.33 the plan of what has to change', () => {
  const site = { ...source('site', { earthwork: true }), id: 's1' };
  const plant = { ...source('enterprise'), id: 's2' };
  const all = [site, plant];
  const plan = (
    level: ResponseLevel | null,
    known: readonly KnownReduction[],
    exempt: readonly string[] = [],
  ) => planReductions(level, all, DEFAULT_MEASURES, new Set(exempt), known);
  const knownAfter = (level: ResponseLevel, onTask = true): KnownReduction[] =>
    plan(level, []).set.map((each) => ({
      id: `row ${each.source}`,
      source: each.source,
      open: true,
      stops: each.stops,
      measures: each.measures,
      onTask,
    }));

  test('0.33 run again it finds nothing to do', () => {
    for (const level of ['yellow', 'orange', 'red'] as const)
      expect(plan(level, knownAfter(level))).toEqual({ set: [], lifted: [] });
  });

  test('0.33 a rise asks more and sends somebody only where nobody is on the way; a fall asks less and sends nobody', () => {
    const rise = plan('red', knownAfter('orange', false));
    expect(rise.set.map((each) => [each.source, each.row, each.stops, each.toCheck])).toEqual([
      ['s1', 'row s1', 'site', true],
    ]);
    expect(plan('red', knownAfter('orange', true)).set[0]?.toCheck).toBe(false);
    const fall = plan('yellow', knownAfter('orange', false));
    expect(fall.set.map((each) => [each.source, each.toCheck])).toEqual([
      ['s1', false],
      ['s2', false],
    ]);
    expect(fall.lifted).toEqual([]);
  });

  test('0.33 the end lifts all of it, an exemption the one that has it', () => {
    expect(plan(null, knownAfter('red'))).toEqual({ set: [], lifted: ['row s1', 'row s2'] });
    expect(plan('red', knownAfter('red'), ['s1'])).toEqual({ set: [], lifted: ['row s1'] });
    expect(plan('red', [], ['s1']).set.map((each) => each.source)).toEqual(['s2']);
    const lifted = knownAfter('red').map((each) => ({ ...each, open: false }));
    expect(plan(null, lifted)).toEqual({ set: [], lifted: [] });
    expect(plan('red', lifted).set.map((each) => each.row)).toEqual(['row s1', 'row s2']);
  });
});

class City extends MemoryWorld {
  constructor() {
    const profile = { earthPermitNo: 'XK-1', permitUntil: NOW + 30 * DAY, guard: '王某' };
    super({ sources: [{ id: SITE, kind: 'earthwork', state: 'active', town: 'town00000000001', profile }] });
  }
  readonly responses = () => this.all('responses').filter((row) => row['state'] === 'in_force');
  readonly reductionsOf = (of: string) => this.all('reductions').filter((row) => row['source'] === of);
  get row(): Row {
    return this.find('reductions', ROW)!;
  }
  reduce(more: Partial<ResponseReduced>): string {
    const payload: ResponseReduced = {
      level: 'yellow',
      at: this.now,
      set: [],
      lifted: [],
      applied: 0,
      ...more,
    };
    const sent = this.send(system, 'response.reduced', RESPONSE, payload);
    return sent.ok ? 'ok' : sent.error.reason.key;
  }
}
const set = (code: string, categories: readonly string[] = ['dust.work_in_ban'], stops = 'work') => ({
  id: ROW,
  source: SITE,
  measures: [{ code, text: '' }],
  categories,
  stops: stops as 'work',
  task: '',
});
function started(): City {
  const world = new City();
  world.send(leader, 'response.started', RESPONSE, { level: 'yellow', fromAt: null, basis: '黄色' });
  return world;
}

describe('0.33 what a response asks of a source', () => {
  test('0.33 the permit is suspended since the level began and comes back at its end, with every period kept', () => {
    const world = started();
    expect(world.reduce({ set: [set('earthwork')], applied: NOW })).toBe('ok');
    expect(world.row).toMatchObject({ permit: true, fromAt: NOW, untilAt: 0, stops: 'work' });
    expect(world.find('responses', RESPONSE)).toMatchObject({ appliedAt: NOW });
    world.now = NOW + DAY;
    expect(world.reduce({ level: 'red', set: [set('sites')] })).toBe('ok');
    world.now = NOW + 2 * DAY;
    world.send(leader, 'response.ended', RESPONSE, { reason: '结束' });
    world.now = NOW + 3 * DAY;
    expect(world.reduce({ at: NOW + 2 * DAY, lifted: [ROW] })).toBe('ok');
    expect(world.row).toMatchObject({ permit: false, untilAt: NOW + 2 * DAY });
    expect(
      (world.row['periods'] as { fromAt: number; untilAt: number }[]).map((p) => [p.fromAt, p.untilAt]),
    ).toEqual([
      [NOW, NOW + DAY],
      [NOW + DAY, NOW + 2 * DAY],
    ]);
    const before = world.row['rev'];
    expect(world.reduce({ lifted: [ROW] })).toBe('ok');
    expect(world.row['rev']).toBe(before);
  });

  test('0.33 work against it is a major problem at the time it held, however late it is heard of, and at no other', () => {
    const world = started();
    world.reduce({ set: [set('earthwork')] });
    world.now = NOW + DAY;
    world.reduce({ lifted: [ROW] });
    expect(reductionAt(world.reductionsOf(SITE), NOW + HOUR)?.level).toBe('yellow');
    expect(isMajorBreach('dust.work_in_ban', SITE, NOW + HOUR, world)).toBe(true);
    expect(isMajorBreach('dust.bare_soil', SITE, NOW + HOUR, world)).toBe(false);
    expect(isMajorBreach('ent.emergency_not_met', SITE, NOW + HOUR, world)).toBe(false);
    expect(isMajorBreach('dust.work_in_ban', SITE, NOW - 1, world)).toBe(false);
    expect(isMajorBreach('dust.work_in_ban', SITE, NOW + DAY, world)).toBe(false);
  });

  test('0.33 only the server asks; the office exempts by a paper, once, and takes it back with a reason', () => {
    const world = started();
    const reasonOf = (done: ReturnType<MemoryWorld['send']>): string =>
      done.ok ? 'ok' : done.error.reason.key;
    const asked = { level: 'red', at: NOW, set: [set('sites')], lifted: [], applied: 0 } as ResponseReduced;
    expect(reasonOf(world.send(leader, 'response.reduced', RESPONSE, asked))).toBe('server_not_your_task');
    const paper = { source: SITE, kind: 'livelihood', paper: ' 惠办〔2026〕7号 ' } as const;
    expect(reasonOf(world.send(inspector, 'response.exempted', RESPONSE, paper))).toBe(
      'server_not_your_task',
    );
    expect(reasonOf(world.send(dispatcher, 'response.exempted', RESPONSE, { ...paper, paper: ' ' }))).toBe(
      'server_field_required',
    );
    expect(reasonOf(world.send(dispatcher, 'response.exempted', RESPONSE, paper))).toBe('ok');
    expect(reasonOf(world.send(dispatcher, 'response.exempted', RESPONSE, paper))).toBe(
      'server_exempt_already',
    );
    const end = { source: SITE, reason: '批文到期' };
    expect(reasonOf(world.send(leader, 'response.exemption_ended', RESPONSE, end))).toBe('ok');
    expect(reasonOf(world.send(leader, 'response.exemption_ended', RESPONSE, end))).toBe('server_exempt_not');
    expect(world.find('responses', RESPONSE)?.['exemptions']).toMatchObject([
      { source: SITE, paper: '惠办〔2026〕7号', endedAt: NOW, reason: '批文到期' },
    ]);
  });
});

test('3.04 a suspended permit is back with the end of the response, unless it ran out meanwhile', () => {
  const permit = workPermit({ earthPermitNo: 'XK-1', permitUntil: NOW, guard: '王某' })!;
  expect(permitState(permit, true, NOW)).toBe('suspended');
  expect(permitState(permit, false, NOW)).toBe('valid');
  // Its last day counts.
  expect(permitState(permit, false, NOW + DAY - 1)).toBe('valid');
  expect(permitState(permit, true, NOW + DAY)).toBe('expired');
  expect(permitState({ ...permit, fromAt: NOW + HOUR }, false, NOW)).toBe('ahead');
  expect(workPermit({ guard: '王某' })).toBeNull();
});

test('0.33 checked, unchecked and broken add up', () => {
  const line = (checkedAt: number, breaches: number) =>
    ({
      checkedAt,
      breaches: Array.from({ length: breaches }),
      stops: 'work',
      permit: true,
    }) as never;
  const lines = [line(0, 0), line(NOW - DAY, 0), line(NOW, 0), line(0, 1), line(NOW, 2)];
  expect(lines.map(reductionState)).toEqual(['unchecked', 'checked', 'checked', 'breach', 'breach']);
  expect(reductionTotals(lines, NOW)).toEqual({
    all: 5,
    checked: 2,
    unchecked: 1,
    breach: 2,
    lastHour: 2,
    stopped: 5,
    permits: 5,
  });
});
