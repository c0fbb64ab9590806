import { describe, expect, it } from 'vitest';
import { contains } from '../../../src/core/upwind/contains.ts';
import { destination } from '../../../src/core/geo.ts';
import { proposeCheapZone } from '../../../src/core/upwind/propose-zone.ts';
import { recentWind, turnedWind } from '../../../src/core/upwind/turned-wind.ts';
import type { ZoneInput } from '../../../src/core/upwind/zone-input.ts';
import { bearing, metres } from '../../../src/core/units.ts';
import type { WindSample } from '../../../src/core/wind/wind-sample.ts';

const at = Date.UTC(2026, 10, 22, 4);
const apex = { lng: 113.65, lat: 34.87 };
const wind = (from: (minutesAgo: number) => number | null, speedMs = 2.8): WindSample[] =>
  Array.from({ length: 90 }, (_, i) => {
    const ago = (89 - i) * 2;
    const dir = from(ago);
    return {
      at: at - ago * 60_000,
      kind: dir === null ? 'calm' : 'steady',
      from: dir === null ? null : bearing(dir),
      speedMs: dir === null ? 0 : speedMs,
    };
  });
const input = (samples: WindSample[]): ZoneInput => ({
  station: 's',
  apex,
  at,
  windowMin: 60,
  wind: samples,
  windSource: { distanceKm: 0, compassPoints: 0 },
  sigmaThetaDeg: null,
  maxRadiusM: metres(5000),
  series: [],
});
const southwest = destination(apex, 225, 1500);
const northwest = destination(apex, 330, 1500);

describe('recentWind', () => {
  it('lays the zone where the wind comes from now, not where it came from before the turn', () => {
    const recent = recentWind(input(wind((ago) => (ago < 20 ? 330 : 225))));
    const zone = proposeCheapZone(recent!);
    expect(contains(zone, northwest)).toBe(true);
    expect(contains(zone, southwest)).toBe(false);
  });

  it('becomes a disc when it fell calm', () => {
    const recent = recentWind(input(wind((ago) => (ago < 20 ? null : 225))));
    expect(proposeCheapZone(recent!).shape.kind).toBe('disc');
  });

  it('is nothing for a wind that is told once an hour', () => {
    expect(recentWind(input(wind(() => 225).filter((_, i) => i % 30 === 0)))).toBeNull();
  });
});

describe('turnedWind', () => {
  it('answers what if the wind turns to the east', () => {
    const zone = proposeCheapZone(turnedWind(input(wind(() => 225)), bearing(90), 3));
    expect(Math.round(zone.axis ?? -1)).toBe(90);
    expect(contains(zone, southwest)).toBe(false);
  });
});
