import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boxBetween,
  grownBox,
  movedBox,
  pixelsOf,
  SMALLEST_SIDE,
  type MaskBox,
} from '../../../src/core/escalation/mask-boxes.ts';

const share = fc.double({ min: -0.5, max: 1.5, noNaN: true });
const point = fc.record({ x: share, y: share });
const isInside = ({ x, y, width, height }: MaskBox): boolean =>
  x >= 0 && y >= 0 && x + width <= 1 + 1e-9 && y + height <= 1 + 1e-9;

describe('1.59 boxes over what nobody is to know', () => {
  test('a box lies between two corners whichever is first, cut to the picture', () => {
    const box = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 };
    expect(boxBetween({ x: 0.75, y: 0.5 }, { x: 0.25, y: 0.75 })).toEqual(box);
    expect(boxBetween({ x: -1, y: 0.5 }, { x: 0.5, y: 9 })).toEqual({
      x: 0,
      y: 0.5,
      width: 0.5,
      height: 0.5,
    });
    expect(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.9 })).toBeNull();
  });

  test('wherever it is drawn, moved and resized, it stays in the picture and can be seen', () => {
    fc.assert(
      fc.property(point, point, share, share, (one, other, byX, byY) => {
        const box = boxBetween(one, other);
        if (!box) return;
        for (const changed of [box, movedBox(box, byX, byY), grownBox(box, byX, byY)]) {
          expect(isInside(changed)).toBe(true);
          expect(Math.min(changed.width, changed.height)).toBeGreaterThanOrEqual(SMALLEST_SIDE);
        }
      }),
    );
  });

  test('it covers every pixel that it touches', () => {
    expect(pixelsOf({ x: 0.251, y: 0.26, width: 0.2, height: 0.1 }, 100, 50)).toEqual({
      ...{ x: 25, y: 13, width: 21, height: 5 },
    });
    expect(pixelsOf({ x: 0, y: 0, width: 1, height: 1 }, 7, 3)).toEqual({ x: 0, y: 0, width: 7, height: 3 });
  });
});
