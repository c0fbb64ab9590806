import { describe, expect, it } from 'vitest';
import { cellCode, codeAt, gridLevel, parentCode } from '../../../src/core/territory/grid-code.ts';
import { cellOrder } from '../../../src/core/territory/cell-order.ts';

describe('grid codes', () => {
  it('tells the level by the number of digits', () => {
    expect(
      ['4101', '410108', '410108001', '410108001200', '410108001200001'].map((code) => gridLevel(code)),
    ).toEqual(['city', 'district', 'town', 'village', 'cell']);
    expect([gridLevel('41010'), gridLevel('41010a'), gridLevel('')]).toEqual([null, null, null]);
  });

  it('climbs to the parent and cuts to a level', () => {
    expect(parentCode('410108001200001')).toBe('410108001200');
    expect(parentCode('4101')).toBeNull();
    expect(codeAt('410108001200001', 'town')).toBe('410108001');
    expect(codeAt('410108', 'town')).toBeNull();
  });

  it('makes 15 digits for a cell and refuses what has no room', () => {
    expect(cellCode('410108001200', 7)).toBe('410108001200007');
    expect(() => cellCode('410108001', 1)).toThrow(RangeError);
    expect(() => cellCode('410108001200', 1000)).toThrow(RangeError);
  });

  it('numbers cells from north to south in rows, in a row from west to east', () => {
    const places = [
      { lng: 113.62, lat: 34.8 },
      { lng: 113.61, lat: 34.9 },
      { lng: 113.6, lat: 34.8 },
      { lng: 113.63, lat: 34.899 },
    ];
    expect(cellOrder(places)).toEqual([1, 3, 2, 0]);
  });
});
