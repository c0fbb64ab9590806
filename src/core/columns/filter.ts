import { handlingOf, severityOf, stateOf } from './codec.ts';
import { firstOpenedFrom, type Columns } from './columns.ts';
import { HANDLING_ON_SPOT, STATE_VOID } from './layout.ts';
import type { WorldBox } from './mercator.ts';

/** Numbers of the columns; an absent or empty list lets everything through. Void problems never pass unless asked for. */
export interface ColumnFilter {
  readonly categories?: readonly number[];
  readonly severities?: readonly number[];
  readonly handlings?: readonly number[];
  readonly states?: readonly number[];
  readonly towns?: readonly number[];
  readonly units?: readonly number[];
}

/**
 * Which moment is looked at, unix s. 'found': opened in [from, until). 'open': open at the instant, that is
 * opened ≤ at < closed; what was fixed on the spot was never open.
 */
export type TimeView =
  | { readonly kind: 'found'; readonly from: number; readonly until: number }
  | { readonly kind: 'open'; readonly at: number };

/** One byte per problem: 1 passes the filter. Computed once per filter, so that time and view steps read one byte. */
export function filterMask(columns: Columns, filter: ColumnFilter): Uint8Array {
  const category = allowed(filter.categories);
  const town = allowed(filter.towns);
  const unit = allowed(filter.units);
  const bits = allowedBits(filter);
  const mask = new Uint8Array(columns.count);
  for (let i = 0; i < columns.count; i++)
    mask[i] =
      bits[columns.bits[i] as number]! &
      category[columns.category[i] as number]! &
      town[columns.town[i] as number]! &
      unit[columns.unit[i] as number]!;
  return mask;
}

/** Slice of the time-sorted columns that can matter: [first, end). */
export function timeSlice(columns: Columns, time: TimeView): readonly [number, number] {
  if (time.kind === 'open') return [0, firstOpenedFrom(columns, time.at + 1)];
  return [firstOpenedFrom(columns, time.from), firstOpenedFrom(columns, time.until)];
}

/**
 * Indices of the problems that pass mask, time and box, written into `out` (at least `columns.count` long); returns how
 * many. An absent box is the whole world.
 */
export function select(
  columns: Columns,
  mask: Uint8Array,
  time: TimeView,
  box: WorldBox | undefined,
  out: Uint32Array,
): number {
  const [first, end] = timeSlice(columns, time);
  const { worldX, worldY } = columns;
  const minX = box?.minX ?? 0;
  const minY = box?.minY ?? 0;
  // Differences are taken as unsigned 32-bit numbers: one comparison tests both edges.
  const width = (box ? box.maxX - box.minX : 0xffffffff) >>> 0;
  const height = (box ? box.maxY - box.minY : 0xffffffff) >>> 0;
  let n = 0;
  if (time.kind === 'found') {
    for (let i = first; i < end; i++) {
      if (mask[i] === 0) continue;
      if ((worldX[i]! - minX) >>> 0 > width || (worldY[i]! - minY) >>> 0 > height) continue;
      out[n++] = i;
    }
    return n;
  }
  const { closed, bits } = columns;
  for (let i = first; i < end; i++) {
    if (mask[i] === 0 || !isOpenAt(closed[i]!, bits[i]!, time.at)) continue;
    if ((worldX[i]! - minX) >>> 0 > width || (worldY[i]! - minY) >>> 0 > height) continue;
    out[n++] = i;
  }
  return n;
}

/** True when a problem opened before `at` is still open then. */
export function isOpenAt(closed: number, bits: number, at: number): boolean {
  return (closed === 0 || closed > at) && ((bits >> 2) & 3) !== HANDLING_ON_SPOT;
}

function allowed(list: readonly number[] | undefined): Uint8Array {
  if (!list || list.length === 0) return new Uint8Array(256).fill(1);
  const table = new Uint8Array(256);
  for (const each of list) table[each] = 1;
  return table;
}

function allowedBits(filter: ColumnFilter): Uint8Array {
  const severity = allowed(filter.severities);
  const handling = allowed(filter.handlings);
  const state = allowed(filter.states);
  if (!filter.states || filter.states.length === 0) state[STATE_VOID] = 0;
  return Uint8Array.from(
    { length: 256 },
    (_, bits) => severity[severityOf(bits)]! & handling[handlingOf(bits)]! & state[stateOf(bits)]!,
  );
}
