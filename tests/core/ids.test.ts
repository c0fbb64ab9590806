import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/core/ids.ts';

describe('uuidv7', () => {
  it('is 32 hex digits with version 7 and the variant of RFC 9562', () => {
    for (const random of [() => 0, () => 0.999_999_999, Math.random]) {
      expect(uuidv7(1_700_000_000_000, random)).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
    }
    expect(uuidv7(0x017f22e279b0, () => 0)).toBe('017f22e279b070008000000000000000');
  });

  it('sorts by time', () => {
    const early = uuidv7(1000, () => 0.99);
    const late = uuidv7(1001, () => 0);
    expect(early < late).toBe(true);
  });

  it('does not repeat itself within a millisecond', () => {
    const ids = new Set(Array.from({ length: 5000 }, () => uuidv7(5, Math.random)));
    expect(ids.size).toBe(5000);
  });

  it('refuses times that are none', () => {
    for (const bad of [NaN, -1, 2 ** 48]) expect(() => uuidv7(bad, () => 0)).toThrow(RangeError);
  });
});
