import { describe, expect, it } from 'vitest';
import { hiddenNames } from '../../src/map/layers/station-labels.ts';

const at = (id: string, x: number, y: number, must = false) => ({ id, x, y, width: 40, must });

describe('names of stations', () => {
  it('all stay where there is room', () => {
    expect(hiddenNames([at('a', 0, 0), at('b', 100, 0), at('c', 0, 100)])).toEqual(new Set());
  });

  it('the later of two that overlap goes, unless it is the selected one', () => {
    expect(hiddenNames([at('a', 0, 0), at('b', 30, 0)])).toEqual(new Set(['b']));
    expect(hiddenNames([at('a', 0, 0), at('b', 30, 0, true)])).toEqual(new Set(['a']));
  });

  it('goes under the pill of a station below it', () => {
    expect(hiddenNames([at('a', 0, 0), at('b', 10, 30)])).toEqual(new Set(['a']));
  });

  it('none for none', () => {
    expect(hiddenNames([])).toEqual(new Set());
  });
});
