import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destination } from '../../../src/core/geo.ts';
import { metres } from '../../../src/core/units.ts';
import { contains, insideTest, shapeBox } from '../../../src/core/upwind/contains.ts';
import { plainFan } from '../../../src/core/upwind/plain-fan.ts';
import type { Shape } from '../../../src/core/upwind/zone.ts';
import { APEX, corridorShape, posteriorBlob, sectorShape, zoneOf } from './shapes.ts';

const at = (towards: number, distanceM: number): { lng: number; lat: number } =>
  destination(APEX, towards, distanceM);

describe('0.14 zone from live wind: which places it holds', () => {
  it('puts the zone of a wind from 225° southwest; a site northeast is not in it', () => {
    const zone = zoneOf(plainFan(225));
    expect(contains(zone, at(225, 2000))).toBe(true);
    expect(contains(zone, at(45, 2000))).toBe(false);
    expect(contains(zone, at(225, 2999.9))).toBe(true);
    expect(contains(zone, at(225, 3000.1))).toBe(false);
    expect(contains(zone, at(225 + 44.99, 2000))).toBe(true);
    expect(contains(zone, at(225 + 45.01, 2000))).toBe(false);
  });

  it('makes a circle of calm', () => {
    const zone = zoneOf({ kind: 'disc', radiusM: metres(1000) });
    for (let towards = 0; towards < 360; towards += 15) {
      expect(contains(zone, at(towards, 999.9))).toBe(true);
      expect(contains(zone, at(towards, 1000.1))).toBe(false);
    }
  });

  it('runs across north', () => {
    const zone = zoneOf(sectorShape(0, 20, 3000));
    for (const [towards, inside] of [
      [350, true],
      [10, true],
      [0, true],
      [340.1, true],
      [339.9, false],
      [21, false],
      [180, false],
    ] as const) {
      expect(contains(zone, at(towards, 1500)), `${towards}°`).toBe(inside);
    }
  });

  it('knows half angles of 90° and more', () => {
    for (const half of [90, 120, 179, 180, 270]) {
      const zone = zoneOf(sectorShape(300, half, 3000));
      for (let off = -179; off <= 180; off += 7) {
        expect(contains(zone, at(300 + off, 1000)), `${half} ${off}`).toBe(Math.abs(off) <= half);
      }
    }
  });

  it('holds its own apex, and nothing at all without a wind', () => {
    expect(contains(zoneOf(sectorShape(10, 15, 500)), APEX)).toBe(true);
    expect(contains(zoneOf({ kind: 'none' }), APEX)).toBe(false);
  });

  it('holds nothing on the other side of the earth, nor a place that is none', () => {
    const zone = zoneOf({ kind: 'disc', radiusM: metres(10_000) });
    expect(contains(zone, { lng: APEX.lng - 180, lat: -APEX.lat })).toBe(false);
    expect(contains(zone, { lng: NaN, lat: 34 })).toBe(false);
  });

  it('turns with the wind, every kind by 90°', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<(by: number) => Shape>(
          (by) => sectorShape(200 + by, 33, 3000),
          (by) => corridorShape((ago) => 200 + by + ago / 3, 3),
          (by) =>
            posteriorBlob({ bearing: 200 + by, distanceM: 1500, widthDeg: 14, stretch: 0.5, radiusM: 4000 }),
        ),
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        fc.constantFrom(90, 180, 270),
        (shape, towards, distanceM, by) => {
          const place = (b: number): [number, number] => {
            const rad = (b * Math.PI) / 180;
            return [distanceM * Math.sin(rad), distanceM * Math.cos(rad)];
          };
          const before = insideTest(shape(0));
          // Rounding may differ on the edge itself.
          const near = before(...place(towards - 1e-6)) !== before(...place(towards + 1e-6));
          const after = insideTest(shape(by))(...place(towards + by));
          expect(near || after === before(...place(towards))).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('takes a posterior cell by cell at the centres', () => {
    const shape = posteriorBlob({ bearing: 75, distanceM: 1200, widthDeg: 20, stretch: 0.6, radiusM: 3000 });
    const test = insideTest(shape);
    shape.massPpm.forEach((ppm, cell) => {
      const ring = Math.floor(cell / shape.angles);
      const outer = shape.rings[ring]!;
      const inner = ring === 0 ? 0 : shape.rings[ring - 1]!;
      const r = ring === 0 ? (2 / 3) * outer : Math.sqrt(inner * outer);
      const rad = (((cell % shape.angles) + 0.5) * 2 * Math.PI) / shape.angles;
      const density = ppm / ((Math.PI * (outer ** 2 - inner ** 2)) / shape.angles);
      if (Math.abs(density / shape.threshold - 1) < 1e-6) return;
      expect(test(r * Math.sin(rad), r * Math.cos(rad))).toBe(density >= shape.threshold);
    });
  });

  it('boxes every shape: nothing inside lies outside the box', () => {
    const shape = fc.oneof(
      fc
        .tuple(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 5, max: 185 }))
        .map(([axis, half]) => sectorShape(axis, half, 3000)),
      fc.integer({ min: 0, max: 359 }).map((from) => corridorShape((ago) => from + ago, 2, 3000)),
      fc
        .integer({ min: 0, max: 359 })
        .map((b) => posteriorBlob({ bearing: b, distanceM: 900, widthDeg: 25, stretch: 0.5, radiusM: 3000 })),
    );
    fc.assert(
      fc.property(
        shape,
        fc.integer({ min: -3000, max: 3000 }),
        fc.integer({ min: -3000, max: 3000 }),
        (s, x, y) => {
          const box = shapeBox(s)!;
          const boxed = x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;
          expect(boxed || !insideTest(s)(x, y)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
