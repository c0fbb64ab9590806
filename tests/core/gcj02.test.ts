import fc from 'fast-check';
import gcoord from 'gcoord';
import { describe, expect, it } from 'vitest';
import { distance, insideArea } from '../../src/core/geo.ts';
import { fromGcj02, looksShifted, toGcj02 } from '../../src/core/gcj02.ts';
import { districts } from '../../src/cli/demo/read-data.ts';

const fence = districts.find((each) => each.code === '410108')!.polygon;
const ring = (fence.coordinates as number[][][])[0]!.map(([lng, lat]) => ({ lng: lng!, lat: lat! }));

describe('GCJ-02', () => {
  it('agrees with gcoord to 1e-9 degrees all over China', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 75, max: 134, noNaN: true }),
        fc.double({ min: 19, max: 53, noNaN: true }),
        (lng, lat) => {
          const [x, y] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02);
          const own = toGcj02({ lng, lat });
          expect(Math.abs(own.lng - x!)).toBeLessThan(1e-9);
          expect(Math.abs(own.lat - y!)).toBeLessThan(1e-9);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('comes back to 5 cm and leaves the rest of the world alone', () => {
    const place = { lng: 113.6552, lat: 34.8772 };
    expect(distance(place, fromGcj02(toGcj02(place)))).toBeLessThan(0.05);
    expect(distance(place, toGcj02(place))).toBeGreaterThan(400);
    expect(toGcj02({ lng: -0.1, lat: 51.5 })).toEqual({ lng: -0.1, lat: 51.5 });
  });
});

describe('looksShifted', () => {
  it('hints when the outline of the district comes in GCJ-02', () => {
    const hint = looksShifted(ring.map(toGcj02), fence);
    expect(hint?.shiftM).toBeGreaterThan(500);
    expect(hint?.shiftM).toBeLessThan(650);
  });

  it('hints when places near the edge fall outside and would fall inside', () => {
    const inside = [];
    for (let lng = 113.77; lng < 113.8; lng += 0.002) {
      for (let lat = 34.86; lat < 34.9; lat += 0.002) {
        if (insideArea(fence, { lng, lat })) inside.push({ lng, lat });
      }
    }
    expect(inside.length).toBeGreaterThan(50);
    expect(looksShifted(inside.map(toGcj02), fence)).not.toBeNull();
    expect(looksShifted(inside, fence)).toBeNull();
  });

  it('says nothing for the right outline, for places deep inside, and for none at all', () => {
    expect(looksShifted(ring, fence)).toBeNull();
    expect(looksShifted([toGcj02({ lng: 113.64, lat: 34.89 })], fence)).toBeNull();
    expect(looksShifted([], fence)).toBeNull();
  });
});
