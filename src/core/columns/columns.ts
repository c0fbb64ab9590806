import { emptyRecords, unpackLat, unpackLng, type Records } from './codec.ts';
import { worldX, worldY } from './mercator.ts';

/** Problems sorted by opened time, with their place on the mercator square; what all views scan. */
export interface Columns extends Records {
  /** World units of `mercator.ts`. */
  readonly worldX: Uint32Array;
  readonly worldY: Uint32Array;
  /** Highest change counter seen: what to ask the server for next. */
  readonly since: number;
}

export const noColumns: Columns = {
  ...emptyRecords(0),
  worldX: new Uint32Array(),
  worldY: new Uint32Array(),
  since: 0,
};

/**
 * Columns with the changes taken in: a row that is known is replaced by its newest change, a new one is added.
 * Doubled and reordered changes do no harm. Returns the same object for no changes; otherwise new arrays, so that a
 * reader of the old ones is never surprised. 1 M rows: a few hundred ms from nothing, some ms for a handful.
 */
export function mergeColumns(columns: Columns, changes: Records): Columns {
  if (changes.count === 0) return columns;
  const newest = newestOfEachRow(columns, changes);
  if (columns.count === 0 && inOrder(changes, newest))
    return { ...projected(changes), since: sinceOf(0, changes) };
  const added = sortedByOpened(changes, newest);
  const kept = keptRows(columns, newest);
  return interleave(columns, kept, changes, added);
}

/** First index whose `opened` is ≥ `second`; `count` when there is none. */
export function firstOpenedFrom(columns: Columns, second: number): number {
  let low = 0;
  let high = columns.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((columns.opened[middle] ?? 0) < second) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By row number: 1 + index into the changes of its newest change, 0 = no change newer than what is held. */
function newestOfEachRow(columns: Columns, changes: Records): Uint32Array {
  let top = 0;
  for (let i = 0; i < changes.count; i++) top = Math.max(top, changes.row[i] ?? 0);
  const newest = new Uint32Array(top + 1);
  for (let i = 0; i < changes.count; i++) {
    const row = changes.row[i] ?? 0;
    const other = newest[row] ?? 0;
    if (other === 0 || (changes.change[other - 1] ?? 0) <= (changes.change[i] ?? 0)) newest[row] = i + 1;
  }
  for (let i = 0; i < columns.count; i++) {
    const row = columns.row[i] ?? 0;
    const change = row <= top ? (newest[row] ?? 0) : 0;
    if (change > 0 && (changes.change[change - 1] ?? 0) <= (columns.change[i] ?? 0)) newest[row] = 0;
  }
  return newest;
}

/** Indices into the changes that count, by opened time, ties in the order received. */
function sortedByOpened(changes: Records, newest: Uint32Array): Uint32Array {
  // opened < 2³² and index < 2²¹ fit one double exactly: one numeric sort, no comparator.
  const width = 2 ** Math.max(1, Math.ceil(Math.log2(changes.count + 1)));
  const keys = new Float64Array(changes.count);
  let n = 0;
  let sorted = true;
  for (let i = 0; i < changes.count; i++) {
    if (newest[changes.row[i] ?? 0] !== i + 1) continue;
    keys[n] = (changes.opened[i] ?? 0) * width + i;
    if (n > 0 && (keys[n] ?? 0) < (keys[n - 1] ?? 0)) sorted = false;
    n++;
  }
  const used = keys.subarray(0, n);
  if (!sorted) used.sort();
  const indices = new Uint32Array(n);
  for (let i = 0; i < n; i++) indices[i] = used[i]! % width;
  return indices;
}

/** The first load of a server that kept its order: nothing to sort, nothing to copy. */
function inOrder(changes: Records, newest: Uint32Array): boolean {
  for (let i = 0; i < changes.count; i++) {
    if (newest[changes.row[i]!] !== i + 1) return false;
    if (i > 0 && changes.opened[i]! < changes.opened[i - 1]!) return false;
  }
  return true;
}

function sinceOf(held: number, changes: Records): number {
  let since = held;
  for (let i = 0; i < changes.count; i++) if (changes.change[i]! > since) since = changes.change[i]!;
  return since;
}

/** Indices of held rows that no change replaces. */
function keptRows(columns: Columns, newest: Uint32Array): Uint32Array {
  const kept = new Uint32Array(columns.count);
  let n = 0;
  for (let i = 0; i < columns.count; i++) {
    const row = columns.row[i] ?? 0;
    if (row < newest.length && (newest[row] ?? 0) > 0) continue;
    kept[n++] = i;
  }
  return kept.subarray(0, n);
}

/** Both in order of opened time, held rows first among equals: ≥ 0 an index of the held, < 0 the inverse of a change. */
function interleave(columns: Columns, kept: Uint32Array, changes: Records, added: Uint32Array): Columns {
  const order = new Int32Array(kept.length + added.length);
  let a = 0;
  let b = 0;
  for (let at = 0; at < order.length; at++) {
    const takeOld =
      a < kept.length && (b >= added.length || columns.opened[kept[a]!]! <= changes.opened[added[b]!]!);
    order[at] = takeOld ? kept[a++]! : ~added[b++]!;
  }
  const fresh = projected(changes);
  const words = (held: Uint32Array, other: Uint32Array): Uint32Array =>
    gather(order, held, other, new Uint32Array(order.length));
  const bytes = (held: Uint8Array, other: Uint8Array): Uint8Array =>
    gather(order, held, other, new Uint8Array(order.length));
  return {
    count: order.length,
    since: sinceOf(columns.since, changes),
    x: words(columns.x, fresh.x),
    y: words(columns.y, fresh.y),
    opened: words(columns.opened, fresh.opened),
    closed: words(columns.closed, fresh.closed),
    category: bytes(columns.category, fresh.category),
    bits: bytes(columns.bits, fresh.bits),
    town: bytes(columns.town, fresh.town),
    unit: bytes(columns.unit, fresh.unit),
    source: words(columns.source, fresh.source),
    row: words(columns.row, fresh.row),
    change: words(columns.change, fresh.change),
    worldX: words(columns.worldX, fresh.worldX),
    worldY: words(columns.worldY, fresh.worldY),
  };
}

function gather<T extends Uint32Array | Uint8Array>(order: Int32Array, held: T, other: T, to: T): T {
  for (let at = 0; at < order.length; at++) {
    const index = order[at]!;
    to[at] = index >= 0 ? held[index]! : other[~index]!;
  }
  return to;
}

function projected(records: Records): Omit<Columns, 'since'> {
  const x = new Uint32Array(records.count);
  for (let i = 0; i < records.count; i++) x[i] = worldX(unpackLng(records.x[i]!));
  return { ...records, worldX: x, worldY: projectedY(records) };
}

/**
 * A logarithm per problem is the dearest step of a first load. Between marks 0.001° apart a straight line is off by
 * h²/8 · y″ < 0.1 unit (1 mm), so many problems share the marks of their latitudes.
 */
function projectedY(records: Records): Uint32Array {
  const to = new Uint32Array(records.count);
  let [low, high] = [0xffffffff, 0];
  for (let i = 0; i < records.count; i++) {
    const y = records.y[i]!;
    if (y < low) low = y;
    if (y > high) high = y;
  }
  const first = Math.floor(low / 1000);
  const marks = Math.floor(high / 1000) - first + 2;
  if (marks > records.count) {
    for (let i = 0; i < records.count; i++) to[i] = worldY(unpackLat(records.y[i]!));
    return to;
  }
  const table = Float64Array.from({ length: marks }, (_, k) => worldY(unpackLat((first + k) * 1000)));
  for (let i = 0; i < records.count; i++) {
    const y = records.y[i]!;
    const mark = Math.floor(y / 1000);
    const from = table[mark - first]!;
    to[i] = from + ((table[mark - first + 1]! - from) * (y - mark * 1000)) / 1000;
  }
  return to;
}
