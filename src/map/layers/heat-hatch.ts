import type { Feature, FeatureCollection } from 'geojson';
import type { Palette } from '../palette.ts';
import { rgbOf } from './heat-style.ts';

const SIZE = 16;
const STEP = 8;
const OPACITY = 0.85;
export const HATCH_OPTIONS = { pixelRatio: 2 } as const;

/** A cell of the grid tree, as the collection `grids` gives it. */
export interface CellShape {
  readonly id: string;
  readonly level: string;
  readonly polygon: unknown;
}

/** A seamless tile of diagonal lines in the colour of the hatch. */
export function hatchImage({ colour }: Palette): { width: number; height: number; data: Uint8ClampedArray } {
  const [r, g, b] = rgbOf(colour.hatch);
  const data = new Uint8ClampedArray(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      // Two neighbouring diagonals, the second fainter, make one line of 1 px at ratio 2.
      const phase = (x + y) % STEP;
      const share = phase === 0 ? 1 : phase === 1 ? 0.5 : 0;
      data.set([r, g, b, Math.round(255 * OPACITY * share)], (y * SIZE + x) * 4);
    }
  return { width: SIZE, height: SIZE, data };
}

/** Cells that nobody has checked since an instant: no problem there says nothing. Cells without an area are left out. */
export function unvisitedCells(
  cells: readonly CellShape[],
  sources: readonly { readonly cell: string; readonly lastCheckAt: number }[],
  since: number,
): FeatureCollection {
  const visited = new Set(sources.filter((each) => each.lastCheckAt >= since).map((each) => each.cell));
  const features = cells
    .filter((each) => each.level === 'cell' && !visited.has(each.id) && each.polygon)
    .map((each) => ({ type: 'Feature', properties: { id: each.id }, geometry: each.polygon }) as Feature);
  return { type: 'FeatureCollection', features };
}
