import { expect, test } from 'vitest';
import { leaderItems } from '../../../src/core/escalation/leader-items.ts';

const HOUR = 3_600_000;
const plain = { state: 'assigned', severity: 1, verdict: '', confirmedAt: 0, raisedAt: 0, due: Infinity };
const item = { what: '', unit: '', note: '' };
const order = { owner: 'chen', state: 'open', answerDueAt: 50 * HOUR, items: [] };

const itemsOf = (cases: readonly object[], directives: readonly object[] = []) =>
  leaderItems(
    cases.map((each, n) => ({ id: `case${n}`, own: false, ...plain, ...each })),
    directives.map((each, n) => ({ id: `order${n}`, ...order, ...each })),
    'chen',
    (each) => each.own,
    (each) => each.due,
  );

test('3.22 a leader’s board holds what waits for his word and what he answers for, and nothing else', () => {
  const items = itemsOf([
    { severity: 3, state: 'found' },
    { severity: 3, state: 'found', confirmedAt: 1 },
    { severity: 3, state: 're_inspected', verdict: 'pass' },
    { severity: 3, state: 're_inspected', verdict: 'fail' },
    { state: 'ownership_disputed', raisedAt: 1 },
    { state: 'ownership_disputed' },
    { own: true },
    {},
  ]);
  expect(items.map((each) => [each.id, each.reason])).toEqual([
    ['case0', 'confirm'],
    ['case2', 'close'],
    ['case4', 'dispute'],
    ['case6', 'own_source'],
  ]);
});

test('3.22 the next due comes first, a part of an order from above by its own time, what has no clock last', () => {
  const parts = [
    { ...item, dueAt: 2 * HOUR, doneAt: 1 },
    { ...item, dueAt: 20 * HOUR, doneAt: 0 },
  ];
  const items = itemsOf(
    [{ own: true, due: 30 * HOUR }, { own: true }, { severity: 3, state: 'found', due: 10 * HOUR }],
    [{ items: parts }, {}, { owner: 'li' }, { state: 'accepted' }],
  );
  expect(items.map((each) => [each.id, each.dueAt / HOUR])).toEqual([
    ['case2', 10],
    ['order0', 20],
    ['case0', 30],
    ['order1', 50],
    ['case1', Infinity],
  ]);
});

test('3.22 an own source’s major case counts once, by his word that is waited for', () => {
  expect(itemsOf([{ own: true, severity: 3, state: 'found' }]).map((each) => each.reason)).toEqual([
    'confirm',
  ]);
});
