import { describe, expect, it } from 'vitest';
import { destination } from '../../../src/core/geo.ts';
import { bearing } from '../../../src/core/units.ts';
import { explainShift, targetsIn, windShift, type WindNow } from '../../../src/core/upwind/wind-shift.ts';
import { APEX, sectorShape, zoneOf } from './shapes.ts';

const wind = (from: number | null, speedMs: number | null): WindNow => {
  return { axis: from === null ? null : bearing(from), speedMs };
};

describe('wind shift', () => {
  it.each([
    [225, 270, null],
    [225, 180, null],
    [225, 270.5, 45.5],
    [225, 179, -46],
    [350, 40, 50],
    [20, 330, -50],
    [350, 20, null],
    [0, 180, 180],
  ])('from %d° to %d° is %s', (before, now, turned) => {
    const shift = windShift(wind(before, 3), wind(now, 3));
    if (turned === null) expect(shift).toBeNull();
    else expect(shift).toEqual({ turnedDeg: expect.closeTo(turned, 9) as number, calm: false });
  });

  it('is one when the wind drops, whether coded as calm or slow', () => {
    expect(windShift(wind(225, 3), wind(null, 0.2))).toEqual({ turnedDeg: 0, calm: true });
    expect(windShift(wind(225, 3), wind(225, 0.4))).toEqual({ turnedDeg: 0, calm: true });
    expect(explainShift({ turnedDeg: 0, calm: true }).key).toBe('upwind_shift_calm');
    expect(explainShift({ turnedDeg: -60.4, calm: false })).toEqual({
      key: 'upwind_shift_turned',
      params: { degrees: 60 },
    });
  });

  it('is none without a wind to judge by, nor for a zone made in calm', () => {
    expect(windShift(wind(225, 3), wind(null, null))).toBeNull();
    expect(windShift(wind(null, 0.3), wind(90, 4))).toBeNull();
  });

  it('says which targets still fit', () => {
    const target = (id: string, towards: number): { id: string; lng: number; lat: number } => {
      return { id, ...destination(APEX, towards, 1000) };
    };
    const targets = [target('west', 270), target('south', 180), target('southwest', 230)];
    expect(targetsIn(zoneOf(sectorShape(270, 45, 3000)), targets)).toEqual({
      stay: ['west', 'southwest'],
      leave: ['south'],
    });
    expect(targetsIn(zoneOf({ kind: 'none' }), targets).stay).toEqual([]);
  });
});
