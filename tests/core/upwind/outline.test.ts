import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaM2, checkArea, insideRings, plane, ringArea, type AreaGeometry } from '../../../src/core/geo.ts';
import { metres } from '../../../src/core/units.ts';
import { Capsules } from '../../../src/core/upwind/capsules.ts';
import { insideTest } from '../../../src/core/upwind/contains.ts';
import { contour, toPolygons, type Net } from '../../../src/core/upwind/contour.ts';
import { outline, outlineLevels } from '../../../src/core/upwind/outline.ts';
import { chaikin, simplifyRing } from '../../../src/core/upwind/simplify.ts';
import type { Shape } from '../../../src/core/upwind/zone.ts';
import { zoneAreaM2 } from '../../../src/core/upwind/zone-area.ts';
import { APEX, corridorShape, posteriorBlob, sectorShape, zoneOf } from './shapes.ts';

const flat = plane(APEX);

function partsOf(geometry: AreaGeometry): (readonly (readonly number[])[])[][] {
  return (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((rings) => [
    ...rings,
  ]);
}

function inOutline(geometry: AreaGeometry, x: number, y: number): boolean {
  const { lng, lat } = flat.toLngLat(x, y);
  return partsOf(geometry).some((rings) => insideRings(rings, lng, lat));
}

/** Distance of a point from the drawn edge in metres. */
function fromEdge(geometry: AreaGeometry, x: number, y: number): number {
  let best = Infinity;
  for (const ring of partsOf(geometry).flat()) {
    const points = ring.map((p) => flat.toXY(p[0]!, p[1]!));
    for (let i = 1; i < points.length; i++) {
      const a = points[i - 1]!;
      const b = points[i]!;
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const t = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, Math.hypot(x - a.x - t * dx, y - a.y - t * dy));
    }
  }
  return best;
}

/** The drawn edge and the test may only disagree this close to the edge. */
function agrees(shape: Shape, radiusM: number, toleranceM: number, seed: number): void {
  const geometry = outline(zoneOf(shape))!;
  const checked = checkArea(geometry);
  expect(checked.ok ? '' : checked.error.key).toBe('');
  const test = insideTest(shape);
  let state = seed;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let i = 0; i < 300; i++) {
    const x = 2.2 * radiusM * (random() - 0.5);
    const y = 2.2 * radiusM * (random() - 0.5);
    if (test(x, y) === inOutline(geometry, x, y)) continue;
    // The innermost cells are so small that their mass is a few ppm: rounding speckles them, the picture drops specks.
    if (shape.kind === 'posterior' && Math.hypot(x, y) < 0.06 * radiusM) continue;
    // A gap narrower than the net is drawn shut: there the true edge is near, not the drawn one.
    const off = Math.min(fromEdge(geometry, x, y), trueDepth(shape, x, y));
    expect(off, `${shape.kind} ${x.toFixed(0)},${y.toFixed(0)}`).toBeLessThan(toleranceM);
  }
  rightHanded(geometry);
}

function trueDepth(shape: Shape, x: number, y: number): number {
  if (shape.kind !== 'corridor') return Infinity;
  return Math.abs(Math.min(new Capsules(shape.tracks).depth(x, y), shape.radiusM - Math.hypot(x, y)));
}

function rightHanded(geometry: AreaGeometry): void {
  for (const rings of partsOf(geometry)) {
    rings.forEach((ring, i) => {
      const area = ringArea(ring.map((p) => ({ x: p[0]! - ring[0]![0]!, y: p[1]! - ring[0]![1]! })));
      expect(Math.sign(area)).toBe(i === 0 ? 1 : -1);
    });
  }
}

const axis = fc.double({ min: 0, max: 360, noNaN: true });
const seed = fc.integer({ min: 1, max: 1_000_000 });

describe('drawn edge and test agree', () => {
  it('within 0.1 m for sectors of any width, closed and not crossing itself', () => {
    fc.assert(
      fc.property(axis, fc.double({ min: 3, max: 200, noNaN: true }), seed, (a, half, s) =>
        agrees(sectorShape(a, half, 8000), 8000, 0.11, s),
      ),
      { numRuns: 30 },
    );
  });

  it('at exactly 90° and 180°, and for discs', () => {
    for (const half of [90, 180]) agrees(sectorShape(45, half, 3000), 3000, 0.11, 5);
    agrees({ kind: 'disc', radiusM: metres(1000) }, 1000, 0.11, 6);
  });

  it('within 0.0075·R for corridors, straight, bent, returning and clipped', () => {
    fc.assert(
      fc.property(
        axis,
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.double({ min: 0.5, max: 8, noNaN: true }),
        fc.constantFrom(150, 1000, 5000, 10_000),
        seed,
        (a, bend, speed, radius, s) =>
          agrees(
            corridorShape((ago) => a + bend * ago, speed, radius),
            radius,
            0.0075 * radius,
            s,
          ),
      ),
      { numRuns: 40 },
    );
  });

  it('within 0.03·R for posteriors', () => {
    fc.assert(
      fc.property(
        axis,
        fc.double({ min: 500, max: 4500, noNaN: true }),
        fc.double({ min: 6, max: 60, noNaN: true }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        seed,
        (b, distanceM, widthDeg, stretch, s) => {
          const shape = posteriorBlob({ bearing: b, distanceM, widthDeg, stretch, radiusM: 5000 });
          agrees(shape, 5000, 0.03 * 5000, s);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('follows a posterior ring round a hole', () => {
    const shape = posteriorBlob({
      bearing: 0,
      distanceM: 3000,
      widthDeg: 1000,
      stretch: 0.12,
      radiusM: 5000,
    });
    const geometry = outline(zoneOf(shape))!;
    expect(geometry.type === 'Polygon' && geometry.coordinates).toHaveLength(2);
    agrees(shape, 5000, 150, 11);
  });

  it('has the area that geometry says', () => {
    const sector = sectorShape(10, 30, 3000);
    expect(areaM2(outline(zoneOf(sector))!) / zoneAreaM2(sector)).toBeCloseTo(1, 4);
    const still = corridorShape(() => 90, 0, 5000);
    expect(Math.abs(zoneAreaM2(still) / (Math.PI * 100 ** 2) - 1)).toBeLessThan(0.03);
    for (const shape of [
      corridorShape((ago) => 200 + ago, 3),
      posteriorBlob({ bearing: 9, distanceM: 2000, widthDeg: 20, stretch: 0.5, radiusM: 5000 }),
    ]) {
      expect(Math.abs(areaM2(outline(zoneOf(shape))!) / zoneAreaM2(shape) - 1)).toBeLessThan(0.04);
    }
    expect(zoneAreaM2({ kind: 'none' })).toBe(0);
  });

  it('draws nothing without a wind', () => {
    expect(outline(zoneOf({ kind: 'none' }))).toBeNull();
    expect(outlineLevels(zoneOf({ kind: 'none' }))).toEqual([]);
  });
});

describe('shades', () => {
  it('lie within each other and shrink', () => {
    for (const shape of [
      sectorShape(200, 40, 3000),
      corridorShape((ago) => 200 + ago / 4, 3),
      posteriorBlob({ bearing: 200, distanceM: 1500, widthDeg: 15, stretch: 0.5, radiusM: 4000 }),
    ]) {
      const levels = outlineLevels(zoneOf(shape));
      expect(levels.length).toBeGreaterThanOrEqual(3);
      for (let i = 1; i < levels.length; i++) {
        expect(levels[i]!.holds).toBeLessThan(levels[i - 1]!.holds);
        expect(areaM2(levels[i]!.geometry)).toBeLessThan(areaM2(levels[i - 1]!.geometry));
      }
    }
  });
});

describe('contour', () => {
  const net: Net = { minX: 0, minY: 0, stepM: 1, columns: 6, rows: 6 };
  const draw = (rows: readonly string[]): Uint8Array =>
    Uint8Array.from([...rows].reverse().join(''), (each) => (each === '#' ? 1 : 0));

  it('draws an area counter-clockwise and its hole clockwise', () => {
    const rings = contour(
      net,
      draw(['......', '.####.', '.#..#.', '.#..#.', '.####.', '......']),
      () => 0.5,
      () => false,
    );
    const [polygon, ...rest] = toPolygons(rings);
    expect(rest).toEqual([]);
    expect(ringArea(polygon!.outer)).toBeGreaterThan(0);
    expect(polygon!.holes).toHaveLength(1);
    expect(ringArea(polygon!.holes[0]!)).toBeLessThan(0);
  });

  it.each([
    ['......', '.##...', '.##...', '...##.', '...##.', '......'],
    ['......', '...##.', '...##.', '.##...', '.##...', '......'],
  ])('joins or parts a saddle as its middle says (%s %s)', (...rows) => {
    expect(
      toPolygons(
        contour(
          net,
          draw(rows),
          () => 0.5,
          () => true,
        ),
      ),
    ).toHaveLength(1);
    expect(
      toPolygons(
        contour(
          net,
          draw(rows),
          () => 0.5,
          () => false,
        ),
      ),
    ).toHaveLength(2);
  });
});

describe('simplify', () => {
  it('drops what lies on the line and keeps corners', () => {
    const ring = [0, 1, 2, 3].flatMap((side) =>
      Array.from({ length: 10 }, (_, i) => {
        const along = i;
        return [
          { x: along, y: 0 },
          { x: 10, y: along },
          { x: 10 - along, y: 10 },
          { x: 0, y: 10 - along },
        ][side]!;
      }),
    );
    expect(simplifyRing(ring, 0.01)).toHaveLength(4);
    expect(ringArea(simplifyRing(ring, 0.01))).toBe(100);
    expect(chaikin(simplifyRing(ring, 0.01))).toHaveLength(8);
    expect(ringArea(chaikin(simplifyRing(ring, 0.01)))).toBe(87.5);
  });
});
