import { describe, expect, test } from 'vitest';
import { missingVerdict } from '../../../src/core/casework/bulk.ts';
import { ALL_CASES, fitsWishes, OPEN_STATES } from '../../../src/core/casework/case-wishes.ts';
import { addMeasures } from '../../../src/core/casework/measures.ts';
import { nextStepOf } from '../../../src/core/casework/next-step.ts';
import { PROBLEM_STATES } from '../../../src/core/casework/problem-states.ts';

const row = {
  state: 'assigned',
  handling: 'assigned',
  category: 'dust.bare_soil',
  town: 't',
  unit: 'u',
  group: 'four',
  origin: 'patrol',
  severity: 1,
};

describe('4.06 what a ledger is narrowed to', () => {
  test('a changed row is held against the plain fields at once', () => {
    expect(fitsWishes(row, ALL_CASES)).toBe(true);
    expect(fitsWishes(row, { ...ALL_CASES, state: 'open', town: 't', severity: '1' })).toBe(true);
    expect(fitsWishes(row, { ...ALL_CASES, state: 'closed' })).toBe(false);
    expect(fitsWishes(row, { ...ALL_CASES, unit: 'v' })).toBe(false);
    expect(fitsWishes(row, { ...ALL_CASES, group: 'four' })).toBe(true);
    expect(fitsWishes(row, { ...ALL_CASES, group: 'five' })).toBe(false);
  });

  test('what only the server can tell is left to it', () => {
    expect(fitsWishes(row, { ...ALL_CASES, due: 'late' })).toBeNull();
    expect(fitsWishes(row, { ...ALL_CASES, sort: 'old' })).toBeNull();
    expect(fitsWishes(row, { ...ALL_CASES, due: 'late', town: 'other' })).toBe(false);
  });
});

test('4.25 every open state has a next step, every ended one has none', () => {
  expect(OPEN_STATES.filter((each) => nextStepOf(each) === null)).toEqual([]);
  expect(['picked', 'left', ''].map((each) => nextStepOf('fixed_on_spot', each))).toEqual([
    'sample',
    'close',
    'close',
  ]);
  expect(PROBLEM_STATES.filter((each) => nextStepOf(each) === null)).toEqual(['closed', 'void']);
});

test('1.57 only what was checked again with success may be closed in bulk', () => {
  const rows = [
    { id: 'passed', state: 're_inspected', verdict: 'pass' },
    { id: 'failed', state: 're_inspected', verdict: 'fail' },
    { id: 'waits', state: 'submitted', verdict: '' },
    { id: 'spot', state: 'fixed_on_spot', verdict: '' },
  ];
  expect(missingVerdict(rows).map((each) => each.id)).toEqual(['failed', 'waits', 'spot']);
});

test('1.67 measures add up by unit, page after page', () => {
  const m2 = (value: number) => [{ what: '苫盖', value, unit: 'm2' as const }];
  const first = addMeasures({}, [m2(10_000), m2(400.5)]);
  expect(addMeasures(first, [m2(599.5), [{ what: '取缔', value: 19, unit: 'household' }]])).toEqual({
    m2: 11_000,
    household: 19,
  });
});
