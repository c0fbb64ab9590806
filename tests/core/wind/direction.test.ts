import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beaufort } from '../../../src/core/wind/beaufort.ts';
import {
  COMPASS_POINTS,
  COMPASS_POINTS_ZH,
  compassIndex,
  compassPoint,
  compassPointZh,
  parseDirection,
} from '../../../src/core/wind/direction.ts';
import { speedAt10m } from '../../../src/core/wind/height.ts';

describe('16 points', () => {
  it.each([
    [0, 'N'],
    [11.25, 'N'],
    [11.26, 'NNE'],
    [33.75, 'NNE'],
    [33.76, 'NE'],
    [225, 'SW'],
    [236.25, 'SW'],
    [236.26, 'WSW'],
    [348.75, 'NNW'],
    [348.76, 'N'],
    [360, 'N'],
  ])('%f° is %s', (degrees, point) => expect(compassPoint(degrees)).toBe(point));

  it('names every point in both languages and reads it back', () => {
    for (let i = 0; i < 16; i++) {
      expect(compassIndex(i * 22.5)).toBe(i);
      for (const name of [COMPASS_POINTS[i]!, COMPASS_POINTS_ZH[i]!, `${COMPASS_POINTS_ZH[i]!}风`]) {
        const read = parseDirection(name);
        expect(read).toEqual({ ok: true, value: { kind: 'steady', from: i * 22.5, compassPoints: 16 } });
      }
    }
    expect(compassPointZh(202.5)).toBe('南西南');
  });

  it('puts every bearing within 11.25° of its point', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 359.999, noNaN: true }), (degrees) => {
        const off = Math.abs(((degrees - compassIndex(degrees) * 22.5 + 540) % 360) - 180);
        expect(off).toBeLessThanOrEqual(11.25 + 1e-9);
      }),
    );
  });
});

describe('directions as feeds write them', () => {
  it.each([
    ['SW', 225],
    ['sw', 225],
    ['西南', 225],
    ['南西', 225],
    ['南南西', 202.5],
    [225, 225],
    ['225', 225],
    ['225°', 225],
    [' 90.5 ', 90.5],
    [0, 0],
    ['0', 0],
    [360, 0],
  ])('%s is %d°', (raw, from) => {
    const read = parseDirection(raw);
    expect(read.ok && read.value.kind === 'steady' && read.value.from).toBe(from);
  });

  it.each(['C', 'c', '静风', '999017', 999017])('%s is calm, not 0°', (raw) => {
    expect(parseDirection(raw)).toEqual({ ok: true, value: { kind: 'calm' } });
  });

  it.each([
    [null, 'upwind_direction_missing'],
    [undefined, 'upwind_direction_missing'],
    ['', 'upwind_direction_missing'],
    [NaN, 'upwind_direction_unknown'],
    ['-', 'upwind_direction_unknown'],
    ['1e2', 'upwind_direction_unknown'],
    ['上风', 'upwind_direction_unknown'],
    [true, 'upwind_direction_unknown'],
    [999, 'upwind_direction_out_of_range'],
    ['-9999', 'upwind_direction_out_of_range'],
    [400, 'upwind_direction_out_of_range'],
    [-1, 'upwind_direction_out_of_range'],
  ])('refuses %s with %s', (raw, key) => {
    const read = parseDirection(raw);
    expect(!read.ok && read.error.key).toBe(key);
  });

  it('knows a wind without a direction', () => {
    expect(parseDirection('VRB')).toEqual({ ok: true, value: { kind: 'variable' } });
  });
});

describe('Beaufort', () => {
  it.each([
    [0, 0],
    [0.24, 0],
    [0.25, 1],
    [1.5, 1],
    [1.56, 2],
    [3.3, 2],
    [3.4, 3],
    [10.7, 5],
    [32.6, 11],
    [36.9, 12],
    [56.04, 16],
    [56.1, 17],
    [90, 17],
  ])('%f m/s is level %d', (speed, level) => expect(beaufort(speed)).toBe(level));

  it('has no level for what is no speed', () => {
    for (const bad of [NaN, -1, Infinity]) expect(beaufort(bad)).toBeNull();
  });
});

it('brings a roof wind down to 10 m', () => {
  expect(speedAt10m(4, 10, 'urban')).toBe(4);
  expect(speedAt10m(4, 40, 'open')).toBeCloseTo(4 * 0.25 ** 0.15, 12);
  expect(() => speedAt10m(4, 0, 'open')).toThrow(RangeError);
});
