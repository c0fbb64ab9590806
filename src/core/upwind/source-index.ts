import { planeSeries, type PlaneSeries } from '../geo.ts';
import { insideTest, sectorNumbers, shapeBox } from './contains.ts';
import type { Shape, Zone } from './zone.ts';

/** Sources in a uniform grid (compressed rows): all of a cell, and of neighbouring cells of a row, lie side by side. */
export interface SourceIndex {
  readonly west: number;
  readonly south: number;
  readonly cellDeg: number;
  readonly columns: number;
  readonly rows: number;
  /** First place of each cell, row-major; length columns·rows + 1. */
  readonly offsets: Int32Array;
  /** Number of the source in the arrays it was built from, in cell order. */
  readonly ids: Int32Array;
  readonly lng: Float64Array;
  readonly lat: Float64Array;
}

const CELL_DEG = 0.01;
const MOST_CELLS = 1 << 22;
const RAD = Math.PI / 180;
const EARTH_M = 6_371_000;

/** Builds the index in two passes; sources without a finite position are in none of its cells. O(n). */
export function buildSourceIndex(lng: ArrayLike<number>, lat: ArrayLike<number>): SourceIndex {
  const n = Math.min(lng.length, lat.length);
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (let i = 0; i < n; i++) {
    const x = lng[i]!;
    const y = lat[i]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  if (west > east) west = south = east = north = 0;
  let cellDeg = CELL_DEG;
  while (
    (Math.floor((east - west) / cellDeg) + 1) * (Math.floor((north - south) / cellDeg) + 1) >
    MOST_CELLS
  ) {
    cellDeg *= 2;
  }
  const columns = Math.floor((east - west) / cellDeg) + 1;
  const rows = Math.floor((north - south) / cellDeg) + 1;
  const offsets = new Int32Array(columns * rows + 1);
  const cellOf = new Int32Array(n);
  let placed = 0;
  for (let i = 0; i < n; i++) {
    const column = Math.floor((lng[i]! - west) / cellDeg);
    const row = Math.floor((lat[i]! - south) / cellDeg);
    const cell = row * columns + column;
    if (!(cell >= 0)) {
      cellOf[i] = -1;
      continue;
    }
    cellOf[i] = cell;
    offsets[cell + 1]!++;
    placed++;
  }
  for (let cell = 0; cell < columns * rows; cell++) offsets[cell + 1]! += offsets[cell]!;
  const next = offsets.slice(0, columns * rows);
  const ids = new Int32Array(placed);
  const sortedLng = new Float64Array(placed);
  const sortedLat = new Float64Array(placed);
  for (let i = 0; i < n; i++) {
    const cell = cellOf[i]!;
    if (cell < 0) continue;
    const at = next[cell]!++;
    ids[at] = i;
    sortedLng[at] = lng[i]!;
    sortedLat[at] = lat[i]!;
  }
  return { west, south, cellDeg, columns, rows, offsets, ids, lng: sortedLng, lat: sortedLat };
}

/** Numbers of the sources inside a zone, in no particular order; empty for kind none. */
export function sourcesInZone(index: SourceIndex, zone: Zone): Int32Array {
  const box = shapeBox(zone.shape);
  if (!box || index.ids.length === 0) return new Int32Array(0);
  const { lng: lng0, lat: lat0 } = zone.apex;
  const series = planeSeries(lat0);
  const reach = Math.max(Math.abs(box.minX), Math.abs(box.maxX), Math.abs(box.minY), Math.abs(box.maxY));
  // A parallel bends away from the plane's x axis by x²·tan(lat)/2R; pad by more than that.
  const pad = (reach * reach) / EARTH_M + 1;
  const south = (box.minY - pad) / series.ky;
  const north = (box.maxY + pad) / series.ky;
  // Metres per degree of longitude are fewest at the poleward rim.
  const kx = Math.min(series.kx + series.kxSlope * south, series.kx + series.kxSlope * north);
  const west = Math.min(0, box.minX - pad) / kx;
  const east = Math.max(0, box.maxX + pad) / kx;
  const { cellDeg, columns, rows } = index;
  const firstColumn = Math.max(0, Math.floor((lng0 + west - index.west) / cellDeg));
  const lastColumn = Math.min(columns - 1, Math.floor((lng0 + east - index.west) / cellDeg));
  const firstRow = Math.max(0, Math.floor((lat0 + south - index.south) / cellDeg));
  const lastRow = Math.min(rows - 1, Math.floor((lat0 + north - index.south) / cellDeg));
  if (firstColumn > lastColumn || firstRow > lastRow) return new Int32Array(0);
  const cells = { firstColumn, lastColumn, firstRow, lastRow };
  return collect(index, zone, series, cells);
}

interface Cells {
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

/** The plane of geo.ts written out, so that the loop makes no call and no object; sectors are tested in place. */
function collect(index: SourceIndex, zone: Zone, series: PlaneSeries, cells: Cells): Int32Array {
  const { offsets, ids, lng, lat, columns } = index;
  const { lng: lng0, lat: lat0 } = zone.apex;
  const { kx, kxSlope, ky, kySlope, sinLat, sinSlope, xByLat, xByLng, yByLng } = series;
  const { round, r2, east, north, cosHalf } = roundNumbers(zone.shape);
  const test = round ? () => false : insideTest(zone.shape);
  let most = 0;
  for (let row = cells.firstRow; row <= cells.lastRow; row++) {
    most += offsets[row * columns + cells.lastColumn + 1]! - offsets[row * columns + cells.firstColumn]!;
  }
  const found = new Int32Array(most);
  let count = 0;
  for (let row = cells.firstRow; row <= cells.lastRow; row++) {
    const to = offsets[row * columns + cells.lastColumn + 1]!;
    for (let i = offsets[row * columns + cells.firstColumn]!; i < to; i++) {
      const dLat = lat[i]! - lat0;
      const dLng = lng[i]! - lng0;
      const lng2 = dLng * dLng;
      const dx = dLng * (kx + (kxSlope * dLat) / 2) * (1 - xByLat * dLat * dLat - xByLng * lng2);
      const dy = dLat * (ky + (kySlope * dLat) / 2) * (1 - yByLng * lng2);
      const d2 = dx * dx + dy * dy;
      if (d2 > r2) continue;
      const e = ((sinLat + (sinSlope * dLat) / 2) * dLng * RAD) / 2;
      const x = dx - dy * e;
      const y = dy + dx * e;
      // x, y are longer than d by √(1+e²); the angle does not mind, the other shapes do.
      const inside = round
        ? x * east + y * north >= cosHalf * Math.sqrt(d2 * (1 + e * e))
        : test(x / Math.sqrt(1 + e * e), y / Math.sqrt(1 + e * e));
      if (inside) found[count++] = ids[i]!;
    }
  }
  return found.slice(0, count);
}

interface RoundNumbers {
  /** Whether circle and angle say it all. */
  readonly round: boolean;
  readonly r2: number;
  readonly east: number;
  readonly north: number;
  readonly cosHalf: number;
}

function roundNumbers(shape: Shape): RoundNumbers {
  if (shape.kind === 'none') return { round: true, r2: -1, east: 0, north: 0, cosHalf: 0 };
  const r2 = shape.radiusM * shape.radiusM;
  if (shape.kind === 'disc') return { round: true, r2, ...sectorNumbers(0, 180) };
  if (shape.kind === 'fan' || shape.kind === 'sector') {
    return { round: true, r2, ...sectorNumbers(shape.axis, shape.halfAngleDeg) };
  }
  return { round: false, r2, east: 0, north: 0, cosHalf: 0 };
}
