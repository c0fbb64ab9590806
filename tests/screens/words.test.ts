import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percents, signed } from '../../src/screens/words.ts';

describe('percents', () => {
  it('adds up to 100 whenever the shares add up to 1', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }), (weights) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        const whole = percents(weights.map((each) => each / sum));
        expect(whole.reduce((a, b) => a + b, 0)).toBe(100);
      }),
    );
  });

  it('gives the missing point to the largest remainder', () => {
    expect(percents([0.336, 0.331, 0.333])).toEqual([34, 33, 33]);
  });
});

describe('signed', () => {
  it('writes a real minus and no sign at zero', () => {
    expect([signed(-3), signed(0.2), signed(4.6)]).toEqual(['−3', '0', '+5']);
  });
});
