import type { Columns } from './columns.ts';
import { isOpenAt, timeSlice, type TimeView } from './filter.ts';
import { HANDLING_ASSIGNED, HANDLING_ON_SPOT, HANDLING_UNDECIDED, STATE_CLOSED } from './layout.ts';

/** 问题 = 立行立改 + 交办 + 未定性, always: each problem is counted once, by its handling. */
export interface Totals {
  readonly found: number;
  readonly onSpot: number;
  readonly assigned: number;
  readonly undecided: number;
  /** Of the assigned: closed, and still open. */
  readonly assignedClosed: number;
  readonly assignedOpen: number;
  /** Four sums by severity 0 to 3. */
  readonly bySeverity: readonly number[];
  /** By the numbers of the columns, 0 = none. */
  readonly byTown: readonly TownTotals[];
  readonly byCategory: Uint32Array;
}

export interface TownTotals {
  readonly town: number;
  readonly found: number;
  readonly onSpot: number;
  readonly assigned: number;
  readonly undecided: number;
  /** Not yet closed, fixed on the spot not counted. */
  readonly open: number;
}

/** Totals of what passes mask and time. A handling that is none of the three counts as undecided. */
export function totalsOf(columns: Columns, mask: Uint8Array, time: TimeView): Totals {
  const [first, end] = timeSlice(columns, time);
  const byTown = new Uint32Array(256 * 4);
  const openByTown = new Uint32Array(256);
  const byCategory = new Uint32Array(256);
  const bySeverity = [0, 0, 0, 0];
  const { bits, town, category, closed } = columns;
  let assignedClosed = 0;
  for (let i = first; i < end; i++) {
    if (mask[i] === 0) continue;
    const b = bits[i]!;
    if (time.kind === 'open' && !isOpenAt(closed[i]!, b, time.at)) continue;
    const handling = (b >> 2) & 3;
    byTown[town[i]! * 4 + handling]!++;
    byCategory[category[i]!]!++;
    bySeverity[b & 3]!++;
    const done = b >> 4 === STATE_CLOSED;
    if (handling === HANDLING_ASSIGNED && done) assignedClosed++;
    if (handling !== HANDLING_ON_SPOT && !done) openByTown[town[i]!]!++;
  }
  const towns = townsOf(byTown, openByTown);
  const sum = (pick: (each: TownTotals) => number): number => towns.reduce((a, each) => a + pick(each), 0);
  const assigned = sum((each) => each.assigned);
  return {
    found: sum((each) => each.found),
    onSpot: sum((each) => each.onSpot),
    assigned,
    undecided: sum((each) => each.undecided),
    assignedClosed,
    assignedOpen: assigned - assignedClosed,
    bySeverity,
    byTown: towns,
    byCategory,
  };
}

/** Counts per day of [from, from + days): found that day, and open at its end. `from` in unix s, a Beijing midnight. */
export interface Days {
  readonly found: Uint32Array;
  readonly open: Uint32Array;
}

export function daysOf(columns: Columns, mask: Uint8Array, from: number, days: number): Days {
  const found = new Uint32Array(days);
  const change = new Int32Array(days + 1);
  const { opened, closed, bits } = columns;
  const until = from + days * 86_400;
  for (let i = 0; i < columns.count; i++) {
    const at = opened[i]!;
    if (at >= until) break;
    if (mask[i] === 0) continue;
    if (at >= from) found[Math.floor((at - from) / 86_400)]!++;
    if (((bits[i]! >> 2) & 3) === HANDLING_ON_SPOT) continue;
    const start = at < from ? 0 : Math.floor((at - from) / 86_400);
    const end = closed[i]!;
    if (end !== 0 && end < from + 86_400 * (start + 1)) continue;
    change[start]!++;
    if (end !== 0 && end < until) change[Math.floor((end - from) / 86_400)]!--;
  }
  const open = new Uint32Array(days);
  for (let day = 0, sum = 0; day < days; day++) {
    sum += change[day]!;
    open[day] = sum;
  }
  return { found, open };
}

function townsOf(byTown: Uint32Array, openByTown: Uint32Array): TownTotals[] {
  const towns: TownTotals[] = [];
  for (let town = 0; town < 256; town++) {
    const onSpot = byTown[town * 4 + HANDLING_ON_SPOT]!;
    const assigned = byTown[town * 4 + HANDLING_ASSIGNED]!;
    const undecided = byTown[town * 4 + HANDLING_UNDECIDED]! + byTown[town * 4 + 3]!;
    const found = onSpot + assigned + undecided;
    if (found > 0) towns.push({ town, found, onSpot, assigned, undecided, open: openByTown[town]! });
  }
  return towns;
}
