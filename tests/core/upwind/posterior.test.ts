import { describe, expect, it } from 'vitest';
import { plane } from '../../../src/core/geo.ts';
import { posteriorShape } from '../../../src/core/upwind/posterior.ts';
import { insideTest } from '../../../src/core/upwind/contains.ts';
import type { ZoneInput } from '../../../src/core/upwind/zone-input.ts';
import { bearing, metres } from '../../../src/core/units.ts';

const APEX = { lng: 113.62, lat: 34.86 };
const AT = Date.UTC(2026, 2, 14, 6);
const MINUTE = 60_000;

interface Setup {
  readonly turned?: number;
  readonly factor?: number;
  readonly speed?: number;
  readonly radiusM?: number;
  readonly everyMin?: number;
  readonly distanceKm?: number;
  readonly compassPoints?: 0 | 16;
}

/** Wind that swings round 225°; the excess comes whenever it blows from there. */
function swinging(setup: Setup = {}): ZoneInput {
  const { turned = 0, factor = 1, speed = 3, radiusM = 3000, everyMin = 2 } = setup;
  const from = (minute: number): number => 225 + turned + 35 * Math.sin(minute / 9);
  const times = Array.from({ length: 120 / everyMin + 1 }, (_, i) => -120 + i * everyMin);
  const series = Array.from({ length: 31 }, (_, i) => -60 + 2 * i);
  return {
    station: 's',
    apex: APEX,
    at: AT,
    windowMin: 60,
    wind: times.map((minute) => ({
      at: AT + minute * MINUTE,
      kind: 'steady' as const,
      from: bearing(from(minute)),
      speedMs: speed,
    })),
    windSource: { distanceKm: setup.distanceKm ?? 0, compassPoints: setup.compassPoints ?? 0 },
    sigmaThetaDeg: null,
    maxRadiusM: metres(radiusM),
    series: [
      {
        station: 's',
        place: APEX,
        at: series.map((minute) => AT + minute * MINUTE),
        c: series.map((minute) => {
          const off = 35 * Math.sin((minute - 5) / 9);
          return factor * (60 + 90 * Math.exp(-0.5 * (off / 8) ** 2));
        }),
      },
    ],
  };
}

function solved(input: ZoneInput, grid: 'full' | 'cheap' = 'full') {
  const found = posteriorShape(input, grid);
  if (!found) throw new Error('no posterior');
  const { shape } = found;
  const area = (cell: number): number => {
    const ring = Math.floor(cell / shape.angles);
    const inner = ring === 0 ? 0 : shape.rings[ring - 1]!;
    return (Math.PI * (shape.rings[ring]! ** 2 - inner ** 2)) / shape.angles;
  };
  let kept = 0;
  let share = 0;
  let east = 0;
  let north = 0;
  shape.massPpm.forEach((ppm, cell) => {
    const angle = ((cell % shape.angles) + 0.5) * ((2 * Math.PI) / shape.angles);
    east += ppm * Math.sin(angle);
    north += ppm * Math.cos(angle);
    if (ppm / area(cell) < shape.threshold) return;
    kept += ppm;
    share += area(cell) / (Math.PI * shape.radiusM ** 2);
  });
  const towards = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
  return { ...found, kept, share, towards, inside: insideTest(shape) };
}

describe('posterior zone', () => {
  it('0.14 lies south-west of the station when the wind comes from 225°', () => {
    const zone = solved(swinging());
    expect(Math.abs(zone.towards - 225)).toBeLessThan(15);
    const local = plane(APEX);
    const far = (degrees: number) => {
      const angle = (degrees * Math.PI) / 180;
      const place = local.toLngLat(900 * Math.sin(angle), 900 * Math.cos(angle));
      const { x, y } = local.toXY(place.lng, place.lat);
      return zone.inside(x, y);
    };
    expect(far(225)).toBe(true);
    expect(far(45)).toBe(false);
  });

  it('keeps at least 90 % and no more area than it needs', () => {
    for (const grid of ['full', 'cheap'] as const) {
      const zone = solved(swinging(), grid);
      const whole = zone.shape.massPpm.reduce((sum, ppm) => sum + ppm, 0);
      expect(whole).toBeLessThanOrEqual(1_000_000);
      expect(whole).toBeGreaterThan(998_000);
      expect(zone.kept).toBeGreaterThanOrEqual(0.9 * whole);
      expect(zone.kept).toBeLessThan(0.93 * whole);
      expect(zone.share).toBeLessThan(0.2);
      expect(zone.confidence).toBe('high');
      expect(zone.shape.massPpm.every(Number.isInteger)).toBe(true);
      expect(zone.logDensity.every(Number.isFinite)).toBe(true);
    }
  });

  it('turns with the world by 90°', () => {
    const zone = solved(swinging());
    const turned = solved(swinging({ turned: 90 }));
    const { angles } = zone.shape;
    const quarter = angles / 4;
    zone.shape.massPpm.forEach((ppm, cell) => {
      const ring = Math.floor(cell / angles);
      const there = turned.shape.massPpm[ring * angles + (((cell % angles) + quarter) % angles)]!;
      expect(Math.abs(there - ppm)).toBeLessThanOrEqual(2);
    });
  });

  it('does not change when all concentrations double', () => {
    expect(solved(swinging({ factor: 2 })).shape.massPpm).toEqual(solved(swinging()).shape.massPpm);
  });

  it('scales with the radius from a fence to a city', () => {
    for (const radiusM of [150, 1000, 10_000]) {
      const zone = solved(swinging({ radiusM }));
      expect(zone.shape.rings.at(-1)).toBeCloseTo(radiusM, 6);
      expect(zone.share).toBeLessThan(0.25);
      expect(zone.share).toBeGreaterThan(0.01);
    }
  });

  it('is widened and doubted when the wind is borrowed', () => {
    const own = solved(swinging());
    const borrowed = solved(swinging({ distanceKm: 10 }));
    expect(borrowed.share).toBeGreaterThan(2 * own.share);
    expect(borrowed.confidence).toBe('low');
  });

  it('widens a wind read off 16 points', () => {
    expect(solved(swinging({ compassPoints: 16 })).share).toBeGreaterThan(solved(swinging()).share);
  });

  it('lowers a place whose plume would have reached a clean station', () => {
    const input = swinging();
    const local = plane(APEX);
    const suspect = { x: -900, y: -900 };
    // Halfway between the suspect and the apex, and clean all the time.
    const between = local.toLngLat(-450, -450);
    const own = input.series[0]!;
    const clean = { station: 'clean', place: between, at: own.at, c: own.at.map(() => 60) };
    const massAt = (series: ZoneInput['series']): number => {
      const { shape, logDensity } = solved({ ...input, series });
      const distance = Math.hypot(suspect.x, suspect.y);
      const ring = shape.rings.findIndex((outer) => outer >= distance);
      const turn = ((Math.atan2(suspect.x, suspect.y) / (2 * Math.PI) + 1) % 1) * shape.angles;
      return logDensity[ring * shape.angles + Math.floor(turn)]!;
    };
    expect(massAt([own, clean])).toBeLessThan(massAt([own]) - 0.7);
  });

  it('answers calm, gaps, negative values, steady values and stations elsewhere without a NaN', () => {
    const base = swinging();
    const own = base.series[0]!;
    const calm = base.wind.map(({ at }) => ({ at, kind: 'calm' as const, from: null, speedMs: 0 }));
    const elsewhere = plane(APEX).toLngLat(1200, 300);
    const variants: ZoneInput[] = [
      { ...base, wind: calm },
      { ...base, wind: base.wind.slice(-1) },
      { ...base, series: [] },
      { ...base, series: [{ ...own, c: own.c.map(() => 50) }] },
      { ...base, series: [{ ...own, c: own.c.map(() => null) }] },
      { ...base, series: [{ ...own, c: own.c.map((c, i) => (i % 3 ? c! - 200 : null)) }] },
      { ...base, series: [{ ...own, place: elsewhere }] },
      { ...base, series: [{ ...own, place: { lng: 115, lat: 36 } }] },
      { ...base, windowMin: 10 },
      { ...base, windowMin: 180 },
      { ...base, sigmaThetaDeg: 12, wind: base.wind.filter((_, i) => i % 30 === 0) },
    ];
    for (const input of variants) {
      const { shape, logDensity } = solved(input, 'cheap');
      expect(shape.massPpm.reduce((sum, ppm) => sum + ppm, 0)).toBeGreaterThan(990_000);
      expect(logDensity.every(Number.isFinite)).toBe(true);
      expect(shape.threshold).toBeGreaterThan(0);
    }
    expect(posteriorShape({ ...base, wind: [] }, 'full')).toBeNull();
  });

  it('has no direction in calm', () => {
    const base = swinging();
    const calm = base.wind.map(({ at }) => ({ at, kind: 'calm' as const, from: null, speedMs: 0 }));
    const { shape } = solved({ ...base, wind: calm });
    for (let ring = 0; ring < shape.rings.length; ring++) {
      const row = shape.massPpm.slice(ring * shape.angles, (ring + 1) * shape.angles);
      expect(Math.max(...row) - Math.min(...row)).toBeLessThanOrEqual(2);
    }
  });
});
