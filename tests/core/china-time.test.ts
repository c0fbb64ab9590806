import { describe, expect, it } from 'vitest';
import {
  chinaInstant,
  chinaTime,
  clock,
  dateClock,
  dateKey,
  dayStart,
  startOfDay,
  startOfHour,
} from '../../src/core/china-time.ts';

const lastSecond = Date.UTC(2026, 1, 28, 15, 59, 59);

describe('Beijing time', () => {
  it('turns the day at 16:00 UTC', () => {
    expect(dateKey(lastSecond)).toBe('2026-02-28');
    expect(dateKey(lastSecond + 1000)).toBe('2026-03-01');
    expect(dateClock(lastSecond + 1000)).toBe('2026-03-01 00:00');
    expect(clock(lastSecond)).toBe('23:59');
  });

  it('counts weekdays from Monday', () => {
    expect(chinaTime(chinaInstant(2026, 11, 22)).weekday).toBe(7);
    expect(chinaTime(chinaInstant(2026, 11, 23)).weekday).toBe(1);
  });

  it('goes there and back', () => {
    const at = chinaInstant(2024, 2, 29, 8, 5, 7);
    const expected = { year: 2024, month: 2, day: 29, hour: 8, minute: 5, second: 7, weekday: 4 };
    expect(chinaTime(at)).toEqual(expected);
    expect(dayStart('2024-02-29')).toBe(chinaInstant(2024, 2, 29));
    expect(startOfDay(at)).toBe(chinaInstant(2024, 2, 29));
    expect(startOfHour(at)).toBe(chinaInstant(2024, 2, 29, 8));
  });

  it('refuses days that do not exist and times that are none', () => {
    for (const bad of ['2026-02-29', '2026-13-01', '26-1-1', '']) expect(dayStart(bad)).toBeNull();
    expect(() => chinaTime(NaN)).toThrow(RangeError);
  });

  it('holds before 1970', () => {
    expect(dateClock(startOfDay(-1))).toBe('1970-01-01 00:00');
    expect(dateClock(startOfHour(-30_000_000_001))).toBe('1969-01-19 02:00');
  });
});
