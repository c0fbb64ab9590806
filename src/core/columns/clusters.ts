import type { Columns } from './columns.ts';
import { latOfWorld, lngOfWorld, WORLD, type WorldBox } from './mercator.ts';

const MOST_BINS = 2 ** 18;

/** Merged problems of a view as parallel arrays; a cluster of 1 is the problem itself. */
export interface Clusters {
  readonly count: number;
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  readonly total: Uint32Array;
  /** Per cluster four sums, by severity 0 (not given) to 3. */
  readonly bySeverity: Uint32Array;
  /** Row number of one member, the problem itself where total = 1. */
  readonly row: Uint32Array;
  /** How far its members reach from the middle, degrees of longitude: the box to ask for when it is clicked. */
  readonly reachDeg: Float64Array;
  /** Cluster that a selected problem (an index into the columns) went into. */
  readonly clusterOf: (index: number) => number;
}

export interface ClusterOptions {
  /** Width of the first bins, px of 512-px tiles. */
  readonly cellPx?: number;
  /** Bins within this distance of a fuller one join it, px. */
  readonly radiusPx?: number;
}

/**
 * Clusters of the selected problems at an integer zoom: counts in square bins of the mercator plane, then each bin, the
 * fullest first, takes in its neighbours within the radius. Every problem is in exactly one cluster, so counts and sums
 * are conserved. `selected` holds `n` indices inside `box`. One scan, then work on bins only.
 */
export function clusterColumns(
  columns: Columns,
  selected: Uint32Array,
  n: number,
  box: WorldBox,
  zoom: number,
  options: ClusterOptions = {},
): Clusters {
  const { cellPx = 16, radiusPx = 44 } = options;
  const bins = binSelected(columns, selected, n, box, zoom, cellPx);
  return mergeBins(columns, bins, Math.max(1, radiusPx / cellPx));
}

interface Bins {
  readonly across: number;
  readonly down: number;
  readonly cell: number;
  readonly originX: number;
  readonly originY: number;
  readonly bySeverity: Uint32Array;
  readonly sumX: Float64Array;
  readonly sumY: Float64Array;
  readonly member: Uint32Array;
  readonly binOf: (index: number) => number;
}

function binSelected(
  columns: Columns,
  selected: Uint32Array,
  n: number,
  box: WorldBox,
  zoom: number,
  cellPx: number,
): Bins {
  // Anchored to the world, not to the view: a pan does not shake the clusters.
  let cell = (WORLD / (512 * 2 ** zoom)) * cellPx;
  // A box far larger than a screen (a whole district at street zoom) gets coarser bins instead of gigabytes of them.
  while (((box.maxX - box.minX) / cell) * ((box.maxY - box.minY) / cell) > MOST_BINS) cell *= 2;
  const originX = Math.floor(box.minX / cell) * cell;
  const originY = Math.floor(box.minY / cell) * cell;
  const across = Math.floor((box.maxX - originX) / cell) + 1;
  const down = Math.floor((box.maxY - originY) / cell) + 1;
  const bySeverity = new Uint32Array(across * down * 4);
  const sumX = new Float64Array(across * down);
  const sumY = new Float64Array(across * down);
  const member = new Uint32Array(across * down);
  const { worldX, worldY, bits } = columns;
  const perCell = 1 / cell;
  for (let k = 0; k < n; k++) {
    const i = selected[k]!;
    const dx = worldX[i]! - originX;
    const dy = worldY[i]! - originY;
    const at = ((dy * perCell) | 0) * across + ((dx * perCell) | 0);
    bySeverity[at * 4 + (bits[i]! & 3)]!++;
    sumX[at]! += dx;
    sumY[at]! += dy;
    member[at] = i;
  }
  const binOf = (i: number): number =>
    (((worldY[i]! - originY) * perCell) | 0) * across + (((worldX[i]! - originX) * perCell) | 0);
  return { across, down, cell, originX, originY, bySeverity, sumX, sumY, member, binOf };
}

function mergeBins(columns: Columns, bins: Bins, radiusCells: number): Clusters {
  const { across, down, cell, originX, originY, bySeverity, sumX, sumY, member } = bins;
  const order = fullestFirst(bySeverity);
  /** 1 + the cluster of a bin; 0 = not yet taken. */
  const owner = new Uint32Array(across * down);
  const step = Math.ceil(radiusCells);
  const result = {
    count: 0,
    lng: new Float64Array(order.length),
    lat: new Float64Array(order.length),
    total: new Uint32Array(order.length),
    bySeverity: new Uint32Array(order.length * 4),
    row: new Uint32Array(order.length),
    reachDeg: new Float64Array(order.length),
    clusterOf: (index: number): number => owner[bins.binOf(index)]! - 1,
  };
  for (const seed of order) {
    if (owner[seed] !== 0) continue;
    const c = result.count++;
    const seedX = seed % across;
    const seedY = (seed - seedX) / across;
    let [x, y, total, reach] = [0, 0, 0, 0];
    for (let row = Math.max(0, seedY - step); row <= Math.min(down - 1, seedY + step); row++)
      for (let col = Math.max(0, seedX - step); col <= Math.min(across - 1, seedX + step); col++) {
        const at = row * across + col;
        const distance = Math.hypot(row - seedY, col - seedX);
        if (owner[at] !== 0 || distance > radiusCells) continue;
        const count = totalOf(bySeverity, at);
        if (count === 0) continue;
        owner[at] = c + 1;
        for (let s = 0; s < 4; s++) result.bySeverity[c * 4 + s]! += bySeverity[at * 4 + s]!;
        x += sumX[at]!;
        y += sumY[at]!;
        total += count;
        reach = Math.max(reach, distance + 1);
      }
    result.total[c] = total;
    result.lng[c] = lngOfWorld(originX + x / total);
    result.lat[c] = latOfWorld(originY + y / total);
    result.row[c] = columns.row[member[seed]!] ?? 0;
    result.reachDeg[c] = ((reach * cell) / WORLD) * 360;
  }
  return result;
}

/** Bins that hold something, fullest first, ties by place. */
function fullestFirst(bySeverity: Uint32Array): Uint32Array {
  const cells = bySeverity.length / 4;
  const keys = new Float64Array(cells);
  let n = 0;
  for (let at = 0; at < cells; at++) {
    const total = totalOf(bySeverity, at);
    if (total > 0) keys[n++] = -total * cells + at;
  }
  return Uint32Array.from(keys.subarray(0, n).sort(), (key) => ((key % cells) + cells) % cells);
}

function totalOf(bySeverity: Uint32Array, at: number): number {
  return bySeverity[at * 4]! + bySeverity[at * 4 + 1]! + bySeverity[at * 4 + 2]! + bySeverity[at * 4 + 3]!;
}
