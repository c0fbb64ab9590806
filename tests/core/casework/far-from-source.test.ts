import { describe, expect, it } from 'vitest';
import { farFromSourceM } from '../../../src/core/casework/far-from-source.ts';
import { destination } from '../../../src/core/geo.ts';

const SOURCE = { lng: 113.6, lat: 34.85, polygon: null };
const at = (metres: number, accuracyM: number | null = 10) => ({
  ...destination(SOURCE, 90, metres),
  accuracyM,
});

describe('farFromSourceM', () => {
  it('says nothing near the source, and the distance beyond', () => {
    expect(farFromSourceM(at(120), SOURCE)).toBe(0);
    expect(farFromSourceM(at(2900), SOURCE)).toBeCloseTo(2900, 0);
    expect(farFromSourceM(at(301, null), SOURCE)).toBeCloseTo(301, 0);
  });

  it('gives a vague place the benefit of its doubt', () => {
    expect(farFromSourceM(at(330, 50), SOURCE)).toBe(0);
    expect(farFromSourceM(at(360, 50), SOURCE)).toBeGreaterThan(0);
  });

  it('is near anywhere in the area of a large site', () => {
    const [west, east, south, north] = [113.55, 113.65, 34.8, 34.9];
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const polygon = { type: 'Polygon', coordinates: [ring] } as never;
    expect(farFromSourceM(at(2900), { ...SOURCE, polygon })).toBe(0);
    expect(farFromSourceM(at(9000), { ...SOURCE, polygon })).toBeGreaterThan(8000);
  });
});
