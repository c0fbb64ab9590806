import fc from 'fast-check';
import geographiclib from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import {
  areaM2,
  bearingBetween,
  checkArea,
  destination,
  distance,
  insideArea,
  plane,
  turn,
  type AreaGeometry,
} from '../../src/core/geo.ts';

const WGS84 = geographiclib.Geodesic.WGS84;
const square: AreaGeometry = {
  type: 'Polygon',
  coordinates: [
    [
      [113, 34],
      [114, 34],
      [114, 35],
      [113, 35],
      [113, 34],
    ],
    [
      [113.4, 34.4],
      [113.4, 34.6],
      [113.6, 34.6],
      [113.6, 34.4],
      [113.4, 34.4],
    ],
  ],
};

describe('local plane', () => {
  it('keeps within 0.1 mm of WGS-84 geodesics at 10 km and 35° N', () => {
    let worst = 0;
    const origin = { lng: 113.6, lat: 35 };
    for (let azimuth = 0; azimuth < 360; azimuth += 3) {
      for (const radius of [100, 1000, 3000, 5000, 10_000]) {
        const to = WGS84.Direct(origin.lat, origin.lng, azimuth, radius);
        const { x, y } = plane(origin).toXY(to.lon2!, to.lat2!);
        const rad = (azimuth * Math.PI) / 180;
        worst = Math.max(worst, Math.hypot(x - radius * Math.sin(rad), y - radius * Math.cos(rad)));
      }
    }
    expect(worst).toBeLessThan(0.0001);
  });

  it('keeps within 0.2 mm at 10 km all over China', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 18, max: 53.5, noNaN: true }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: 1, max: 10_000, noNaN: true }),
        (lat, azimuth, radius) => {
          const to = WGS84.Direct(lat, 110, azimuth, radius);
          const { x, y } = plane({ lng: 110, lat }).toXY(to.lon2!, to.lat2!);
          const rad = (azimuth * Math.PI) / 180;
          expect(Math.hypot(x - radius * Math.sin(rad), y - radius * Math.cos(rad))).toBeLessThan(0.0002);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('comes back to the same metres within 1 mm, out to 50 km', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -55, max: 55, noNaN: true }),
        fc.double({ min: -50_000, max: 50_000, noNaN: true }),
        fc.double({ min: -50_000, max: 50_000, noNaN: true }),
        (lat, x, y) => {
          const flat = plane({ lng: 113, lat });
          const { lng, lat: there } = flat.toLngLat(x, y);
          const back = flat.toXY(lng, there);
          expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(0.001);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives bearings, distances and destinations that fit together', () => {
    const origin = { lng: 113.6, lat: 34.85 };
    for (const towards of [0, 45, 90, 225, 359.9]) {
      const there = destination(origin, towards, 4000);
      expect(distance(origin, there)).toBeCloseTo(4000, 3);
      expect(Math.abs(turn(towards, bearingBetween(origin, there)))).toBeLessThan(1e-6);
    }
    expect(destination(origin, 225, 1000).lng).toBeLessThan(origin.lng);
    expect(destination(origin, 225, 1000).lat).toBeLessThan(origin.lat);
  });

  it('turns the short way across north', () => {
    expect(turn(350, 10)).toBe(20);
    expect(turn(10, 350)).toBe(-20);
    expect(turn(0, 180)).toBe(180);
  });
});

describe('areas', () => {
  it('knows inside, hole and outside', () => {
    expect(insideArea(square, { lng: 113.2, lat: 34.2 })).toBe(true);
    expect(insideArea(square, { lng: 113.5, lat: 34.5 })).toBe(false);
    expect(insideArea(square, { lng: 112.9, lat: 34.5 })).toBe(false);
    const two: AreaGeometry = {
      type: 'MultiPolygon',
      coordinates: [
        square.coordinates,
        [
          [
            [115, 34],
            [116, 34],
            [116, 35],
            [115, 34],
          ],
        ],
      ],
    };
    expect(insideArea(two, { lng: 115.8, lat: 34.3 })).toBe(true);
    expect(insideArea(two, { lng: 114.5, lat: 34.5 })).toBe(false);
  });

  it('measures a square kilometre', () => {
    const flat = plane({ lng: 113.6, lat: 34.85 });
    const corners = [
      [0, 0],
      [1000, 0],
      [1000, 1000],
      [0, 1000],
      [0, 0],
    ].map(([x, y]) => {
      const { lng, lat } = flat.toLngLat(x!, y!);
      return [lng, lat];
    });
    expect(areaM2({ type: 'Polygon', coordinates: [corners] })).toBeCloseTo(1e6, 0);
    const hole = corners.map(([lng, lat]) => [113.6 + (lng! - 113.6) / 2, 34.85 + (lat! - 34.85) / 2]);
    expect(areaM2({ type: 'Polygon', coordinates: [corners, hole] })).toBeCloseTo(750_000, -2);
  });

  it.each([
    ['upwind_area_not_polygon', null],
    ['upwind_area_not_polygon', { type: 'Point', coordinates: [1, 2] }],
    ['upwind_area_empty', { type: 'Polygon', coordinates: [] }],
    [
      'upwind_area_not_numbers',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, NaN],
            [2, 2],
            [3, 1],
            [1, 1],
          ],
        ],
      },
    ],
    [
      'upwind_area_not_numbers',
      {
        type: 'Polygon',
        coordinates: [
          [
            ['113', '34'],
            [2, 2],
            [3, 1],
            [1, 1],
          ],
        ],
      },
    ],
    [
      'upwind_area_out_of_range',
      {
        type: 'Polygon',
        coordinates: [
          [
            [34, 113],
            [35, 113],
            [35, 114],
            [34, 113],
          ],
        ],
      },
    ],
    [
      'upwind_area_too_few_points',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 1],
            [2, 2],
            [1, 1],
          ],
        ],
      },
    ],
    [
      'upwind_area_unclosed',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 1],
            [2, 1],
            [2, 2],
            [1, 2],
          ],
        ],
      },
    ],
    [
      'upwind_area_flat',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1, 1],
            [2, 1],
            [3, 1],
            [1, 1],
          ],
        ],
      },
    ],
    [
      'upwind_area_crosses_itself',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [2, 2],
            [2, 0],
            [0, 3],
            [0, 0],
          ],
        ],
      },
    ],
  ])('refuses with %s', (key, value) => {
    const result = checkArea(value);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.key).toBe(key);
  });

  it('takes a good polygon with a hole', () => {
    expect(checkArea(square)).toEqual({ ok: true, value: square });
  });
});
