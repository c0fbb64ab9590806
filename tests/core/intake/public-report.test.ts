import { expect, test } from 'vitest';
import { PROBLEM_CATEGORIES } from '../../../src/core/casework/problem-categories.ts';
import { PROBLEM_STATES } from '../../../src/core/casework/problem-states.ts';
import { categoryOf, PUBLIC_KINDS } from '../../../src/core/intake/public-kinds.ts';
import {
  groupedNumber,
  numberFromHash,
  plainNumber,
  readPublicReport,
  readReportSecret,
} from '../../../src/core/intake/public-report.ts';
import { publicState } from '../../../src/core/intake/public-state.ts';

const report = { kind: 'fume', place: null, placeText: ' 江山路口 ', note: '', contact: '' };

test('2.14 a report needs a place, on the map or in words, and nothing about the reporter', () => {
  const read = readPublicReport(JSON.stringify(report));
  expect(read.ok && read.value.placeText).toBe('江山路口');
  const nowhere = readPublicReport(JSON.stringify({ ...report, placeText: ' ' }));
  expect(!nowhere.ok && nowhere.error.key).toBe('server_report_needs_place');
  const pinned = { ...report, placeText: '', place: { lng: 113.6, lat: 34.8 } };
  expect(readPublicReport(JSON.stringify(pinned)).ok).toBe(true);
  for (const bad of [
    { kind: 'murder' },
    { place: { lng: 200, lat: 1 } },
    { note: 'x'.repeat(1001) },
    { more: 1 },
  ])
    expect(readPublicReport(JSON.stringify({ ...pinned, ...bad })).ok).toBe(false);
  expect(readPublicReport('<script>').ok).toBe(false);
});

test('2.14 every kind a citizen can choose is a category of the office', () => {
  for (const kind of PUBLIC_KINDS) expect(PROBLEM_CATEGORIES).toContain(categoryOf(kind));
});

test('2.14 a tracking number survives blanks, dashes and small letters, and nothing else', () => {
  const grouped = groupedNumber('ABCD2345EFGH6789');
  expect(grouped).toBe('ABCD-2345-EFGH-6789');
  expect(plainNumber(' abcd-2345 efgh6789')).toBe('ABCD2345EFGH6789');
  for (const bad of ['', 'ABCD', 'ABCD-2345-EFGH-678O', "' OR 1=1 -- aaaaa"])
    expect(plainNumber(bad)).toBeNull();
});

test('2.14 every state has a step for the public, and no words or names of persons', () => {
  const row = {
    id: 'p',
    handler: '张三',
    handlerPhone: '13800000000',
    note: '机密',
    returns: 1,
    assignedAt: 5,
  };
  const stages = PROBLEM_STATES.map((state) =>
    publicState({ kind: 'fume', at: 1 }, { ...row, state }, '城管局'),
  );
  expect(stages.map((each) => each.stage)).toEqual([
    'received',
    'done',
    'received',
    'with_unit',
    'with_unit',
    'with_unit',
    'checked',
    'checked',
    'with_unit',
    'with_unit',
    'done',
    'not_confirmed',
  ]);
  expect(JSON.stringify(stages)).not.toMatch(/张三|138|机密/);
  expect(publicState({ kind: 'fume', at: 1 }, null, '').stage).toBe('received');
});

test('2.14 the same hash gives the same number, in its letters; a secret is 32 hex digits', () => {
  const number = numberFromHash('0123456789abcdef'.repeat(4));
  expect(plainNumber(number)).toBe(number);
  expect(numberFromHash('0123456789abcdef'.repeat(4))).toBe(number);
  expect(numberFromHash('f'.repeat(64))).not.toBe(number);
  expect(readReportSecret('a1'.repeat(16))).toBe('a1'.repeat(16));
  for (const none of ['', 'a1', 'A1'.repeat(16), 'x'.repeat(32)]) expect(readReportSecret(none)).toBeNull();
});
