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
  const totals = totalsOfBins(bySeverity);
  const order = fullestFirst(totals);
  const neighbours = neighboursWithin(radiusCells);
  /** 1 + the cluster of a bin; 0 = not yet taken. */
  const owner = new Uint32Array(across * down);
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
  for (let k = 0; k < order.length; k++) {
    const seed = order[k]!;
    if (owner[seed] !== 0) continue;
    const c = result.count++;
    const seedX = seed % across;
    const seedY = (seed - seedX) / across;
    let x = 0;
    let y = 0;
    let total = 0;
    let reach = 0;
    for (let j = 0; j < neighbours.dx.length; j++) {
      const col = seedX + neighbours.dx[j]!;
      const row = seedY + neighbours.dy[j]!;
      if (col < 0 || row < 0 || col >= across || row >= down) continue;
      const at = row * across + col;
      const count = totals[at]!;
      if (count === 0 || owner[at] !== 0) continue;
      owner[at] = c + 1;
      for (let s = 0; s < 4; s++) result.bySeverity[c * 4 + s]! += bySeverity[at * 4 + s]!;
      x += sumX[at]!;
      y += sumY[at]!;
      total += count;
      // Nearest first: the last one taken is the farthest.
      reach = neighbours.distance[j]! + 1;
    }
    result.total[c] = total;
    result.lng[c] = lngOfWorld(originX + x / total);
    result.lat[c] = latOfWorld(originY + y / total);
    result.row[c] = columns.row[member[seed]!]!;
    result.reachDeg[c] = ((reach * cell) / WORLD) * 360;
  }
  return result;
}

/** Steps to the bins within a radius, nearest first, the bin itself included. */
function neighboursWithin(radius: number): { dx: Int32Array; dy: Int32Array; distance: Float64Array } {
  const steps: { dx: number; dy: number; distance: number }[] = [];
  const reach = Math.ceil(radius);
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const distance = Math.sqrt(dx * dx + dy * dy);
      if (distance <= radius) steps.push({ dx, dy, distance });
    }
  steps.sort((a, b) => a.distance - b.distance);
  return {
    dx: Int32Array.from(steps, (each) => each.dx),
    dy: Int32Array.from(steps, (each) => each.dy),
    distance: Float64Array.from(steps, (each) => each.distance),
  };
}

/** Bins that hold something, fullest first, ties by place: a counting sort, since most bins hold a few. */
function fullestFirst(totals: Uint32Array): Uint32Array {
  let max = 0;
  let filled = 0;
  for (let at = 0; at < totals.length; at++) {
    const total = totals[at]!;
    if (total > 0) filled++;
    if (total > max) max = total;
  }
  const place = new Uint32Array(max + 2);
  for (let at = 0; at < totals.length; at++) place[max - totals[at]! + 1]!++;
  for (let k = 1; k <= max; k++) place[k]! += place[k - 1]!;
  const order = new Uint32Array(filled);
  for (let at = 0; at < totals.length; at++) {
    const total = totals[at]!;
    if (total > 0) order[place[max - total]!++] = at;
  }
  return order;
}

function totalsOfBins(bySeverity: Uint32Array): Uint32Array {
  const totals = new Uint32Array(bySeverity.length / 4);
  for (let at = 0; at < totals.length; at++)
    totals[at] =
      bySeverity[at * 4]! + bySeverity[at * 4 + 1]! + bySeverity[at * 4 + 2]! + bySeverity[at * 4 + 3]!;
  return totals;
}
