import fc from 'fast-check';
import geographiclib from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { turn } from '../../../src/core/geo.ts';
import { metres } from '../../../src/core/units.ts';
import { contains } from '../../../src/core/upwind/contains.ts';
import { buildSourceIndex, sourcesInZone } from '../../../src/core/upwind/source-index.ts';
import type { Shape, Zone } from '../../../src/core/upwind/zone.ts';
import { corridorShape, posteriorBlob, sectorShape, zoneOf } from './shapes.ts';
import { seeded } from '../../../src/core/seeded.ts';

const shapes = fc.oneof(
  fc
    .tuple(
      fc.double({ min: 0, max: 360, noNaN: true }),
      fc.double({ min: 1, max: 200, noNaN: true }),
      fc.double({ min: 150, max: 10_000, noNaN: true }),
    )
    .map(([axis, half, radius]) => sectorShape(axis, half, radius)),
  fc.double({ min: 150, max: 10_000, noNaN: true }).map((r): Shape => ({ kind: 'disc', radiusM: metres(r) })),
  fc
    .tuple(fc.integer({ min: 0, max: 359 }), fc.double({ min: -1, max: 1, noNaN: true }))
    .map(([from, bend]) => corridorShape((ago) => from + bend * ago, 3)),
  fc
    .integer({ min: 0, max: 359 })
    .map((b) =>
      posteriorBlob(
        { bearing: b, distanceM: 1500, widthDeg: 20, stretch: 0.6, radiusM: 4000 },
        { rings: 20, angles: 72 },
      ),
    ),
);

describe('source index', () => {
  it('finds in 500 zones what a test of every source finds', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.double({ min: -0.12, max: 0.12, noNaN: true }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (shape, shift, lat, seed) => {
          const random = seeded(seed);
          const lngs = Float64Array.from({ length: 250 }, () => 113.6 + 0.3 * (random() - 0.5));
          const lats = Float64Array.from({ length: 250 }, () => lat + 0.2 * (random() - 0.5));
          const zone = zoneOf(shape, { lng: 113.6 + shift, lat });
          const found = [...sourcesInZone(buildSourceIndex(lngs, lats), zone)].sort((a, b) => a - b);
          const expected = [...lngs.keys()].filter((i) => contains(zone, { lng: lngs[i]!, lat: lats[i]! }));
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('agrees with WGS-84 geodesics beyond 0.1 m of an edge', () => {
    const random = seeded(7);
    const lngs = Float64Array.from({ length: 20_000 }, () => 113.6 + 0.3 * (random() - 0.5));
    const lats = Float64Array.from({ length: 20_000 }, () => 34.8 + 0.3 * (random() - 0.5));
    const index = buildSourceIndex(lngs, lats);
    for (const [axis, half] of [
      [225, 40],
      [0, 30],
      [100, 130],
    ] as const) {
      const zone: Zone = zoneOf(sectorShape(axis, half, 9000), { lng: 113.6, lat: 34.8 });
      const found = new Set(sourcesInZone(index, zone));
      expect(found.size).toBeGreaterThan(500);
      for (let i = 0; i < lngs.length; i++) {
        const { s12, azi1 } = geographiclib.Geodesic.WGS84.Inverse(34.8, 113.6, lats[i]!, lngs[i]!);
        const off = Math.abs(turn(axis, azi1!)) - half;
        const edge = Math.min(Math.abs(s12! - 9000), Math.abs(s12! * Math.sin((off * Math.PI) / 180)));
        if (edge > 0.1) expect(found.has(i)).toBe(s12! <= 9000 && off <= 0);
      }
    }
  });

  it('stands up to nothing, one, the same place, far places and places that are none', () => {
    const zone = zoneOf({ kind: 'disc', radiusM: metres(500) });
    const { lng, lat } = zone.apex;
    expect(sourcesInZone(buildSourceIndex([], []), zone)).toHaveLength(0);
    expect(sourcesInZone(buildSourceIndex([lng], [lat]), zone)).toHaveLength(1);
    expect(sourcesInZone(buildSourceIndex([lng, lng, NaN, -170], [lat, lat, lat, -80]), zone)).toHaveLength(
      2,
    );
    expect(sourcesInZone(buildSourceIndex([NaN], [NaN]), zone)).toHaveLength(0);
    expect(sourcesInZone(buildSourceIndex([lng], [lat]), zoneOf({ kind: 'none' }))).toHaveLength(0);
  });
});
