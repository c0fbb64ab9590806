import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/core/casework/act.ts';
import { blindSpots, type Finding } from '../../../src/core/escalation/blind-spots.ts';
import { redBlackList, type PlaceRecord } from '../../../src/core/escalation/red-black.ts';
import { afterPenalty, penaltiesByLaw, unitAccounts } from '../../../src/core/escalation/step-figures.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22);

const penalty = (id: string, law: string, costCNY: number, more: object = {}): Row => ({
  id,
  form: 'penalty',
  state: 'in_force',
  law,
  costCNY,
  fromAt: NOW,
  cases: ' p1 p2 ',
  ...more,
});
const problem = (id: string, more: object = {}): Row => ({
  id,
  category: 'dust.bare_soil',
  state: 'assigned',
  foundAt: NOW - DAY,
  ...more,
});

test('1.30 penalty totals by law, an undone one left out', () => {
  const rows = [
    penalty('a', '大气污染防治法', 20_000),
    penalty('b', '大气污染防治法', 50_000),
    penalty('c', '固体废物污染环境防治法', 80_000),
    penalty('d', '大气污染防治法', 90_000, { state: 'proposed' }),
    penalty('e', '大气污染防治法', 90_000, { fromAt: NOW - 9 * DAY }),
  ];
  const totals = penaltiesByLaw(rows, (each) => (each.id === 'a' ? 'fixed' : 'open'), NOW, NOW + DAY);
  expect(totals).toEqual([
    { law: '固体废物污染环境防治法', count: 1, amountCNY: 80_000, fixedAfter: 0 },
    { law: '大气污染防治法', count: 2, amountCNY: 70_000, fixedAfter: 1 },
  ]);
});

test('2.30 a penalty shows whether its cases were fixed after it, or the same was found again', () => {
  const one = penalty('a', 'law', 1);
  expect(afterPenalty(one, [problem('p1', { state: 'closed' }), problem('p2')])).toBe('open');
  const fixed = [problem('p1', { state: 'closed' }), problem('p2', { state: 'closed' })];
  expect(afterPenalty(one, fixed)).toBe('fixed');
  expect(afterPenalty(one, [...fixed, problem('p3', { foundAt: NOW + DAY })])).toBe('again');
  expect(afterPenalty(one, [...fixed, problem('p3', { foundAt: NOW + DAY, category: 'bbq.open' })])).toBe(
    'fixed',
  );
  expect(afterPenalty(one, [...fixed, problem('p3')])).toBe('fixed');
});

test('1.28 what paid rectification cost stands on the account of the unit, and leaves it when it is undone', () => {
  const paid = (id: string, unit: string, costCNY: number, state = 'in_force'): Row => ({
    id,
    form: 'paid_rectification',
    state,
    costCNY,
    terms: { form: 'paid_rectification', team: '突击队', costCNY, unit },
  });
  const rows = [
    paid('a', 'u1', 3000),
    paid('b', 'u2', 9000),
    paid('c', 'u1', 4000),
    paid('d', 'u1', 7777, 'void'),
  ];
  expect(unitAccounts(rows)).toEqual([
    { unit: 'u2', costCNY: 9000, count: 1 },
    { unit: 'u1', costCNY: 7000, count: 2 },
  ]);
});

test('0.34 blind spots are the exposed problems that no local unit had reported before', () => {
  const at = (id: string, more: Partial<Finding> = {}): Finding => ({
    id,
    source: `s-${id}`,
    category: 'dust.bare_soil',
    foundAt: NOW,
    town: 't',
    lng: 113.6,
    lat: 34.8,
    ...more,
  });
  const exposed = [
    at('blind', { lng: 113.5 }),
    at('same-source'),
    at('near', { lng: 113.7 }),
    at('own', { lng: 113.4 }),
  ];
  const local = [
    at('x', { source: 's-same-source', category: 'bbq.open', lng: 113.9, foundAt: NOW - DAY }),
    at('y', { lng: 113.7003, foundAt: NOW - DAY }),
    at('own', { lng: 113.4 }),
    at('late', { source: 's-blind', foundAt: NOW + DAY }),
    at('long-ago', { source: 's-blind', foundAt: NOW - 91 * DAY }),
  ];
  expect(blindSpots(exposed, local).map((each) => each.id)).toEqual(['blind']);
  expect(blindSpots(exposed, [])).toHaveLength(4);
});

describe('2.13 the red and the black list', () => {
  const place = (source: string, more: Partial<PlaceRecord> = {}): PlaceRecord => ({
    source,
    checks: 3,
    findings: [0, 0, 0],
    overdue: 0,
    steps: 0,
    ...more,
  });

  test('2.13 are the top and the bottom of the score; who was never looked at is on neither', () => {
    const list = redBlackList([
      place('good'),
      place('middling', { findings: [6, 1, 0] }),
      place('bad', { findings: [0, 2, 2], overdue: 1 }),
      place('worst', { findings: [0, 0, 3], steps: 2 }),
      place('unseen', { checks: 0, findings: [0, 0, 9] }),
    ]);
    expect(list.red.map((each) => each.source)).toEqual(['good']);
    expect(list.black.map((each) => [each.source, each.score])).toEqual([
      ['worst', 50],
      ['bad', 69],
    ]);
    expect(list.scored).toBe(4);
  });

  test('nobody falls off the edge of a list by chance', () => {
    const settings = {
      finding: [1, 3, 10],
      overdue: 5,
      step: 10,
      most: 2,
      redFrom: 0,
      blackBelow: 101,
    } as const;
    const equal = [place('a'), place('b', { findings: [1, 0, 0] }), place('c', { findings: [1, 0, 0] })];
    expect(redBlackList(equal, settings).red.map((each) => each.source)).toEqual(['a']);
    expect(redBlackList(equal, settings).redTied).toBe(2);
    expect(redBlackList(equal, settings).black.map((each) => each.source)).toEqual(['b', 'c']);
    const busy = [place('a', { checks: 9 }), place('b'), place('c')];
    expect(redBlackList(busy, settings)).toMatchObject({ red: [{ source: 'a' }], redTied: 2 });
    const alike = [place('a'), place('b'), place('c')];
    expect(redBlackList(alike, settings)).toMatchObject({ red: [], redTied: 3 });
  });

  test('2.13 equal scores share a rank, and what each place lost its points for is told', () => {
    const list = redBlackList([
      place('a', { checks: 4 }),
      place('b'),
      place('c', { findings: [2, 0, 0] }),
      place('d', { findings: [1, 1, 2], overdue: 2, steps: 1 }),
      place('e', { findings: [0, 0, 9], overdue: 9 }),
      place('f', { findings: [0, 0, 11] }),
    ]);
    expect(list.red.map((each) => [each.source, each.rank])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 3],
    ]);
    expect(list.black.map((each) => [each.source, each.rank, each.score])).toEqual([
      ['e', 1, 0],
      ['f', 1, 0],
      ['d', 3, 56],
    ]);
    expect(list.black[2]?.lost).toEqual({ findings: 24, overdue: 10, steps: 10 });
  });
});
