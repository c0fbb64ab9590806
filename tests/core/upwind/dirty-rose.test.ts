import { describe, expect, it } from 'vitest';
import { dirtiestSector, dirtyRose, type RoseHour } from '../../../src/core/upwind/dirty-rose.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 9, 1, 16);
const hour = (index: number, from: number | null, c: number, speedMs = 2): RoseHour => ({
  at: START + (index + 1) * HOUR,
  from,
  speedMs,
  c,
});

describe('dirty-direction rose', () => {
  it('6.5 is m/n per sector with the threshold that R’s quantile type 7 gives', () => {
    // quantile(c(10, 20, 30, 40, 50, 60, 70, 80), 0.75) = 62.5
    const values = [10, 20, 30, 40, 50, 60, 70, 80];
    const from = [0, 0, 225, 225, 0, 225, 225, 225];
    const rose = dirtyRose(values.map((c, index) => hour(index, from[index]!, c)));
    expect(rose.threshold).toBe(62.5);
    expect(rose.sectors[10]).toEqual({ hours: 5, high: 2, share: 0.4 });
    expect(rose.sectors[0]).toEqual({ hours: 3, high: 0, share: 0 });
    expect(rose.sectors[4]).toEqual({ hours: 0, high: 0, share: null });
    expect([rose.hours, rose.days]).toEqual([8, 1]);
  });

  it('6.5 counts what equals the threshold as high, and 350° with 10° as north', () => {
    const rose = dirtyRose([hour(0, 350, 50), hour(1, 10, 50), hour(2, 348.7, 50), hour(3, 348.8, 50)]);
    expect(rose.sectors[0]).toEqual({ hours: 3, high: 3, share: 1 });
    expect(rose.sectors[15]).toEqual({ hours: 1, high: 1, share: 1 });
  });

  it('6.5 parts the sectors by wind speed, and the parts add up', () => {
    const speeds = [0.5, 1.4, 1.5, 2.5, 4, 9];
    const rose = dirtyRose(speeds.map((speed, index) => hour(index, 90, index < 3 ? 10 : 90, speed)));
    expect(rose.bySpeed.map((part) => part[4]!.hours)).toEqual([2, 1, 1, 2]);
    expect(rose.bySpeed.map((part) => part[4]!.share)).toEqual([0, 0, 1, 1]);
    const sum = rose.bySpeed.reduce((total, part) => total + part[4]!.high, 0);
    expect(sum).toBe(rose.sectors[4]!.high);
  });

  it('calm hours have no sector, days are Beijing’s, and nothing gives an empty rose', () => {
    const rose = dirtyRose([...Array.from({ length: 49 }, (_, i) => hour(i, 90, i)), hour(60, null, 500)]);
    expect([rose.hours, rose.days]).toEqual([49, 3]);
    expect(dirtyRose([])).toMatchObject({ threshold: null, hours: 0, days: 0 });
    expect(dirtiestSector(dirtyRose([]))).toBeNull();
  });

  it('names the sector from which high hours come most often, never one of a few hours', () => {
    const hours = [
      ...Array.from({ length: 40 }, (_, i) => hour(i, 45, 50 + (i % 10))),
      ...Array.from({ length: 20 }, (_, i) => hour(40 + i, 225, i < 15 ? 150 : 50)),
      ...Array.from({ length: 9 }, (_, i) => hour(60 + i, 315, 200)),
    ];
    expect(dirtiestSector(dirtyRose(hours))).toBe(10);
    expect(dirtiestSector(dirtyRose(Array.from({ length: 30 }, (_, i) => hour(i, 45, 50))))).toBeNull();
  });
});
