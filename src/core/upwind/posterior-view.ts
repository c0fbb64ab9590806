import { ringAt, type PolarGrid } from './posterior-grid.ts';
import type { Seen } from './posterior-likelihood.ts';

/** What all stations together say of each cell. */
export interface Sums {
  readonly match: Float64Array;
  readonly coupling: Float64Array;
  squares: number;
}

/** Sums of no station, for `cells` cells. */
export function emptySums(cells: number): Sums {
  return { match: new Float64Array(cells), coupling: new Float64Array(cells), squares: 0 };
}

/**
 * A station's own field, before any rotation: what its match and coupling are in every cell. A ring's row is doubled, so that a turned
 * look-up needs no wrap, and a last empty row is what lies beyond the field.
 */
export interface View {
  readonly squares: number;
  /** Σ e·√K and ΣK over the blocks in which the station measured. */
  readonly match: Float64Array;
  readonly coupling: Float64Array;
  /** For each cell of the grid, where its place lies in these rows. */
  readonly index: Int32Array;
}

/** What one station sees of the fields, with its own look-ups; `angles` of the grid is even. */
export function viewOf(
  grid: PolarGrid,
  fields: readonly Float64Array[],
  { roots, whole }: InTime,
  station: Seen,
): View {
  const { angles } = grid;
  const rings = grid.rings.length;
  const seen = station.evidence.e;
  const blocks = seen.length;
  const felt = seen.some((value) => Number.isNaN(value)) ? total(fields, seen) : whole;
  let squares = 0;
  const risen: number[] = [];
  for (let t = 0; t < blocks; t++) {
    if (!(seen[t]! > 0)) continue;
    squares += seen[t]! * seen[t]!;
    risen.push(t);
  }
  const width = 2 * angles;
  const match = new Float64Array((rings + 1) * width);
  const coupling = new Float64Array((rings + 1) * width);
  const half = angles >> 1;
  for (let ring = 0; ring < rings; ring++) {
    for (let angle = 0; angle < angles; angle++) {
      const cell = ring * angles + angle;
      const k = felt[cell]!;
      if (k === 0) continue;
      let sum = 0;
      for (const t of risen) sum += seen[t]! * roots[cell * blocks + t]!;
      const at = ring * width + angle + half;
      const again = angle < half ? at + angles : at - angles;
      match[at] = sum;
      coupling[at] = k;
      match[again] = sum;
      coupling[again] = k;
    }
  }
  return { squares, match, coupling, index: indexOf(grid, station) };
}

/** Which place of a station's own field lies over each cell of the grid. */
function indexOf(grid: PolarGrid, station: Pick<Seen, 'x' | 'y'>): Int32Array {
  const { angles } = grid;
  const cells = grid.ringCount * angles;
  const beyond = grid.rings.length;
  const half = angles >> 1;
  const index = new Int32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const dx = grid.x[cell]! - station.x;
    const dy = grid.y[cell]! - station.y;
    const ring = Math.min(beyond, ringAt(grid, Math.sqrt(dx * dx + dy * dy)));
    const turns = Math.atan2(dx, dy) / (2 * Math.PI);
    index[cell] = 2 * ring * angles + (Math.floor((turns + 1) * angles) % angles) + half;
  }
  return index;
}

/** All fields, cell by cell. */
export interface InTime {
  /** √K with the blocks of a cell side by side, so that a cell's match is one run through memory. */
  readonly roots: Float64Array;
  /** ΣK over all blocks. */
  readonly whole: Float64Array;
}

/** Turns fields of blocks into rows of cells. */
export function interleave(fields: readonly Float64Array[]): InTime {
  const blocks = fields.length;
  const cells = fields[0]!.length;
  const roots = new Float64Array(blocks * cells);
  const whole = new Float64Array(cells);
  for (let t = 0; t < blocks; t++) {
    const field = fields[t]!;
    for (let cell = 0; cell < cells; cell++) {
      const k = field[cell]!;
      if (k === 0) continue;
      whole[cell]! += k;
      roots[cell * blocks + t] = Math.sqrt(k);
    }
  }
  return { roots, whole };
}

/** ΣK over the blocks in which the station measured. */
function total(fields: readonly Float64Array[], e: Float64Array): Float64Array {
  const sum = new Float64Array(fields[0]!.length);
  fields.forEach((field, t) => {
    if (Number.isNaN(e[t]!)) return;
    for (let cell = 0; cell < field.length; cell++) sum[cell]! += field[cell]!;
  });
  return sum;
}

/** A turned wind only moves what a station sees: one look-up a cell, whatever the number of blocks. `shift` at most half a turn. */
export function addView(sums: Sums, view: View, shift: number): void {
  const { match, coupling } = sums;
  const { match: ownMatch, coupling: ownCoupling, index } = view;
  const cells = match.length;
  sums.squares += view.squares;
  for (let cell = 0; cell < cells; cell++) {
    const at = index[cell]! - shift;
    const k = ownCoupling[at]!;
    if (k === 0) continue;
    coupling[cell]! += k;
    match[cell]! += ownMatch[at]!;
  }
}
