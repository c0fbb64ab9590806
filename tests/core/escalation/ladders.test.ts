import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/core/china-time.ts';
import { ladderEffect } from '../../../src/core/escalation/ladder-effect.ts';
import { DEFAULT_LADDERS, type Ladder, type Rung } from '../../../src/core/escalation/ladder.ts';
import type { CaseFact, StepFact } from '../../../src/core/escalation/propose-steps.ts';
import { ladderFaults, readLadders } from '../../../src/core/escalation/read-ladders.ts';
import { NOW } from '../casework/memory-world.ts';

const [air] = DEFAULT_LADDERS.ladders as readonly [Ladder];
const edited = (change: (rungs: Rung[]) => Rung[]): Ladder => ({ ...air, rungs: change([...air.rungs]) });
const faults = (...ladders: readonly Ladder[]): readonly (readonly [string, string])[] =>
  ladderFaults(ladders).map(({ field, reason }) => [field, reason.key]);

describe('0.47 ladders in a form', () => {
  test('0.47 every field that would not do is named, all at once, and none of those that would', () => {
    expect(faults(air)).toEqual([]);
    const wrong = edited((rungs) =>
      rungs.map((each, at) => {
        if (at === 0) return { ...each, name: ' ', level: 2, rules: [{ when: 'overdue', days: Number.NaN }] };
        if (at === 3) return { ...each, confirm: ['dispatcher'], days: 0 };
        return each;
      }),
    );
    expect(faults(wrong)).toEqual([
      ['ladders[0].rungs[0].name', 'server_field_required'],
      ['ladders[0].rungs[0].rules[0].days', 'server_field_number'],
      ['ladders[0].rungs[3].days', 'server_field_number'],
      ['ladders[0].rungs[1].level', 'server_ladder_level_twice'],
      ['ladders[0].rungs[3].confirm', 'server_ladder_needs_leader'],
    ]);
    const half = edited((rungs) => rungs.map((each, at) => (at === 0 ? { ...each, level: 1.5 } : each)));
    expect(faults(half)).toEqual([['ladders[0].rungs[0].level', 'server_field_number']]);
    expect(faults(edited(() => []))).toEqual([['ladders[0].rungs', 'server_ladder_no_rungs']]);
    expect(faults(air, air)).toEqual([['ladders[1].code', 'server_ladder_code_twice']]);
    expect(faults()).toEqual([['ladders', 'server_field_required']]);
  });

  test('0.47 what the form passes the server reads, with names in both languages and usual terms', () => {
    const named = edited((rungs) =>
      rungs.map((each, at) =>
        at === 0 ? { ...each, name: '降一星', nameEn: 'One star down', days: 30, effect: '通报' } : each,
      ),
    );
    expect(faults(named)).toEqual([]);
    expect(readLadders({ ladders: [named] })).toEqual({ ok: true, value: [named] });
    const many = Array.from({ length: 21 }, (_, at) => ({ ...air.rungs[4]!, code: `c${at}` }));
    expect(readLadders({ ladders: [edited(() => many)] }).ok).toBe(false);
    expect(faults(edited(() => many))).toEqual([['ladders', 'server_field_too_many']]);
  });
});

describe('0.47 a dry run of ladders', () => {
  const late = (id: string, days: number): CaseFact => ({
    ...{ id, source: `s-${id}`, kind: 'site', unit: 'u', category: 'dust.bare_soil', severity: 1 },
    ...{ state: 'assigned', open: true, foundAt: NOW - 9 * DAY_MS, deadlineAt: NOW - days * DAY_MS },
    ...{ suspendedAt: 0, submittedAt: 0, closedAt: 0, returns: 0, level: 0 },
  });
  const proposed: StepFact = {
    ...{ ladder: 'air', rung: 'penalty', form: 'penalty', state: 'proposed', source: 's-x', unit: '' },
    ...{ cases: [], at: 0, broken: false },
  };
  const facts = { cases: [late('a', 0.5), late('b', 2)], steps: [proposed] };

  test('0.47 tells by rung what would be proposed now and then, what waits, and whose rung is dropped', () => {
    const milder = edited((rungs) =>
      rungs
        .filter((each) => each.code !== 'penalty')
        .map((each) =>
          each.code === 'exposure' ? { ...each, rules: [{ when: 'overdue', days: 1 }] } : each,
        ),
    );
    const tried = { edition: '', ladders: [milder] };
    expect(ladderEffect(facts, DEFAULT_LADDERS, tried, NOW)).toEqual({
      rungs: [{ ladder: 'air', rung: 'exposure', before: 2, after: 1, cases: 1 }],
      waiting: 1,
      orphans: 1,
    });
    expect(ladderEffect(facts, DEFAULT_LADDERS, DEFAULT_LADDERS, NOW)).toEqual({
      rungs: [{ ladder: 'air', rung: 'exposure', before: 2, after: 2, cases: 2 }],
      waiting: 1,
      orphans: 0,
    });
  });
});
