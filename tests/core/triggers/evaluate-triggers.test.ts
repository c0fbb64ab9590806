import { expect, test } from 'vitest';
import { evaluateTriggers, type TriggerInput } from '../../../src/core/triggers/evaluate-triggers.ts';
import type { HourAir } from '../../../src/core/triggers/hour-air.ts';
import { DEFAULT_LIMITS, type TriggerRule } from '../../../src/core/triggers/trigger-rules.ts';

const NOW = 1_800_000_000_000;
const air = (
  station: string,
  before: number | undefined,
  now: number | undefined,
  more: Partial<HourAir> = {},
): HourAir => ({
  station,
  lng: 113.5 + Number(station) * 0.1,
  lat: 34.8,
  background: false,
  at: NOW,
  now: now === undefined ? {} : { pm10: now },
  before: before === undefined ? {} : { pm10: before },
  ...more,
});
const rulesOf = (all: readonly HourAir[], station: string, more: Partial<TriggerInput> = {}): TriggerRule[] =>
  (
    evaluateTriggers(
      { at: NOW, air: all, mobile: [], weather: null, regional: false, dust: new Map(), ...more },
      DEFAULT_LIMITS,
    ).get(station) ?? []
  ).map((each) => each.rule);

test.each([
  [60, 90, true],
  [60, 89.9, false],
  [60, undefined, false],
  [undefined, 90, false],
])('0.13 PM10 from %s to %s within an hour: a rise %s', (before, now, holds) => {
  const others = ['2', '3', '4'].map((each) => air(each, 80, 80));
  expect(rulesOf([air('1', before, now), ...others], '1').includes('rise')).toBe(holds);
});

test('0.13 PM2.5 has its own limit of 15', () => {
  const at = (now: number): HourAir => ({
    ...air('1', undefined, undefined),
    now: { pm25: now },
    before: { pm25: 20 },
  });
  expect(rulesOf([at(35)], '1')).toEqual(['rise']);
  expect(rulesOf([at(34.9)], '1')).toEqual([]);
});

test.each([
  [130, true],
  [129.9, false],
])('0.13 %s beside a mean of 100 at the other stations: ratio %s', (now, holds) => {
  const all = [air('1', now, now), air('2', 90, 90), air('3', 110, 110)];
  expect(rulesOf(all, '1').includes('ratio')).toBe(holds);
  expect(rulesOf(all, '2')).toEqual([]);
});

test('0.13 a ratio in clean air is no reason to drive', () => {
  expect(rulesOf([air('1', 20, 30), air('2', 10, 10), air('3', 10, 10)], '1')).toEqual([]);
});

test('0.13 a fall by three places with a rise of its own; without one others were only washed cleaner', () => {
  const others = [air('2', 62, 62), air('3', 64, 64), air('4', 66, 66)];
  expect(rulesOf([air('1', 60, 75), ...others], '1')).toEqual(['rank']);
  expect(rulesOf([air('1', 60, 74), ...others], '1')).toEqual([]);
  const washed = [air('2', 90, 40), air('3', 90, 40), air('4', 90, 40)];
  expect(rulesOf([air('1', 60, 60), ...washed], '1')).not.toContain('rank');
});

test('0.13 in a regional rise neither rise nor rank counts, and a background station never asks', () => {
  const all = ['1', '2', '3', '4'].map((each) => air(each, 60, 100));
  expect(rulesOf(all, '1', { regional: true })).toEqual([]);
  expect(rulesOf([air('1', 60, 200, { background: true }), air('2', 60, 60)], '1')).toEqual([]);
});

test('0.13 a reading two hours old is no alarm', () => {
  expect(rulesOf([air('1', 60, 200, { at: NOW - 7_300_000 }), air('2', 60, 60)], '1')).toEqual([]);
});

test('1.20 handheld readings are evidence only: three near a station, high against the stations’ mean', () => {
  const all = [air('1', 60, 60), air('2', 60, 60)];
  const reading = (pm10: number, lng = 113.6): TriggerInput['mobile'][number] => ({
    at: NOW - 60_000,
    lng,
    lat: 34.8,
    values: { pm10 },
  });
  expect(rulesOf(all, '1', { mobile: [reading(100), reading(110), reading(90)] })).toEqual(['area']);
  expect(rulesOf(all, '2', { mobile: [reading(100), reading(110), reading(90)] })).toEqual([]);
  expect(rulesOf(all, '1', { mobile: [reading(100), reading(110)] })).toEqual([]);
  expect(rulesOf(all, '1', { mobile: [100, 110, 90].map((each) => reading(each, 113.65)) })).toEqual([]);
  expect(
    rulesOf(all, '1', { mobile: [100, 110, 90].map((each) => ({ ...reading(each), at: NOW - 3_700_000 })) }),
  ).toEqual([]);
});

test('0.13 neighbours that rise together, each short of an alarm, name the one that rises most; a rise that all share does not', () => {
  const at = (station: string, rise: number): HourAir => ({
    ...air(station, 60, 60 + rise),
    lng: 113.5 + Number(station) * 0.01,
  });
  const far = [air('8', 60, 62), air('9', 60, 60)];
  expect(rulesOf([at('1', 24), at('2', 22), ...far], '1')).toContain('area');
  expect(rulesOf([at('1', 24), at('2', 22), ...far], '2')).not.toContain('area');
  expect(rulesOf([at('1', 24), at('2', 10), ...far], '1')).not.toContain('area');
  expect(rulesOf([at('1', 24), at('2', 22), air('8', 60, 80), air('9', 60, 84)], '1')).not.toContain('area');
});

test('0.13 weather: a turn beyond 45° or force 4 looks at the worst station, if it is worth a drive', () => {
  const all = [air('1', 120, 120), air('2', 110, 110)];
  const turn = { before: { from: 350, speedMs: 2 }, now: { from: 40, speedMs: 2 } };
  expect(rulesOf(all, '1', { weather: turn })).toEqual(['weather']);
  expect(rulesOf(all, '2', { weather: turn })).toEqual([]);
  expect(rulesOf(all, '1', { weather: { ...turn, now: { from: 30, speedMs: 2 } } })).toEqual([]);
  expect(
    rulesOf(all, '1', { weather: { before: { from: 0, speedMs: 5 }, now: { from: 0, speedMs: 5.5 } } }),
  ).toEqual(['weather']);
  expect(rulesOf([air('1', 60, 60)], '1', { weather: turn })).toEqual([]);
});

test('0.13 the evidence carries the numbers in words to be', () => {
  const [evidence] = evaluateTriggers(
    { at: NOW, air: [air('1', 60, 130)], mobile: [], weather: null, regional: false, dust: new Map() },
    DEFAULT_LIMITS,
  ).get('1')!;
  expect(evidence).toEqual({
    rule: 'rise',
    pollutant: 'pm10',
    value: 70,
    against: 60,
    limit: 30,
    message: { key: 'admin_trigger_rise', params: { pollutant: 'PM10', value: 70, against: 60, limit: 30 } },
  });
});
