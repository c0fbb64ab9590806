import { describe, expect, it } from 'vitest';
import type { Bearing } from '../../../src/core/units.ts';
import { bearing } from '../../../src/core/units.ts';
import { gate } from '../../../src/core/wind/gate.ts';
import type { WindSample } from '../../../src/core/wind/wind-sample.ts';

const MINUTE = 60_000;
const AT = Date.UTC(2026, 10, 22, 4);
const wind = (minutesAgo: readonly number[], from: (i: number) => number, speedMs: number): WindSample[] =>
  minutesAgo.map((minute, i) => ({
    at: AT - minute * MINUTE,
    kind: 'steady',
    from: bearing(from(i)),
    speedMs,
  }));
const lastHour = Array.from({ length: 30 }, (_, i) => 58 - 2 * i);

describe('gate', () => {
  it('lets a steady wind through with its mean', () => {
    const verdict = gate(
      wind(lastHour, () => 225, 3),
      AT,
      60,
    );
    expect(verdict.kind).toBe('directed');
    if (verdict.kind === 'directed') expect(verdict.mean.from).toBeCloseTo(225, 9);
  });

  it('says none without wind and beyond 90 minutes, not at 90', () => {
    expect(gate([], AT, 60)).toMatchObject({ kind: 'none', why: 'missing' });
    expect(
      gate(
        wind([91], () => 0, 3),
        AT,
        60,
      ),
    ).toMatchObject({ kind: 'none', why: 'stale', ageMin: 91 });
    expect(
      gate(
        wind([90], () => 0, 3),
        AT,
        60,
      ).kind,
    ).toBe('directed');
  });

  it('takes 0° for a direction', () => {
    const verdict = gate(
      wind(lastHour, () => 0, 2),
      AT,
      60,
    );
    expect(verdict.kind === 'directed' && verdict.mean.from).toBe(0);
  });

  it('calls less than 0.5 m/s calm and less than 1 m/s light', () => {
    expect(
      gate(
        wind(lastHour, () => 90, 0.49),
        AT,
        60,
      ).kind,
    ).toBe('calm');
    expect(
      gate(
        wind(lastHour, () => 90, 0.5),
        AT,
        60,
      ),
    ).toMatchObject({ kind: 'wide', why: 'light' });
    expect(
      gate(
        wind(lastHour, () => 90, 1),
        AT,
        60,
      ).kind,
    ).toBe('directed');
    const coded: WindSample[] = [{ at: AT, kind: 'calm', from: null, speedMs: 0 }];
    expect(gate(coded, AT, 60).kind).toBe('calm');
  });

  it('tells a wind from everywhere apart from calm: it blows, and nothing has a direction', () => {
    const turning = (speedMs: number): WindSample => ({ at: AT, kind: 'variable', from: null, speedMs });
    expect(gate([turning(2)], AT, 60)).toMatchObject({
      kind: 'variable',
      mean: { scalarSpeedMs: 2, from: null },
    });
    expect(gate([turning(0.4)], AT, 60).kind).toBe('calm');
    const calm: WindSample = { at: AT - 2 * MINUTE, kind: 'calm', from: null, speedMs: 0 };
    expect(gate([calm, turning(2)], AT, 60).kind).toBe('variable');
    // One direction among them is a direction, and an unsteady wind.
    expect(gate([...wind([4], () => 90, 1), turning(2)], AT, 60)).toMatchObject({
      kind: 'wide',
      why: 'unsteady',
    });
  });

  it('calls a steadiness below 0.6 unsteady', () => {
    expect(
      gate(
        wind(lastHour, (i) => i * 12, 3),
        AT,
        60,
      ),
    ).toMatchObject({ kind: 'wide', why: 'unsteady' });
  });

  it('refuses NaN, 999 and winds of the future', () => {
    const nan: WindSample = { at: AT, kind: 'steady', from: NaN as Bearing, speedMs: 2 };
    const fast: WindSample = { at: AT, kind: 'steady', from: bearing(10), speedMs: 999 };
    const still: WindSample = { at: AT, kind: 'steady', from: bearing(10), speedMs: NaN };
    const later: WindSample = { at: AT + 10 * MINUTE, kind: 'steady', from: bearing(10), speedMs: 2 };
    expect(gate([nan, fast, still, later], AT, 60)).toMatchObject({ kind: 'none', why: 'missing' });
  });

  it('takes three hours of hourly wind and one hour of minute wind', () => {
    const hourly = gate(
      wind([300, 240, 179, 119, 59], (i) => 200 + i, 3),
      AT,
      60,
    );
    expect(hourly.kind === 'directed' && hourly.used.length).toBe(3);
    const dense = gate(
      wind(
        Array.from({ length: 90 }, (_, i) => 178 - 2 * i),
        () => 200,
        3,
      ),
      AT,
      60,
    );
    expect(dense.kind === 'directed' && dense.used.length).toBe(30);
  });
});
