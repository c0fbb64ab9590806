import { clusterColumns } from '../core/columns/clusters.ts';
import { decodeColumns, severityOf, unpackLat, unpackLng } from '../core/columns/codec.ts';
import { mergeColumns, noColumns, type Columns } from '../core/columns/columns.ts';
import { densityOf, type Density } from '../core/columns/density.ts';
import { filterMask, select, type ColumnFilter } from '../core/columns/filter.ts';
import { latOfWorld, lngOfWorld, worldBox, type LngLatBox, type WorldBox } from '../core/columns/mercator.ts';
import { heatScale, paintDensity, type HeatScale } from '../core/columns/paint.ts';
import { daysOf, totalsOf } from '../core/columns/totals.ts';
import type {
  AppendAnswer,
  MarkColumns,
  NearAnswer,
  TotalsAnswer,
  ViewAnswer,
  ViewRequest,
  ColumnsRequest,
} from './columns-protocol.ts';

/** From this zoom on (unless there are too many), and where few are in view, every problem is drawn by itself. */
const SINGLE_ZOOM = 15;
const SINGLE_BELOW = 60;
const MOST_SINGLES = 5000;

/** How far an answer reaches beyond the view, in its size: a small pan shows no edge. */
const PAD = 0.25;

/** σ of about 16 px on a screen of 1440: a hot street stays a street. */
const BLUR_PX = 3;

const KM_PER_DEGREE = 111.32;

/** A painted heat raster, before it becomes a bitmap. */
export interface Raster {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly box: LngLatBox;
  readonly scale: HeatScale;
}

/** What the columns worker does, without the worker: holds the columns and answers by scanning them. */
export class ColumnsEngine {
  #columns: Columns = noColumns;
  #selected = new Uint32Array(0);
  #mask: Uint8Array = new Uint8Array(0);
  #maskOf: string | null = null;

  append(bytes: ArrayBuffer): AppendAnswer {
    this.#columns = mergeColumns(this.#columns, decodeColumns(bytes));
    const { count, since, opened } = this.#columns;
    if (this.#selected.length < count) this.#selected = new Uint32Array(Math.ceil(count * 1.1));
    this.#maskOf = null;
    return { kind: 'append', count, since, first: opened[0] ?? 0, last: opened[count - 1] ?? 0 };
  }

  view(request: ViewRequest): Omit<ViewAnswer, 'heat'> & { readonly heat: Raster | null } {
    const box = worldBox(request.box, PAD);
    const count = select(this.#columns, this.#maskFor(request.filter), request.time, box, this.#selected);
    const close = request.zoom >= SINGLE_ZOOM;
    const single = (close && count <= MOST_SINGLES) || count < SINGLE_BELOW;
    const heat = request.mode === 'heat' ? this.#heat(request, box, count) : null;
    const marks =
      heat && !close ? null : single ? this.#singles(count) : this.#clusters(box, request.zoom, count);
    return { kind: 'view', count, heat, marks, single };
  }

  totals({ filter, time, days }: Extract<ColumnsRequest, { kind: 'totals' }>): TotalsAnswer {
    const mask = this.#maskFor(filter);
    const until = time.kind === 'open' ? time.at + 1 : time.until;
    return {
      kind: 'totals',
      totals: totalsOf(this.#columns, mask, time),
      cumulative: totalsOf(this.#columns, mask, { kind: 'found', from: 0, until }),
      ...daysOf(this.#columns, mask, days.from, days.count),
    };
  }

  near(request: Extract<ColumnsRequest, { kind: 'near' }>): NearAnswer {
    const { filter, time, limit, cluster } = request;
    const box = worldBox(request.box, cluster ? PAD : 0);
    let count = select(this.#columns, this.#maskFor(filter), time, box, this.#selected);
    if (cluster) count = this.#membersOf(cluster, box, count);
    const rows = new Uint32Array(Math.min(limit, count));
    for (let k = 0; k < rows.length; k++) rows[k] = this.#columns.row[this.#selected[count - 1 - k]!]!;
    return { kind: 'near', rows, count };
  }

  /** Narrows the selection to one cluster: the same bins and merges as the view made, so its figure and its list agree. */
  #membersOf(cluster: { row: number; zoom: number }, box: WorldBox, count: number): number {
    const clusters = clusterColumns(this.#columns, this.#selected, count, box, Math.floor(cluster.zoom));
    const wanted = clusters.row.subarray(0, clusters.count).indexOf(cluster.row);
    let n = 0;
    for (let k = 0; k < count; k++) {
      const i = this.#selected[k]!;
      if (clusters.clusterOf(i) === wanted) this.#selected[n++] = i;
    }
    return n;
  }

  #maskFor(filter: ColumnFilter): Uint8Array {
    const key = JSON.stringify(filter);
    if (this.#maskOf !== key) {
      this.#mask = filterMask(this.#columns, filter);
      this.#maskOf = key;
    }
    return this.#mask;
  }

  #heat(request: ViewRequest, box: WorldBox, count: number): Raster {
    const density = densityOf(this.#columns, this.#selected, count, box, { radiusPx: BLUR_PX });
    const lnglat = lngLatBox(box);
    const km2PerPx = areaKm2(lnglat) / (density.width * density.height);
    const scale = heatScale(density.max / km2PerPx, request.colours);
    return { ...sizeOf(density), pixels: paintDensity(density, km2PerPx, scale), box: lnglat, scale };
  }

  #clusters(box: WorldBox, zoom: number, count: number): MarkColumns {
    const clusters = clusterColumns(this.#columns, this.#selected, count, box, Math.floor(zoom));
    const n = clusters.count;
    return {
      lng: clusters.lng.slice(0, n),
      lat: clusters.lat.slice(0, n),
      total: clusters.total.slice(0, n),
      major: Uint32Array.from({ length: n }, (_, c) => clusters.bySeverity[c * 4 + 3]!),
      severity: Uint8Array.from(
        { length: n },
        (_, c) => [3, 2, 1, 0].find((each) => clusters.bySeverity[c * 4 + each]! > 0) ?? 0,
      ),
      row: clusters.row.slice(0, n),
      reachDeg: clusters.reachDeg.slice(0, n),
    };
  }

  #singles(count: number): MarkColumns {
    const at = (k: number): number => this.#selected[count - 1 - k]!;
    const { x, y, bits, row } = this.#columns;
    return {
      lng: Float64Array.from({ length: count }, (_, k) => unpackLng(x[at(k)]!)),
      lat: Float64Array.from({ length: count }, (_, k) => unpackLat(y[at(k)]!)),
      total: new Uint32Array(count).fill(1),
      major: Uint32Array.from({ length: count }, (_, k) => (severityOf(bits[at(k)]!) === 3 ? 1 : 0)),
      severity: Uint8Array.from({ length: count }, (_, k) => severityOf(bits[at(k)]!)),
      row: Uint32Array.from({ length: count }, (_, k) => row[at(k)]!),
      reachDeg: new Float64Array(count),
    };
  }
}

function lngLatBox(box: WorldBox): LngLatBox {
  return {
    west: lngOfWorld(box.minX),
    east: lngOfWorld(box.maxX + 1),
    north: latOfWorld(box.minY),
    south: latOfWorld(box.maxY + 1),
  };
}

/** Near enough for a legend: the raster is a few tens of km wide. */
function areaKm2({ west, east, south, north }: LngLatBox): number {
  const middle = Math.cos((((south + north) / 2) * Math.PI) / 180);
  return (east - west) * KM_PER_DEGREE * middle * (north - south) * KM_PER_DEGREE;
}

function sizeOf({ width, height }: Density): { width: number; height: number } {
  return { width, height };
}
