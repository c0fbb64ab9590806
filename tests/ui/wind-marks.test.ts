import { describe, expect, it } from 'vitest';
import { barbPath, onDial, slicePath } from '../../src/ui/wind-marks.ts';
import { axisTicks, linePath } from '../../src/ui/line-path.ts';

const count = (path: string, mark: RegExp) => path.match(mark)?.length ?? 0;

describe('marks of the wind', () => {
  it.each([
    [0.4, 0, 0, 0],
    [2, 0, 0, 1],
    [4, 0, 1, 0],
    [6.2, 0, 1, 1],
    [12, 0, 3, 0],
    [26, 1, 1, 1],
  ])('%f m/s: %i pennants, %i full barbs, %i half', (speed, pennants, full, half) => {
    const path = barbPath(speed);
    expect(count(path, /Z/g)).toBe(pennants);
    // A pennant starts like a full barb.
    expect(count(path, /L8/g) - pennants).toBe(full);
    expect(count(path, /l4/g)).toBe(half);
  });

  it('puts a wind on the side it comes from: west is left, south is down', () => {
    expect(onDial(270, 10)).toEqual([-10, 0].map((each) => expect.closeTo(each, 1)));
    expect(onDial(180, 10)).toEqual([0, 10].map((each) => expect.closeTo(each, 1)));
  });

  it('draws a slice over north with the short arc, and a wide one with the long arc', () => {
    expect(slicePath(350, 20, 10)).toContain('A10 10 0 0 1');
    expect(slicePath(20, 350, 10)).toContain('A10 10 0 1 1');
  });
});

describe('lines of a series', () => {
  it('breaks at a missing value instead of bridging it', () => {
    expect(linePath([[0, 0], [1, 1], null, [3, 3], [4, 4]])).toBe('M0 0L1 1M3 3L4 4');
    expect(linePath([])).toBe('');
  });

  it('chooses round ticks below the highest value', () => {
    expect(axisTicks(290, 3)).toEqual([100, 200]);
    expect(axisTicks(52, 3)).toEqual([20, 40]);
    expect(axisTicks(0, 3)).toEqual([0]);
  });
});
