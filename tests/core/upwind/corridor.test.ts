import { describe, expect, it } from 'vitest';
import type { Series } from '../../../src/core/air/pollutants.ts';
import { bearing } from '../../../src/core/units.ts';
import { Capsules } from '../../../src/core/upwind/capsules.ts';
import { corridor, corridorSpread, startTimes } from '../../../src/core/upwind/corridor.ts';
import { APEX, AT, MINUTE, corridorShape, twoMinuteWind } from './shapes.ts';

describe('back track', () => {
  it('of a steady wind runs straight upwind to the edge of the reach', () => {
    const { tracks } = corridorShape(() => 225, 4);
    expect(tracks).toHaveLength(6);
    const end = tracks[0]!.at(-1)!;
    expect(end.x).toBeCloseTo(-5000 * Math.SQRT1_2, 6);
    expect(end.y).toBeCloseTo(-5000 * Math.SQRT1_2, 6);
    expect(end.ageS).toBeCloseTo(1250, 6);
  });

  it('ends after 90 minutes when the wind is light', () => {
    const end = corridorShape(() => 90, 0.6).tracks[0]!.at(-1)!;
    expect(end.ageS).toBe(5400);
    expect(end.x).toBeCloseTo(0.6 * 5400, 6);
  });

  it('bends with a wind that has turned: the farther air came from elsewhere', () => {
    const wind = twoMinuteWind((ago) => (ago > 20 ? 270 : 180), 2);
    const c = (i: number): number => (i >= 28 ? 300 : 50);
    const series: Series = {
      ...{ station: 's', place: APEX },
      at: Array.from({ length: 31 }, (_, i) => AT - (60 - 2 * i) * MINUTE),
      c: Array.from({ length: 31 }, (_, i) => c(i)),
    };
    const { tracks } = corridor({ wind, at: AT, windowMin: 60, series, sigmaRad: 0.1, maxRadiusM: 5000 });
    expect(tracks).toHaveLength(1);
    const [near, far] = [tracks[0]![4]!, tracks[0]!.at(-1)!];
    expect(Math.abs(near.x)).toBeLessThan(1);
    expect(near.y).toBeCloseTo(-960, 0);
    expect(far.x).toBeLessThan(-3000);
    expect(far.y).toBeGreaterThan(-2200);
  });

  it('widens as core + z·√((σθ·L·f)² + (L·tan 10°)²), σθ at most 15°', () => {
    const point = corridorShape(() => 0, 5).tracks[0]![3]!;
    const length = 5 * 360;
    const f = 1 / (1 + 0.9 * Math.sqrt(360 / 300));
    const expected = 100 + 1.5 * Math.hypot(0.15 * length * f, length * Math.tan((10 * Math.PI) / 180));
    expect(point.halfWidthM).toBeCloseTo(expected, 6);
    const make = (sigmaRad: number): number =>
      corridor({
        wind: twoMinuteWind(() => 0, 5),
        at: AT,
        windowMin: 60,
        series: null,
        sigmaRad,
        maxRadiusM: 5000,
      }).tracks[0]![3]!.halfWidthM;
    expect(make(1)).toBe(make((15 * Math.PI) / 180));
  });

  it('stays at the station when nothing has a direction', () => {
    const wind = [{ at: AT, kind: 'calm' as const, from: null, speedMs: 0 }];
    const { tracks } = corridor({
      wind,
      at: AT,
      windowMin: 60,
      series: null,
      sigmaRad: 0.1,
      maxRadiusM: 5000,
    });
    expect(tracks.every((track) => track.length === 1)).toBe(true);
    const flying = [{ at: AT, kind: 'steady' as const, from: bearing(0), speedMs: 3 }];
    expect(
      corridor({ wind: flying, at: AT, windowMin: 5, series: null, sigmaRad: 0, maxRadiusM: 900 }).tracks,
    ).toHaveLength(1);
  });

  it('within a fence follows every minute of wind, for the air is gone before the next', () => {
    const wind = Array.from({ length: 61 }, (_, i) => ({
      ...{ at: AT - (60 - i) * MINUTE, kind: 'steady' as const, speedMs: 3 },
      from: bearing(i % 10 === 7 ? 330 : 270),
    }));
    const options = { wind, at: AT, windowMin: 60, series: null, sigmaRad: 0.1 };
    const fence = corridor({ ...options, maxRadiusM: 150 });
    expect(fence.tracks).toHaveLength(60);
    expect(fence.tracks.filter((track) => track.at(-1)!.y > 40)).not.toHaveLength(0);
    expect(fence.tracks[0]!.length).toBeGreaterThan(4);
    expect(corridor({ ...options, maxRadiusM: 5000 }).tracks).toHaveLength(6);
    expect(corridor({ ...options, windowMin: 1440, maxRadiusM: 150 }).tracks.length).toBeLessThanOrEqual(145);
  });

  it('is wider where the air passes faster than the wind is reported', () => {
    const every = (minutes: number): number => {
      const wind = Array.from({ length: 1 + 60 / minutes }, (_, i) => ({
        ...{ at: AT - 60 * MINUTE + i * minutes * MINUTE, kind: 'steady' as const, speedMs: 3 },
        from: bearing(270),
      }));
      const shape = corridor({
        ...{ wind, at: AT, windowMin: 60, series: null, sigmaRad: 0.1, maxRadiusM: 150 },
      });
      return shape.tracks[0]!.at(-1)!.halfWidthM;
    };
    expect(every(5)).toBeGreaterThan(1.2 * every(1));
    expect(every(10)).toBeGreaterThan(every(5));
  });
});

it('a corridor knows how many directions it covers', () => {
  const spread = (from: (ago: number) => number): number => corridorSpread(corridorShape(from, 4));
  expect(spread(() => 225)).toBeGreaterThan(0.08);
  expect(spread(() => 225)).toBeLessThan(0.25);
  expect(spread((ago) => (ago * 6) % 360)).toBeGreaterThan(0.6);
  expect(spread(() => 5)).toBeCloseTo(
    spread(() => 185),
    1,
  );
});

describe('start times', () => {
  const at = Array.from({ length: 60 }, (_, i) => AT - (59 - i) * MINUTE);
  it('are the blocks of at least half the highest mean', () => {
    const c = at.map((_, i) => (i >= 20 && i < 30 ? 200 : i >= 30 && i < 40 ? 101 : 99));
    const starts = startTimes({ station: 's', place: APEX, at, c }, AT, 60);
    expect(starts).toEqual([AT - 35 * MINUTE, AT - 25 * MINUTE]);
  });

  it('are found among differences that are all below their background', () => {
    const c = at.map((_, i) => (i >= 20 && i < 30 ? -5 : -50));
    expect(startTimes({ station: 's', place: APEX, at, c }, AT, 60)).toEqual([AT - 35 * MINUTE]);
  });

  it('are all blocks when no concentration is known', () => {
    expect(startTimes(null, AT, 60)).toHaveLength(6);
    expect(startTimes({ station: 's', place: APEX, at, c: at.map(() => null) }, AT, 60)).toHaveLength(6);
    expect(startTimes(null, AT, 25)).toHaveLength(3);
  });
});

it('tests tapered capsules like the union of very many discs', () => {
  const tracks = [
    [
      { x: 0, y: 0, ageS: 0, halfWidthM: 100 },
      { x: 800, y: 300, ageS: 1, halfWidthM: 350 },
      { x: 900, y: 900, ageS: 2, halfWidthM: 250 },
    ],
    [
      { x: -500, y: 0, ageS: 0, halfWidthM: 50 },
      { x: -510, y: 0, ageS: 1, halfWidthM: 200 },
    ],
  ];
  const capsules = new Capsules(tracks);
  const discs = tracks.flatMap(([...points]) =>
    points.slice(1).flatMap((b, i) =>
      Array.from({ length: 2001 }, (_, k) => {
        const a = points[i]!;
        const t = k / 2000;
        const mix = (p: number, q: number): number => p + (q - p) * t;
        return [mix(a.x, b.x), mix(a.y, b.y), mix(a.halfWidthM, b.halfWidthM)] as const;
      }),
    ),
  );
  for (let x = -900; x < 1500; x += 53) {
    for (let y = -500; y < 1400; y += 47) {
      const depth = Math.max(...discs.map(([cx, cy, r]) => r - Math.hypot(x - cx, y - cy)));
      expect(Math.abs(capsules.depth(x, y) - depth)).toBeLessThan(0.2);
      if (Math.abs(depth) > 0.2) expect(capsules.holds(x, y)).toBe(depth > 0);
    }
  }
});
