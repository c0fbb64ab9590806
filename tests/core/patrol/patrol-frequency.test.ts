import { describe, expect, test } from 'vitest';
import {
  checkFrequencies,
  DEFAULT_FREQUENCIES,
  overdueSources,
  readFrequencies,
  type FrequentSource,
} from '../../../src/core/patrol/patrol-frequency.ts';
import { ANY_SOURCE, ledgerList } from '../../../src/core/sources/ledger-list.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 6);
const at = (
  id: string,
  state: FrequentSource['state'],
  daysAgo: number,
  kind: FrequentSource['kind'] = 'site',
): FrequentSource => ({ id, state, kind, lastCheckAt: daysAgo < 0 ? 0 : NOW - daysAgo * DAY });
const ids = (sources: readonly FrequentSource[], alert = false, rules = DEFAULT_FREQUENCIES): string[] =>
  overdueSources(sources, rules, alert, NOW).map((each) => each.source);

describe('1.29 task frequency rules', () => {
  test('a shut site is due after seven days, after two in an emergency response; a working one by no rule of the product', () => {
    const sources = [at('late', 'stopped', 8), at('soon', 'sealed', 3), at('works', 'active', 90)];
    expect(ids(sources)).toEqual(['late']);
    expect(ids(sources, true)).toEqual(['late', 'soon']);
  });

  test('longest unvisited first, and one that nobody ever went to before all', () => {
    expect(ids([at('a', 'stopped', 9), at('b', 'stopped', 20), at('never', 'banned', -1)])).toEqual([
      'never',
      'b',
      'a',
    ]);
    expect(overdueSources([at('never', 'banned', -1)], DEFAULT_FREQUENCIES, false, NOW)[0]?.dueAt).toBe(NOW);
  });

  test('the office’s rules replace them; of several the strictest holds, and an alert never makes it rarer', () => {
    const rules = readFrequencies({
      rules: [
        { kind: 'site', state: '', days: 14, alertDays: 20 },
        { kind: '', state: 'active', days: 30, alertDays: 3 },
        { kind: 'nonsense', state: '', days: 1, alertDays: 1 },
        { kind: '', state: '', days: 0, alertDays: 1 },
      ],
    });
    expect(rules).toHaveLength(2);
    const sources = [
      at('site', 'active', 15),
      at('shop', 'active', 15, 'restaurant'),
      at('done', 'finished', 15),
    ];
    expect(ids(sources, false, rules)).toEqual(['site']);
    expect(ids(sources, true, rules)).toEqual(['shop', 'site']);
    expect(readFrequencies({ rules: [] })).toEqual([]);
    expect(readFrequencies(null)).toBe(DEFAULT_FREQUENCIES);
  });
});

test('1.29 the stopped-site list is all that must not work, longest unvisited first', () => {
  const row = (id: string, state: FrequentSource['state'], daysAgo: number) => ({
    ...at(id, state, daysAgo),
    ...{ code: id, name: id, town: '', leader: '', openProblems: 0, profile: null, lng: 113.6, lat: 34.8 },
  });
  const rows = [
    row('a', 'active', 99),
    row('b', 'stopped', 3),
    row('c', 'sealed', -1),
    row('d', 'banned', 9),
  ];
  const shut = ledgerList(rows, { ...ANY_SOURCE, state: 'shut', order: 'last' });
  expect(shut.map((each) => each.id)).toEqual(['c', 'd', 'b']);
  expect(ledgerList(rows, { ...ANY_SOURCE, state: 'sealed' }).map((each) => each.id)).toEqual(['c']);
});

describe('1.29 an edition of the rules before it is published', () => {
  const rule = { kind: 'site', state: 'active', days: 14, alertDays: 3 };
  const reason = (rules: unknown): string => {
    const read = checkFrequencies({ rules });
    return read.ok ? 'ok' : read.error.key;
  };

  test('1.29 what is good is taken as it is, and no rule at all is the office’s to choose', () => {
    expect(checkFrequencies({ rules: [rule] })).toEqual({ ok: true, value: [rule] });
    expect(reason([])).toBe('ok');
    expect(reason(DEFAULT_FREQUENCIES)).toBe('ok');
  });

  test('1.29 unknown kinds, no days, halves, a slacker alert and the same rule twice are refused', () => {
    expect(reason([{ ...rule, kind: 'castle' }])).toBe('server_field_choice');
    expect(reason([{ ...rule, days: 0 }])).toBe('server_field_number');
    expect(reason([{ ...rule, days: Number.NaN }])).toBe('server_field_number');
    expect(reason([{ ...rule, days: 1.5 }])).toBe('server_frequency_whole_days');
    expect(reason([{ ...rule, alertDays: 15 }])).toBe('server_frequency_slacker');
    expect(reason([rule, { ...rule, days: 20 }])).toBe('server_frequency_twice');
    expect(reason('none')).toBe('server_field_list');
    expect(checkFrequencies(null).ok).toBe(false);
  });
});
