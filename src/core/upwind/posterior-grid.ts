import { exhaustive } from '../exhaustive.ts';
import type { Grid } from './zone-input.ts';

/** Polar cells round the apex, ring-major: cell = ring·angles + angle; angle i spans bearings [i, i+1)·360/angles. */
export interface PolarGrid {
  readonly radiusM: number;
  readonly angles: number;
  /** Rings inside `radiusM`; further ones, if any, only carry what other stations look up. */
  readonly ringCount: number;
  /** Outer radius of every ring in metres, log-spaced; ring 0 is the disc inside R/64. */
  readonly rings: Float64Array;
  /** Radius, east and north of the cell centres, in metres; area in m². */
  readonly r: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly area: Float64Array;
  /** Natural logarithm of the ratio between neighbouring ring radii. */
  readonly logStep: number;
}

const INNER = 64;

/** The grid made last: the stations of a tick share one radius. Never written to after it is made. */
let last: { readonly key: string; readonly grid: PolarGrid } | null = null;

/** Polar grid out to `radiusM`, and on to `reachM` with rings of the same ratio (for stations off the apex). Shared between calls: read only. */
export function polarGrid(radiusM: number, grid: Grid, reachM = radiusM): PolarGrid {
  const key = `${grid} ${radiusM} ${reachM}`;
  if (last?.key !== key) last = { key, grid: makeGrid(radiusM, grid, reachM) };
  return last.grid;
}

function makeGrid(radiusM: number, grid: Grid, reachM: number): PolarGrid {
  const { ringCount, angles } = resolution(grid);
  const logStep = Math.log(INNER) / (ringCount - 1);
  const more = reachM > radiusM ? Math.ceil(Math.log(reachM / radiusM) / logStep) : 0;
  const total = ringCount + more;
  const rings = Float64Array.from({ length: total }, (_, i) => (radiusM / INNER) * Math.exp(i * logStep));
  const r = new Float64Array(total * angles);
  const x = new Float64Array(total * angles);
  const y = new Float64Array(total * angles);
  const area = new Float64Array(total * angles);
  for (let ring = 0; ring < total; ring++) {
    const outer = rings[ring]!;
    const inner = ring === 0 ? 0 : rings[ring - 1]!;
    const middle = ring === 0 ? (2 / 3) * outer : Math.sqrt(inner * outer);
    const cellArea = (Math.PI * (outer * outer - inner * inner)) / angles;
    for (let angle = 0; angle < angles; angle++) {
      const cell = ring * angles + angle;
      const bearing = ((angle + 0.5) * 2 * Math.PI) / angles;
      r[cell] = middle;
      x[cell] = middle * Math.sin(bearing);
      y[cell] = middle * Math.cos(bearing);
      area[cell] = cellArea;
    }
  }
  return { radiusM, angles, ringCount, rings, r, x, y, area, logStep };
}

/** Ring that holds `distanceM`; may be ≥ `grid.rings.length` when it lies beyond the last one. */
export function ringAt(grid: PolarGrid, distanceM: number): number {
  const first = grid.rings[0]!;
  return distanceM < first ? 0 : 1 + Math.floor(Math.log(distanceM / first) / grid.logStep);
}

function resolution(grid: Grid): { ringCount: number; angles: number } {
  switch (grid) {
    case 'full':
      return { ringCount: 32, angles: 120 };
    case 'cheap':
      return { ringCount: 20, angles: 72 };
    default:
      return exhaustive(grid);
  }
}
