import { describe, expect, it } from 'vitest';
import { hatchImage, unvisitedCells } from '../../src/map/layers/heat-hatch.ts';
import { heatColours } from '../../src/map/layers/heat-style.ts';
import { readPalette } from '../../src/map/palette.ts';

const polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
};
const cell = (id: string, level = 'cell') => ({ id, level, polygon });

describe('unvisited cells', () => {
  it('are those where no source was checked since; towns and cells without an area are never hatched', () => {
    const cells = [cell('a'), cell('b'), cell('c'), cell('t', 'town'), { ...cell('x'), polygon: null }];
    const sources = [
      { cell: 'a', lastCheckAt: 1000 },
      { cell: 'a', lastCheckAt: 1 },
      { cell: 'b', lastCheckAt: 999 },
    ];
    const { features } = unvisitedCells(cells, sources, 1000);
    expect(features.map((each) => each.properties?.['id'])).toEqual(['b', 'c']);
  });

  it('the hatch is a seamless tile in its own colour, and heat has six colours of its theme', () => {
    const palette = readPalette((name) => (name === '--hatch' ? '#56616f' : '#010203'));
    const { width, data } = hatchImage(palette);
    expect([...data.subarray(0, 3)]).toEqual([0x56, 0x61, 0x6f]);
    const alpha = (x: number, y: number) => data[((y % width) * width + (x % width)) * 4 + 3];
    for (let k = 0; k < width; k++) expect(alpha(k, width - 1)).toBe(alpha(k + 1, width - 2));
    expect(heatColours(palette)).toEqual(Array.from({ length: 6 }, () => [1, 2, 3]));
  });
});
