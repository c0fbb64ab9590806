import { describe, expect, it } from 'vitest';
import type { Suspect } from '../../src/core/upwind/zone.ts';
import { lassoTake } from '../../src/screens/dispatch/lasso-take.ts';

const suspect = (id: string, share: number) => ({ id, share }) as Suspect;

describe('a lasso on the desk', () => {
  const suspects = [suspect('first', 0.3), suspect('last', 0.005), suspect('next to none', 0.0049)];

  it('leaves out suspects whose share is shown as 0 %, and says how many', () => {
    expect(lassoTake(['first', 'last', 'next to none'], suspects)).toEqual({
      taken: ['first', 'last'],
      left: 1,
    });
  });

  it('takes every place when no zone is asked about', () => {
    expect(lassoTake(['a', 'b'], [])).toEqual({ taken: ['a', 'b'], left: 0 });
  });
});
