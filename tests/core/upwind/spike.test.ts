import { describe, expect, it } from 'vitest';
import type { Series } from '../../../src/core/air/pollutants.ts';
import { hasSpike, nothingRose } from '../../../src/core/upwind/spike.ts';

const at = Date.UTC(2026, 10, 22, 4);
const series = (value: (minutesAgo: number, i: number) => number | null, count = 90): Series => ({
  station: 'a',
  place: { lng: 113.6, lat: 34.8 },
  at: Array.from({ length: count }, (_, i) => at - (count - 1 - i) * 120_000),
  c: Array.from({ length: count }, (_, i) => value((count - 1 - i) * 2, i)),
});
const jitter = (i: number): number => [0, 2, -1, 1, -2, 0, 1, -1][i % 8]!;

describe('hasSpike', () => {
  it('sees a plume that passes', () => {
    expect(
      hasSpike(
        series((ago, i) => 130 + jitter(i) + (ago < 30 ? 80 : 0)),
        at,
        60,
      ),
    ).toBe(true);
  });

  it('sees none in flat or slowly drifting air', () => {
    expect(
      hasSpike(
        series((_, i) => 130 + jitter(i)),
        at,
        60,
      ),
    ).toBe(false);
    expect(
      hasSpike(
        series((ago, i) => 134 - ago / 30 + jitter(i)),
        at,
        60,
      ),
    ).toBe(false);
  });

  it('does not deny one where too little was measured', () => {
    expect(
      hasSpike(
        series(() => 130, 5),
        at,
        60,
      ),
    ).toBe(true);
    // A steady release that fills the whole window, with nothing known of before.
    expect(
      hasSpike(
        series(() => 130, 30),
        at,
        60,
      ),
    ).toBe(true);
    expect(
      hasSpike(
        series(() => null),
        at,
        60,
      ),
    ).toBe(true);
  });

  it('sees a faint tracer over no background', () => {
    expect(
      hasSpike(
        series((ago) => (ago < 20 ? 0.4 : 0)),
        at,
        60,
      ),
    ).toBe(true);
  });
});

describe('nothingRose', () => {
  const own = { ...series((_, i) => 130 + jitter(i)), station: 'own', place: { lng: 113.6, lat: 34.85 } };
  const risen = (ago: number, i: number): number => 130 + jitter(i) + (ago < 30 ? 80 : 0);
  const neighbour = { ...series(risen), station: 'other', place: { lng: 113.64, lat: 34.85 } };
  const ask = { station: 'own', apex: own.place, at, windowMin: 60 };

  it("a neighbour's spike is none of the station's own: its zone is the wind's alone", () => {
    expect(nothingRose({ ...ask, series: [own, neighbour] })).toBe(true);
    expect(nothingRose({ ...ask, series: [{ ...own, c: neighbour.c }, neighbour] })).toBe(false);
  });

  it('where the station measures nothing itself the others tell', () => {
    expect(nothingRose({ ...ask, series: [neighbour] })).toBe(false);
    expect(nothingRose({ ...ask, series: [{ ...own, station: 'third', place: neighbour.place }] })).toBe(
      true,
    );
    expect(nothingRose({ ...ask, series: [] })).toBe(false);
  });
});
