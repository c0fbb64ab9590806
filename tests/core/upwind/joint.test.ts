import { describe, expect, it } from 'vitest';
import type { Series } from '../../../src/core/air/pollutants.ts';
import { destination } from '../../../src/core/geo.ts';
import { rankJointly, transport } from '../../../src/core/upwind/joint.ts';
import type { ZoneInput } from '../../../src/core/upwind/zone-input.ts';
import { bearing, metres, type LngLat } from '../../../src/core/units.ts';

const APEX = { lng: 113.62, lat: 34.86 };
const AT = Date.UTC(2026, 2, 14, 6);
const MINUTE = 60_000;
const HOURS = [-3, -2, -1, 0];

function hourly(station: string, place: LngLat, c: readonly number[]): Series {
  return { station, place, at: HOURS.slice(-c.length).map((hour) => AT + hour * 60 * MINUTE), c };
}

function around(index: number): LngLat {
  return destination(APEX, index * 72, 6000);
}

describe('several stations', () => {
  const minutes = Array.from({ length: 30 }, (_, i) => AT - 58 * MINUTE + i * 2 * MINUTE);
  const series = (station: string, place: LngLat, value: (i: number) => number): Series => ({
    station,
    place,
    at: minutes,
    c: minutes.map((_, i) => value(i)),
  });
  const input = (all: readonly Series[]): ZoneInput => ({
    station: 's',
    apex: APEX,
    at: AT,
    windowMin: 60,
    wind: Array.from({ length: 61 }, (_, i) => ({
      at: AT - (120 - 2 * i) * MINUTE,
      kind: 'steady' as const,
      from: bearing(270),
      speedMs: 3,
    })),
    windSource: { distanceKm: 0, compassPoints: 0 },
    sigmaThetaDeg: null,
    maxRadiusM: metres(5000),
    series: all,
  });
  const weigh = (id: string, place: LngLat) => ({
    id,
    ...place,
    emission: 1,
    record: 0.5,
    activity: 1,
    priority: 1,
  });

  it('lets a clean station under a plume count against the candidate behind it', () => {
    const own = series('s', APEX, (i) => (i > 10 ? 150 : 50));
    const clean = (station: string, place: LngLat) => series(station, place, () => 50);
    // West of the apex: one candidate before, one behind a station that stayed clean.
    const near = weigh('near', destination(APEX, 270, 800));
    const behind = weigh('behind', destination(APEX, 270, 3000));
    const between = clean('between', destination(APEX, 270, 2000));
    const aside = clean('aside', destination(APEX, 0, 4000));
    const ratio = (all: readonly Series[]): number => {
      const ranked = rankJointly(input(all), [near, behind]);
      const j = (id: string) => ranked.find((each) => each.id === id)!.j;
      return j('behind') / j('near');
    };
    expect(ratio([own, aside, between])).toBeLessThan(
      0.2 * ratio([own, aside, clean('far', destination(APEX, 90, 4000))]),
    );
    expect(rankJointly(input([own, aside, between]), [behind, near])[0]!.id).toBe('near');
  });

  it('has no opinion without concentrations', () => {
    expect(rankJointly(input([]), [weigh('a', APEX)])).toEqual([]);
  });

  it('calls it regional when four of five stations rise alike within the hour', () => {
    const rising = [0, 1, 2, 3].map((i) => hourly(`s${i}`, around(i), [50, 52, 55, 90 + i]));
    const still = hourly('s4', around(4), [50, 50, 50, 50]);
    const found = transport([...rising, still], AT, bearing(270));
    expect(found.kind).toBe('regional');
    expect(found.share).toBe(0.8);
    expect(found.reason.params).toEqual({ percent: 80 });
  });

  it('keeps a spike local when only one station rose, or when it rose far more than the others', () => {
    const still = [1, 2, 3, 4].map((i) => hourly(`s${i}`, around(i), [50, 50, 50, 52]));
    const own = hourly('s0', APEX, [50, 50, 55, 150]);
    expect(transport([own, ...still], AT, bearing(10)).kind).toBe('local');
    const little = [1, 2, 3, 4].map((i) => hourly(`s${i}`, around(i), [50, 50, 50, 62]));
    expect(transport([own, ...little], AT, bearing(10)).kind).toBe('local');
  });

  it('tells inherited air by the upwind neighbour of the hour before, not by the same hour', () => {
    const own = hourly('s0', APEX, [50, 50, 55, 100]);
    const upwind = (c: readonly number[]) => hourly('up', destination(APEX, 270, 9000), c);
    expect(transport([own, upwind([50, 50, 100, 100])], AT, bearing(270)).kind).toBe('inherited');
    expect(transport([own, upwind([50, 50, 50, 100])], AT, bearing(270)).kind).toBe('unknown');
    expect(transport([own, upwind([50, 50, 100, 100])], AT, bearing(90)).kind).toBe('unknown');
    expect(transport([], AT, null).kind).toBe('unknown');
  });
});
