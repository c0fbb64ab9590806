import { describe, expect, test } from 'vitest';
import { message } from '../../../src/core/message.ts';
import { fallLine, stationFell } from '../../../src/core/triggers/station-fell.ts';
import { DEFAULT_LIMITS, type TriggerEvidence } from '../../../src/core/triggers/trigger-rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 22, 6, 0);
const place = { lng: 113.55, lat: 34.85 };

/** Two-minute values of three hours; `value` by minutes before now. */
function minuteAir(value: (ago: number) => number | null) {
  const at: number[] = [];
  const c: (number | null)[] = [];
  for (let ago = 180; ago >= 0; ago -= 2) {
    at.push(NOW - ago * MINUTE);
    c.push(value(ago));
  }
  return { series: { station: 's', place, at, c }, spanMin: 2, hourly: false };
}

const evidence = (rule: TriggerEvidence['rule'], against: number): TriggerEvidence => ({
  rule,
  pollutant: 'pm10',
  value: 70,
  against,
  limit: 30,
  message: message('admin_trigger_rise'),
});

describe('the line a station must come back to', () => {
  const hour = { now: 130, before: 62 };
  test('is what the rule compared with', () => {
    expect(fallLine([evidence('rise', 60)], 'pm10', hour, DEFAULT_LIMITS)).toEqual({
      pollutant: 'pm10',
      line: 60,
    });
    expect(fallLine([evidence('rank', 2), evidence('ratio', 71)], 'pm10', hour, DEFAULT_LIMITS)?.line).toBe(
      71,
    );
  });
  test('0.13 is the line that lifts a stop where a dust monitor called, whatever the hour before was', () => {
    expect(fallLine([evidence('dust', 150)], 'pm10', { now: 210, before: 190 }, DEFAULT_LIMITS)).toEqual({
      pollutant: 'pm10',
      line: 150,
    });
  });
  test('is the hour before where ranks, weather or nobody called', () => {
    expect(fallLine([evidence('rank', 2)], 'pm10', hour, DEFAULT_LIMITS)?.line).toBe(62);
    expect(fallLine([], 'pm10', hour, DEFAULT_LIMITS)?.line).toBe(62);
  });
  test('is none without a rise to fall from, or without the hours', () => {
    expect(fallLine([], 'pm10', { now: 70, before: 62 }, DEFAULT_LIMITS)).toBeNull();
    expect(fallLine([], 'pm10', { now: 130, before: null }, DEFAULT_LIMITS)).toBeNull();
  });
});

describe('a station fell', () => {
  const since = NOW - 150 * MINUTE;
  test('when the hour mean stayed at the line for half an hour', () => {
    expect(
      stationFell(
        60,
        minuteAir((ago) => (ago > 92 ? 150 : 58)),
        since,
        NOW,
      ),
    ).toBe(true);
  });
  test('not while the mean of the hour half an hour ago still held the spike', () => {
    expect(
      stationFell(
        60,
        minuteAir((ago) => (ago > 80 ? 150 : 58)),
        since,
        NOW,
      ),
    ).toBe(false);
  });
  test('not when it climbed again in between', () => {
    expect(
      stationFell(
        60,
        minuteAir((ago) => (ago > 92 ? 150 : ago < 12 ? 90 : 58)),
        since,
        NOW,
      ),
    ).toBe(false);
  });
  test('not before the strike is half an hour old, nor from values that are missing', () => {
    const low = minuteAir(() => 50);
    expect(stationFell(60, low, NOW - 29 * MINUTE, NOW)).toBe(false);
    expect(stationFell(60, low, NOW - 30 * MINUTE, NOW)).toBe(true);
    expect(
      stationFell(
        60,
        minuteAir((ago) => (ago > 40 && ago < 70 ? null : 50)),
        since,
        NOW,
      ),
    ).toBe(false);
  });
  test('of an hourly feed: two hours in a row', () => {
    const hours = (...c: (number | null)[]) => ({
      series: { station: 's', place, at: c.map((_, i) => NOW - (c.length - 1 - i) * HOUR), c },
      spanMin: 60,
      hourly: true,
    });
    expect(stationFell(60, hours(130, 140, 58, 60), NOW - 90 * MINUTE, NOW)).toBe(true);
    expect(stationFell(60, hours(130, 140, 61, 60), NOW - 90 * MINUTE, NOW)).toBe(false);
    expect(stationFell(60, hours(130, 140, null, 60), NOW - 90 * MINUTE, NOW)).toBe(false);
    // The hour before the strike is no answer to it.
    expect(stationFell(60, hours(130, 140, 58, 60), NOW - 60 * MINUTE, NOW)).toBe(false);
  });
});
