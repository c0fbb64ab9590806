import { expect, test } from 'vitest';
import { decideSuggestions, type StationCase } from '../../../src/core/triggers/decide-suggestions.ts';
import {
  DEFAULT_LIMITS,
  type SuggestionState,
  type TriggerEvidence,
} from '../../../src/core/triggers/trigger-rules.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const evidence: TriggerEvidence[] = [
  { rule: 'rise', pollutant: 'pm10', value: 40, against: 60, limit: 30, message: { key: 'x' } },
];
const last = (state: SuggestionState['state'], more: Partial<SuggestionState> = {}): SuggestionState => ({
  id: 's',
  station: '1',
  state,
  at: NOW - 2 * HOUR,
  snoozedUntil: null,
  ...more,
});
const decided = (each: Partial<StationCase>, holds: boolean): string[] =>
  decideSuggestions(
    [{ station: '1', last: null, endedAt: null, taskUnderWay: false, ...each }],
    holds ? new Map([['1', evidence]]) : new Map(),
    DEFAULT_LIMITS,
    NOW,
  ).map((action) => action.do);

test.each<[string, Partial<StationCase>, boolean, string[]]>([
  ['nothing before, a rule holds', {}, true, ['raise']],
  ['nothing before, none holds', {}, false, []],
  ['one is open', { last: last('open') }, true, []],
  ['an open one that no rule supports any more', { last: last('open') }, false, ['expire']],
  ['an open one that has only just lost its rule', { last: last('open', { at: NOW - HOUR / 2 }) }, false, []],
  ['snoozed for longer', { last: last('snoozed', { snoozedUntil: NOW + 1 }) }, true, []],
  ['the snooze ends and the rule holds', { last: last('snoozed', { snoozedUntil: NOW }) }, true, ['reopen']],
  ['the snooze ends and no rule holds', { last: last('snoozed', { snoozedUntil: NOW }) }, false, ['expire']],
  ['dismissed half an hour ago', { last: last('dismissed'), endedAt: NOW - HOUR / 2 }, true, []],
  ['dismissed an hour ago', { last: last('dismissed'), endedAt: NOW - HOUR }, true, ['raise']],
  [
    'a strike is on its way',
    { last: last('confirmed'), endedAt: NOW - 3 * HOUR, taskUnderWay: true },
    true,
    [],
  ],
  ['the strike is over', { last: last('confirmed'), endedAt: NOW - 3 * HOUR }, true, ['raise']],
])('0.13 %s', (_, each, holds, expected) => {
  expect(decided(each, holds)).toEqual(expected);
});
