import { describe, expect, it } from 'vitest';
import {
  ANY_SOURCE,
  countKinds,
  ledgerList,
  type LedgerRow,
  type LedgerWishes,
} from '../../../src/core/sources/ledger-list.ts';
import { profileFields } from '../../../src/core/sources/profile-fields.ts';
import { pooledRate } from '../../../src/core/sources/check-rate.ts';
import { SOURCE_KINDS } from '../../../src/core/sources/source-kinds.ts';
import type { SourceProfile } from '../../../src/core/sources/source-profile.ts';
import { ledgerComplete, missingFields } from '../../../src/core/sources/validate-source.ts';

const row = (code: string, more: Partial<LedgerRow> = {}): LedgerRow => ({
  id: code.toLowerCase(),
  code,
  name: `甲${code}`,
  kind: 'restaurant',
  state: 'active',
  town: 'west',
  leader: '',
  openProblems: 0,
  lastCheckAt: 0,
  profile: {},
  lng: 113.6,
  lat: 34.8,
  ...more,
});
const codes = (rows: readonly LedgerRow[], wishes: Partial<LedgerWishes>): string[] =>
  ledgerList(rows, { ...ANY_SOURCE, ...wishes }).map((each) => each.code);

/** A ledger with everything the kind asks for. */
const whole = (kind: (typeof SOURCE_KINDS)[number]): Record<string, SourceProfile[string]> =>
  Object.fromEntries(
    Object.entries(profileFields(kind)).flatMap(([key, field]): [string, SourceProfile[string]][] => {
      if (!field.required) return [];
      if (field.type === 'flag') return [[key, false]];
      if (field.type === 'number') return [[key, field.min]];
      if (field.type === 'choice') return [[key, field.of[0]!]];
      if (field.type === 'texts') return [[key, ['甲', '乙', '丙']]];
      return [[key, field.type === 'instant' ? 1 : 'TZ-1']];
    }),
  );

describe('1.51 whether a ledger is complete', () => {
  it.each(SOURCE_KINDS)(
    '%s: whole with all required fields, and each one that is taken away is named',
    (kind) => {
      const full = whole(kind);
      expect(missingFields(kind, full)).toEqual([]);
      expect(ledgerComplete(kind, full)).toBe(true);
      for (const key of Object.keys(full)) {
        const rest = { ...full, [key]: null };
        expect(missingFields(kind, rest), key).toEqual([key]);
        expect(ledgerComplete(kind, rest), key).toBe(false);
      }
      if (kind !== 'unnamed') expect(missingFields(kind, {})[0]).toBe('ledger');
    },
  );

  it('three officers are three, and none of them is a blank', () => {
    const site = whole('site');
    for (const officers of [[], ['甲', '乙'], ['甲', '乙', ' ']]) {
      expect(missingFields('site', { ...site, officers })).toEqual(['officers']);
      expect(ledgerComplete('site', { ...site, officers })).toBe(false);
    }
  });
});

describe('1.51 the list of ledgers', () => {
  const near = { lng: 113.6, lat: 34.8, radiusM: 3000 };
  const rows = [
    row('B', { kind: 'site', openProblems: 2, lastCheckAt: 5, lng: 113.61, profile: whole('site') }),
    row('A', { kind: 'earthwork', openProblems: 7, lastCheckAt: 9, lng: 113.7, leader: '王明' }),
    row('C', { town: 'east', state: 'stopped', profile: whole('restaurant') }),
  ];

  it('narrows by kind, all works together, state, town, ledger and words', () => {
    expect(codes(rows, {})).toEqual(['A', 'B', 'C']);
    expect(codes(rows, { kind: 'works' })).toEqual(['A', 'B']);
    expect(codes(rows, { kind: 'site' })).toEqual(['B']);
    expect(codes(rows, { state: 'stopped' })).toEqual(['C']);
    expect(codes(rows, { town: 'east' })).toEqual(['C']);
    expect(codes(rows, { ledger: 'complete' })).toEqual(['B', 'C']);
    expect(codes(rows, { ledger: 'missing' })).toEqual(['A']);
    expect(codes(rows, { words: '王明' })).toEqual(['A']);
    expect(codes(rows, { words: ' 甲b' })).toEqual(['B']);
    expect(codes(rows, { kind: 'works', ledger: 'missing', words: 'x' })).toEqual([]);
  });

  it('narrows to a radius, the edge included', () => {
    expect(codes(rows, { near })).toEqual(['B', 'C']);
    expect(codes(rows, { near: { ...near, radiusM: 900 } })).toEqual(['C']);
    expect(codes(rows, { near: { ...near, radiusM: 0 } })).toEqual(['C']);
  });

  it('orders by open problems, by the longest unvisited, by distance', () => {
    expect(codes(rows, { order: 'open' })).toEqual(['A', 'B', 'C']);
    expect(codes(rows, { order: 'last' })).toEqual(['C', 'B', 'A']);
    expect(codes(rows, { order: 'near', near: { ...near, radiusM: 1e6 } })).toEqual(['C', 'B', 'A']);
    expect(codes(rows, { order: 'near' })).toEqual(['A', 'B', 'C']);
  });

  it('counts kinds, most first, those that are not there left out', () => {
    expect(countKinds([...rows, row('D')])).toEqual([
      { kind: 'restaurant', count: 2 },
      { kind: 'earthwork', count: 1 },
      { kind: 'site', count: 1 },
    ]);
  });
});

describe('1.51 pass rate of a source', () => {
  it('is all passes ÷ all applicable items, so that a long form weighs more than a short one', () => {
    expect(
      pooledRate([
        { a: 'pass', b: 'pass', c: 'fail' },
        { a: 'fail', b: 'na' },
      ]),
    ).toEqual({
      passes: 2,
      applicable: 4,
      rate: 50,
    });
    expect(pooledRate([])).toEqual({ passes: 0, applicable: 0, rate: null });
  });
});
