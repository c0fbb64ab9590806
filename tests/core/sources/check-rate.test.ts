import { describe, expect, it } from 'vitest';
import { checkRate } from '../../../src/core/sources/check-rate.ts';

describe('checkRate', () => {
  it('0.07 is 83.3 % for 5 passes of 6', () => {
    expect(checkRate({ a: 'pass', b: 'pass', c: 'pass', d: 'pass', e: 'pass', f: 'fail' })).toBe(83.3);
  });

  it('0.07 leaves out what does not apply', () => {
    expect(checkRate({ a: 'pass', b: 'fail', c: 'na' })).toBe(50);
  });

  it('is nothing when nothing applied', () => {
    expect(checkRate({ a: 'na' })).toBeNull();
    expect(checkRate({})).toBeNull();
  });
});
