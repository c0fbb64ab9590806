import { describe, expect, it } from 'vitest';
import { lassoCatch } from '../../src/map/layers/lasso-catch.ts';
import { lassoFeatures } from '../../src/map/layers/lasso-style.ts';

const at = (lng: number, lat: number) => ({ lng, lat });
const SQUARE = [at(0, 0), at(2, 0), at(2, 2), at(0, 2)];
const sources = [
  { id: 'middle', ...at(1, 1) },
  { id: 'near the open side', ...at(0.01, 1) },
  { id: 'outside', ...at(3, 1) },
];

describe('the lasso', () => {
  it('catches what lies inside; its open end closes by itself', () => {
    expect(lassoCatch(SQUARE, sources)).toEqual(['middle', 'near the open side']);
  });

  it('leaves out the notch of a loop that bends inwards', () => {
    const notched = [at(0, 0), at(2, 0), at(2, 2), at(1, 0.5), at(0, 2)];
    expect(lassoCatch(notched, sources)).toEqual(['near the open side']);
  });

  it('catches the same whichever way round it is drawn', () => {
    expect(lassoCatch([...SQUARE].reverse(), sources)).toEqual(lassoCatch(SQUARE, sources));
  });

  it('catches nothing by a tap or a stroke', () => {
    expect(lassoCatch([], sources)).toEqual([]);
    expect(lassoCatch([at(0, 0), at(2, 2)], sources)).toEqual([]);
  });

  it('is drawn closed once it has three points', () => {
    expect(lassoFeatures(SQUARE.slice(0, 2)).features).toEqual([]);
    const [loop] = lassoFeatures(SQUARE).features;
    expect(loop?.geometry).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 0],
          [2, 2],
          [0, 2],
          [0, 0],
        ],
      ],
    });
  });
});
