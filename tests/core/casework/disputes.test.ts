import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/core/casework/act.ts';
import type { Dispute } from '../../../src/core/casework/dispute.ts';
import { findDuplicates } from '../../../src/core/casework/duplicate-hint.ts';
import { sumMeasures } from '../../../src/core/casework/measures.ts';
import { nextStepOf } from '../../../src/core/casework/next-step.ts';
import { isOpenProblem, PROBLEM_STATES } from '../../../src/core/casework/problem-states.ts';
import { proposeOwner, proposeOwners } from '../../../src/core/casework/propose-owners.ts';
import { pickSample } from '../../../src/core/casework/sample.ts';
import {
  AUTHORS,
  CO_UNIT,
  coRegulator,
  dispatcher,
  finding,
  HOUR,
  inspector,
  leader,
  OTHER,
  PATHS,
  PAYLOADS,
  PROBLEM,
  town,
  TOWN_UNIT,
  UNIT,
} from './case-steps.ts';
import { MemoryWorld, NOW } from './memory-world.ts';
import { send } from './outcome-of.ts';

const disputeOf = (world: MemoryWorld): Dispute => world.find('problems', PROBLEM)?.['dispute'] as Dispute;

describe('0.30 whose is it', () => {
  const FOURTH = 'fourthunit00000';
  function kiln(): MemoryWorld {
    const units = [
      { id: UNIT, kind: 'regulator', town: '' },
      { id: CO_UNIT, kind: 'regulator', town: '' },
      { id: FOURTH, kind: 'regulator', town: '' },
      { id: TOWN_UNIT, kind: 'town', town: 'town' },
    ];
    const world = new MemoryWorld({ units });
    send(world, 'problem.found', { category: 'ent.illegal_small' });
    return world;
  }
  const four = { candidates: [UNIT, CO_UNIT, FOURTH, TOWN_UNIT] };

  test('4 candidates, claims and denials, a meeting, 1 decision; the clock starts there, a rule is kept', () => {
    const world = kiln();
    expect(send(world, 'problem.disputed', { candidates: [UNIT] })).toBe('server_dispute_needs_two');
    expect(send(world, 'problem.disputed', four)).toBe('ok');
    expect(world.find('problems', PROBLEM)).toMatchObject({
      state: 'ownership_disputed',
      handling: 'assigned',
    });
    const papers = [{ kind: 'land', name: '土地证', photo: null }];
    expect(send(world, 'problem.claim_answered', { papers })).toBe('ok');
    expect(send(world, 'problem.claim_answered', { unit: CO_UNIT }, town)).toBe('server_not_your_unit');
    expect(send(world, 'problem.claim_answered', { unit: TOWN_UNIT, answer: 'claim' }, town)).toBe('ok');
    expect(send(world, 'problem.meeting_held', { present: four.candidates })).toBe('ok');
    world.now += 5 * HOUR;
    const decision = { lead: TOWN_UNIT, coUnits: [CO_UNIT], deadlineAt: NOW + 100 * HOUR };
    expect(send(world, 'problem.owner_decided', decision)).toBe('ok');
    expect(world.find('problems', PROBLEM)).toMatchObject({
      state: 'assigned',
      unit: TOWN_UNIT,
      assignedAt: NOW + 5 * HOUR,
      firstSpanMs: 95 * HOUR,
      parts: [{ unit: CO_UNIT, state: 'open' }],
    });
    expect(disputeOf(world).candidates.map((each) => each.answer)).toEqual(['deny', '', '', 'claim']);
    expect(disputeOf(world).decision).toMatchObject({ lead: TOWN_UNIT, by: 'dispatcher' });
    expect(world.all('ownership_rules')).toMatchObject([
      { category: 'ent.illegal_small', cell: 'cell', lead: TOWN_UNIT, problem: PROBLEM },
    ]);
  });

  test('after 24 h the leader decides', () => {
    const world = kiln();
    send(world, 'problem.disputed', four);
    world.now += 25 * HOUR;
    expect(send(world, 'problem.owner_decided')).toBe('server_dispute_is_leaders');
    expect(send(world, 'problem.owner_decided', {}, leader)).toBe('ok');
  });

  test('candidates may be added, answers stay; a unit that is none is refused', () => {
    const world = kiln();
    send(world, 'problem.disputed', { candidates: [UNIT, TOWN_UNIT] });
    send(world, 'problem.claim_answered');
    expect(send(world, 'problem.claim_answered', { unit: CO_UNIT }, coRegulator)).toBe('server_no_candidate');
    expect(send(world, 'problem.disputed', { candidates: [CO_UNIT] })).toBe('ok');
    expect(disputeOf(world).candidates.map((each) => [each.unit, each.answer])).toEqual([
      [UNIT, 'deny'],
      [TOWN_UNIT, ''],
      [CO_UNIT, ''],
    ]);
  });

  const facts = {
    categoryUnit: UNIT,
    townUnit: TOWN_UNIT,
    unitOf: (code: string) => (code === '' ? '' : `${code}unit`),
  };

  test('0.30 proposals: the rule of the place first, then regulator, category, land and permit records and the town of the cell', () => {
    const problem: Row = { id: PROBLEM, category: 'ent.illegal_small', cell: 'cell', lng: 113.6, lat: 34.8 };
    const source: Row = { id: 's', regulator: UNIT, profile: { landUnit: 'land', permitUnit: 'permit' } };
    expect(proposeOwners(problem, source, [], facts)).toEqual([
      { unit: UNIT, reasons: ['regulator', 'category'] },
      { unit: 'landunit', reasons: ['land'] },
      { unit: 'permitunit', reasons: ['permit'] },
      { unit: TOWN_UNIT, reasons: ['town'] },
    ]);
    const rule = (id: string, more: object): Row => ({
      id,
      category: 'ent.illegal_small',
      cell: 'cell',
      ...more,
    });
    const rules = [rule('old', { lead: UNIT, fromAt: 1 }), rule('new', { lead: CO_UNIT, fromAt: 2 })];
    expect(proposeOwners(problem, source, rules, facts)[0]).toEqual({ unit: CO_UNIT, reasons: ['rule'] });
    const far = [rule('far', { cell: '', lead: CO_UNIT, lng: 113.7, lat: 34.8, fromAt: 3 })];
    expect(proposeOwners(problem, source, far, facts).some((each) => each.unit === CO_UNIT)).toBe(false);
  });

  test('0.30 whom to assign to: as decided for the place, else as named in the last refusal, else by the table, at last the town', () => {
    const problem: Row = { id: PROBLEM, category: 'ent.illegal_small', cell: 'cell', lng: 113.6, lat: 34.8 };
    const rule: Row = {
      id: 'r',
      category: 'ent.illegal_small',
      cell: 'cell',
      lead: TOWN_UNIT,
      coUnits: ` ${CO_UNIT} `,
      fromAt: 2,
    };
    const asked = (row: Row, rules: readonly Row[], more: object = {}, source: Row | null = null) => {
      const owner = proposeOwner(row, source, rules, { ...facts, ...more });
      return owner && [owner.unit, owner.reason, owner.coUnits];
    };
    const named = { ...problem, namedUnits: ` ${UNIT} ${CO_UNIT} ` };
    expect(asked(named, [rule])).toEqual([TOWN_UNIT, 'rule', [CO_UNIT]]);
    expect(asked({ ...problem, cell: 'another' }, [rule])).toEqual([UNIT, 'category', []]);
    expect(asked({ ...problem, category: 'dust.bare_soil' }, [rule])).toEqual([UNIT, 'category', []]);
    expect(asked(named, [])).toEqual([CO_UNIT, 'named', []]);
    const register: Row = { id: 's', regulator: CO_UNIT, profile: { landUnit: 'land' } };
    expect(asked(problem, [], {}, register)).toEqual([UNIT, 'category', []]);
    expect(asked(problem, [], { categoryUnit: '' }, register)).toEqual([CO_UNIT, 'regulator', []]);
    expect(asked(problem, [], { categoryUnit: '' })).toEqual([TOWN_UNIT, 'town', []]);
    expect(asked(problem, [], { categoryUnit: '', townUnit: '' })).toBeNull();
  });
});

describe('two findings of one thing', () => {
  const two = (): MemoryWorld => {
    const world = new MemoryWorld();
    send(world, 'problem.found');
    world.send(inspector, 'problem.found', OTHER, finding);
    return world;
  };

  test('a hint before saving: same category, near, lately, not void; the nearest first', () => {
    const row = (id: string, more: object = {}): Row => ({
      id,
      category: 'dust.bare_soil',
      state: 'assigned',
      lng: 113.6,
      lat: 34.8,
      foundAt: NOW - HOUR,
      ...more,
    });
    const finding = { lng: 113.6, lat: 34.8, category: 'dust.bare_soil', foundAt: NOW };
    const rows = [
      row('near', { lng: 113.6003 }),
      row('same'),
      row('far', { lng: 113.601 }),
      row('old', { foundAt: NOW - 8 * 24 * HOUR }),
      row('other', { category: 'road.dust' }),
      row('void', { state: 'void' }),
    ];
    expect(findDuplicates(finding, rows).map((each) => each.id)).toEqual(['same', 'near']);
    expect(findDuplicates({ ...finding, id: 'same' }, rows).map((each) => each.id)).toEqual(['near']);
  });

  test('merging keeps both trails, leaves the totals, and is undone by an event', () => {
    const world = two();
    expect(send(world, 'problem.merged', { into: PROBLEM })).toBe('server_merge_with_itself');
    expect(send(world, 'problem.assigned')).toBe('ok');
    expect(send(world, 'problem.merged')).toBe('ok');
    expect(world.find('problems', PROBLEM)).toMatchObject({ state: 'void', mergedInto: OTHER });
    expect(world.find('problems', OTHER)?.['absorbed']).toBe(` ${PROBLEM} `);
    expect(world.find('sources', finding.source)?.['openProblems']).toBe(1);
    expect(send(world, 'problem.unmerged')).toBe('ok');
    expect(world.find('problems', PROBLEM)).toMatchObject({ state: 'assigned', unit: UNIT, mergedInto: '' });
    expect(world.find('problems', OTHER)?.['absorbed']).toBe('');
    expect(world.find('sources', finding.source)?.['openProblems']).toBe(2);
    const trail = world.log.filter((each) => each.subjectId === PROBLEM).map((each) => each.type);
    expect(trail.slice(-2)).toEqual(['problem.merged', 'problem.unmerged']);
  });

  test.each(['closed', 'suspended'] as const)(
    'not into one that is %s: a live problem would vanish',
    (state) => {
      const world = two();
      for (const type of PATHS[state]) world.send(AUTHORS[type], type, OTHER, PAYLOADS[type]);
      expect(world.find('problems', OTHER)?.['state']).toBe(state);
      expect(send(world, 'problem.merged')).toBe('server_merge_into_over');
      expect(world.find('problems', PROBLEM)?.['state']).toBe('found');
    },
  );

  test('not into another category, not into a void one, and a void one is not unmerged', () => {
    const world = two();
    world.send(inspector, 'problem.found', 'problem00000003', { ...finding, category: 'road.dust' });
    expect(send(world, 'problem.merged', { into: 'problem00000003' })).toBe('server_merge_needs_category');
    world.send(dispatcher, 'problem.voided', OTHER, { reason: 'r' });
    expect(send(world, 'problem.merged')).toBe('server_merge_into_void');
    send(world, 'problem.voided');
    expect(send(world, 'problem.unmerged')).toBe('server_not_merged');
  });
});

describe('figures', () => {
  test('1.67 measures add up by unit', () => {
    expect(
      sumMeasures([
        [
          { what: '苫盖', value: 10_999.9, unit: 'm2' },
          { what: '取缔散煤', value: 12, unit: 'household' },
        ],
        [
          { what: '苫盖', value: 0.1, unit: 'm2' },
          { what: '散煤', value: 7, unit: 'household' },
        ],
      ]),
    ).toEqual({ m2: 11_000, household: 19 });
  });

  test('4.25 every open problem has a next step, every ended one none', () => {
    for (const state of PROBLEM_STATES) {
      if (isOpenProblem(state)) expect([state, nextStepOf(state)]).not.toEqual([state, null]);
    }
    expect([nextStepOf('closed'), nextStepOf('void')]).toEqual([null, null]);
  });

  test('a sample is at least a tenth, the same for the same seed whatever the order, and fair', () => {
    const lot = Array.from({ length: 205 }, (_, n) => `problem${n}`);
    const picked = pickSample(lot, 'seed');
    expect(picked).toHaveLength(21);
    expect(pickSample([...lot].reverse(), 'seed')).toEqual(picked);
    expect(pickSample(lot, 'another')).not.toEqual(picked);
    expect([pickSample([], 's'), pickSample(['a'], 's')]).toEqual([[], ['a']]);
    const times = new Map<string, number>();
    for (let n = 0; n < 2000; n++)
      for (const each of pickSample(lot, `seed ${n}`)) times.set(each, (times.get(each) ?? 0) + 1);
    const hits = lot.map((each) => times.get(each) ?? 0);
    // 2000 draws of 21 of 205: 205 ± 13.6 each; six standard deviations.
    expect(Math.min(...hits)).toBeGreaterThan(123);
    expect(Math.max(...hits)).toBeLessThan(287);
  });
});
