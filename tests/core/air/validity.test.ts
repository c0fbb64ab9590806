import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/core/air/pollutants.ts';
import { dailyMean, hourlyMean } from '../../../src/core/air/validity.ts';

const end = Date.UTC(2026, 10, 22, 8);
const minutes = (count: number, c: number): Reading[] =>
  Array.from({ length: count }, (_, k) => ({
    at: end - k * 120_000,
    spanMin: 2,
    values: { pm10: c + (k % 2) },
  }));

describe('an hour', () => {
  it('needs 45 minutes of sampling', () => {
    expect(hourlyMean(minutes(22, 100), 'pm10', end)).toBeNull();
    expect(hourlyMean(minutes(24, 100), 'pm10', end)).toBeCloseTo(100.5, 9);
  });

  it('counts minutes that several rows stand for once', () => {
    const rolling: Reading[] = Array.from({ length: 12 }, (_, k) => ({
      ...{ at: end - k * 120_000, spanMin: 10 },
      values: { pm10: 100 },
    }));
    // 22 minutes before the end and the ten of the oldest: 32 of 120 written down.
    expect(hourlyMean(rolling, 'pm10', end)).toBeNull();
    const longer: Reading = { at: end - 30 * 60_000, spanMin: 15, values: { pm10: 100 } };
    expect(hourlyMean([longer, ...rolling], 'pm10', end)).toBe(100);
  });

  it('does not take minutes of the hour before', () => {
    expect(hourlyMean(minutes(60, 100), 'pm10', end + 30 * 60_000)).toBeNull();
  });

  it('an hourly reading stands for itself; another pollutant is missing, not 0', () => {
    const hour: Reading = { at: end, spanMin: 60, values: { pm10: 121 } };
    expect(hourlyMean([hour], 'pm10', end)).toBe(121);
    expect(hourlyMean([hour], 'pm25', end)).toBeNull();
  });
});

describe('a day', () => {
  const hours = (valid: number, of: number): (number | null)[] =>
    Array.from({ length: of }, (_, k) => (k < valid ? 60 : null));

  it('a day needs 20 hours', () => {
    expect([dailyMean(hours(19, 24)), dailyMean(hours(20, 24))]).toEqual([null, 60]);
  });
});
