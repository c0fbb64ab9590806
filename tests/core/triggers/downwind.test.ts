import { expect, test } from 'vitest';
import { stationsDownwind } from '../../../src/core/triggers/downwind.ts';
import { bearing, metres } from '../../../src/core/units.ts';
import type { Zone } from '../../../src/core/upwind/zone.ts';

const apex = { lng: 113.55, lat: 34.85 };
const zone = (shape: Zone['shape'], axis: number | null): Zone => ({
  station: 's',
  apex,
  at: 0,
  windowMin: 60,
  method: 'sector/1',
  confidence: 'high',
  reasons: [],
  shape,
  axis: axis === null ? null : bearing(axis),
  speedMs: axis === null ? 0.3 : 2.5,
});
const southwest = zone({ kind: 'sector', radiusM: metres(5000), axis: bearing(225), halfAngleDeg: 30 }, 225);
const calm = zone({ kind: 'disc', radiusM: metres(1000) }, null);
const near = { lng: 113.5395, lat: 34.8413 };
const far = { lng: 113.529, lat: 34.8327 };
const lee = { lng: 113.56, lat: 34.86 };

test('0.22 work upwind of a station names the station, how far it is and when the air arrives', () => {
  const [found, ...rest] = stationsDownwind([far, near, lee], [{ station: 'a', zone: southwest }]);
  expect(rest).toEqual([]);
  expect(found).toMatchObject({ station: 'a', places: [0, 1] });
  expect(found!.distanceM).toBeGreaterThan(1300);
  expect(found!.distanceM).toBeLessThan(1400);
  expect(found!.bearingDeg).toBeCloseTo(45, 0);
  expect(found!.travelMin).toBeCloseTo(found!.distanceM / 150, 5);
});

test('0.22 work on the lee side, or without a zone, warns of nothing', () => {
  expect(stationsDownwind([lee], [{ station: 'a', zone: southwest }])).toEqual([]);
  expect(stationsDownwind([near], [{ station: 'a', zone: zone({ kind: 'none' }, null) }])).toEqual([]);
  expect(stationsDownwind([], [{ station: 'a', zone: southwest }])).toEqual([]);
});

test('0.22 in calm work beside the station warns, without a time of travel', () => {
  const place = { lng: 113.555, lat: 34.852 };
  const [found] = stationsDownwind([place], [{ station: 'a', zone: calm }]);
  expect(found).toMatchObject({ station: 'a', travelMin: null });
});
