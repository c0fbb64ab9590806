import { describe, expect, it } from 'vitest';
import { plane, type AreaGeometry } from '../../../src/core/geo.ts';
import { metres } from '../../../src/core/units.ts';
import { explainOutside, outside } from '../../../src/core/upwind/outside.ts';
import { APEX, sectorShape, zoneOf } from './shapes.ts';

/** Rectangle in metres round the apex. */
function rectangle(west: number, south: number, east: number, north: number): AreaGeometry {
  const flat = plane(APEX);
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const ring = corners.map(([x, y]) => {
    const { lng, lat } = flat.toLngLat(x!, y!);
    return [lng, lat];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

const everywhere = rectangle(-9000, -9000, 9000, 9000);

describe('part of a zone outside the district', () => {
  it('is half when the border runs through the station', () => {
    const east = rectangle(0, -9000, 9000, 9000);
    const west = rectangle(-9000, -9000, 0, 9000);
    const found = outside(zoneOf({ kind: 'disc', radiusM: metres(1000) }), east, [
      { name: '高新区', geometry: west },
    ]);
    expect(found.share).toBeCloseTo(0.5, 2);
    expect(found.neighbours).toEqual([{ name: '高新区', share: found.share }]);
  });

  it('is nothing inside and everything outside', () => {
    const zone = zoneOf(sectorShape(225, 30, 3000));
    expect(outside(zone, everywhere, [])).toEqual({ share: 0, neighbours: [] });
    expect(outside(zone, rectangle(10, 10, 9000, 9000), []).share).toBe(1);
    expect(outside(zoneOf({ kind: 'none' }), everywhere, [])).toEqual({ share: 0, neighbours: [] });
  });

  it('names the neighbour with the largest part first', () => {
    const zone = zoneOf({ kind: 'disc', radiusM: metres(1000) });
    const found = outside(zone, rectangle(-200, -9000, 9000, 9000), [
      { name: '南', geometry: rectangle(-9000, -9000, -200, -300) },
      { name: '北', geometry: rectangle(-9000, -300, -200, 9000) },
    ]);
    expect(found.neighbours.map(({ name }) => name)).toEqual(['北', '南']);
    // Circular segment beyond a chord 0.2 R from the middle.
    const exact = (Math.acos(0.2) - 0.2 * Math.sqrt(0.96)) / Math.PI;
    expect(Math.abs(found.share - exact)).toBeLessThan(0.01);
    expect(explainOutside(found)).toEqual({
      key: 'upwind_outside_share',
      params: { percent: 38, name: '北' },
    });
  });

  it('keeps quiet below one percent and does not invent a neighbour', () => {
    expect(explainOutside({ share: 0.004, neighbours: [] })).toBeNull();
    expect(explainOutside({ share: 0.2, neighbours: [] })).toEqual({
      key: 'upwind_outside_unknown',
      params: { percent: 20 },
    });
  });
});
