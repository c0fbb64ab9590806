import { expect, test } from 'vitest';
import {
  DEFAULT_DUST,
  dustEvidence,
  dustNow,
  isSilent,
  type DustNow,
} from '../../../src/core/triggers/dust-monitor.ts';
import { evaluateTriggers } from '../../../src/core/triggers/evaluate-triggers.ts';
import type { HourAir } from '../../../src/core/triggers/hour-air.ts';
import { DEFAULT_LIMITS } from '../../../src/core/triggers/trigger-rules.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const site = { source: 'site', name: '东区二期' };

/** The hour that ends now, judged. */
function step(before: DustNow | null, value: number | null, at: number): DustNow | null {
  return dustNow(before, value === null ? null : { value, at }, site, DEFAULT_DUST, at);
}

/** States over a course of hours. */
function course(hours: readonly (number | null)[]): (DustNow | null)[] {
  const states: (DustNow | null)[] = [];
  hours.forEach((hour, index) => states.push(step(states[index - 1] ?? null, hour, NOW + index * HOUR)));
  return states;
}

test.each([
  [
    [149, 150],
    [null, null],
  ],
  [
    [150.1, 200],
    ['warn', 'warn'],
  ],
  [
    [201, 199, 151],
    ['stop', 'stop', 'stop'],
  ],
  [
    [201, 150],
    ['stop', null],
  ],
  [
    [201, 149, 151],
    ['stop', null, 'warn'],
  ],
  [
    [160, 201, 160, 120],
    ['warn', 'stop', 'stop', null],
  ],
  [
    [201, null, 160, null, 150],
    ['stop', 'stop', 'stop', 'stop', null],
  ],
  [
    [160, null],
    ['warn', null],
  ],
])('0.13 dust monitor over the hours %j: %j', (hours, states) => {
  expect(course(hours).map((each) => each?.state ?? null)).toEqual(states);
});

test('0.13 a state knows since when it holds and by which hour it was last judged', () => {
  const [, stop, still] = course([160, 210, 170]);
  expect(stop).toEqual({ state: 'stop', since: NOW + HOUR, at: NOW + HOUR, value: 210, ...site });
  expect(still).toEqual({ state: 'stop', since: NOW + HOUR, at: NOW + 2 * HOUR, value: 170, ...site });
});

test('0.13 a monitor that went silent: after 6 h the stop says so, after 24 h the site is let go', () => {
  const states = course([210, ...Array.from({ length: 26 }, () => null)]);
  const silent = states.map((each, hours) => each !== null && isSilent(each, NOW + hours * HOUR));
  expect([silent.indexOf(true), silent.lastIndexOf(true)]).toEqual([6, 23]);
  expect(states.findIndex((each) => each === null)).toBe(24);
  expect(states[23]).toMatchObject({ state: 'stop', since: NOW, at: NOW, value: 210 });
  expect(states.slice(24)).toEqual([null, null, null]);
});

test('0.13 only an hour above the line of a check asks for one, and it names the source', () => {
  const [warn, stop] = course([160, 210]);
  expect(dustEvidence(warn!, 160, DEFAULT_DUST)).toBeNull();
  expect(dustEvidence(stop!, 170, DEFAULT_DUST)).toBeNull();
  expect(dustEvidence(stop!, null, DEFAULT_DUST)).toBeNull();
  expect(dustEvidence(stop!, 210, DEFAULT_DUST)).toMatchObject({
    rule: 'dust',
    value: 210,
    limit: 200,
    source: 'site',
    message: { key: 'admin_trigger_dust', params: { source: '东区二期', value: 210, clear: 150 } },
  });
});

const air = (station: string, pm10: number, more: Partial<HourAir> = {}): HourAir => ({
  ...{ station, lng: 113.5, lat: 34.8, background: false, at: NOW, now: { pm10 }, before: { pm10: 80 } },
  ...more,
});

test('0.13 a monitor at a site knows only its own rule, and the city’s stations are not compared with it', () => {
  const dust = new Map([['m', step(null, 400, NOW)!]]);
  const all = [air('m', 400, { dust: site }), air('1', 90), air('2', 85), air('3', 84)];
  const found = evaluateTriggers(
    { at: NOW, air: all, mobile: [], weather: null, regional: false, dust },
    DEFAULT_LIMITS,
  );
  expect([...found].map(([station, list]) => [station, list.map((each) => each.rule)])).toEqual([
    ['m', ['dust']],
  ]);
});
