import type { Columns } from './columns.ts';
import type { WorldBox } from './mercator.ts';

/** Smoothed counts over a box, row by row from the north-west. */
export interface Density {
  readonly width: number;
  readonly height: number;
  /** Problems per pixel of the raster after smoothing. */
  readonly values: Float32Array;
  readonly max: number;
}

export interface DensityOptions {
  readonly width?: number;
  readonly height?: number;
  /** Radius of each of the three box blurs, px of the raster. Three boxes come close to a Gaussian of σ = √((2r+1)²−1)/2. */
  readonly radiusPx?: number;
}

/**
 * Density raster of the selected problems over `box`. Problems just outside (up to 3 radii, if `selected` holds them)
 * shine in, so edges are not dark. Sums are conserved up to what is blurred over the edge.
 */
export function densityOf(
  columns: Columns,
  selected: Uint32Array,
  n: number,
  box: WorldBox,
  options: DensityOptions = {},
): Density {
  const { width = 480, height = 270, radiusPx = 5 } = options;
  const margin = 3 * radiusPx;
  const [w, h] = [width + 2 * margin, height + 2 * margin];
  const from = new Float32Array(w * h);
  const blurred = new Float32Array(w * h);
  const perX = width / (box.maxX - box.minX + 1);
  const perY = height / (box.maxY - box.minY + 1);
  const { worldX, worldY } = columns;
  for (let k = 0; k < n; k++) {
    const i = selected[k]!;
    const px = Math.floor((worldX[i]! - box.minX) * perX) + margin;
    const py = Math.floor((worldY[i]! - box.minY) * perY) + margin;
    if (px < 0 || py < 0 || px >= w || py >= h) continue;
    from[py * w + px]!++;
  }
  for (let pass = 0; pass < 3; pass++) {
    blurRows(from, blurred, w, h, radiusPx);
    blurColumns(blurred, from, w, h, radiusPx);
  }
  const values = new Float32Array(width * height);
  let max = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = from[(y + margin) * w + x + margin]!;
      values[y * width + x] = value;
      if (value > max) max = value;
    }
  return { width, height, values, max };
}

/** Running sums: the cost does not depend on the radius. */
function blurRows(from: Float32Array, to: Float32Array, w: number, h: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  for (let y = 0; y < h; y++) {
    const row = y * w;
    let sum = 0;
    for (let x = 0; x <= radius && x < w; x++) sum += from[row + x]!;
    for (let x = 0; x < w; x++) {
      to[row + x] = sum * share;
      if (x + radius + 1 < w) sum += from[row + x + radius + 1]!;
      if (x - radius >= 0) sum -= from[row + x - radius]!;
    }
  }
}

function blurColumns(from: Float32Array, to: Float32Array, w: number, h: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  const sums = new Float64Array(w);
  for (let y = 0; y <= radius && y < h; y++) for (let x = 0; x < w; x++) sums[x]! += from[y * w + x]!;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) to[y * w + x] = sums[x]! * share;
    const enters = y + radius + 1;
    if (enters < h) for (let x = 0; x < w; x++) sums[x]! += from[enters * w + x]!;
    const leaves = y - radius;
    if (leaves >= 0) for (let x = 0; x < w; x++) sums[x]! -= from[leaves * w + x]!;
  }
}
