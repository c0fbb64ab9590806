import type { NumberPrefix } from '../../core/casework/act.ts';
import { dateKey } from '../../core/china-time.ts';
import { queryAll, queryOne, type App } from '../pb.ts';
import type { Settled } from './settled.ts';

/** Where the numbers of a series stand: an order and its paper share one, and a paper issued anew takes the next of the same. */
const COLLECTIONS: Readonly<Record<NumberPrefix, readonly string[]>> = {
  WT: ['problems'],
  RW: ['tasks'],
  JB: ['orders', 'notices'],
  ZG: ['notices'],
  DB: ['notices'],
  BG: ['notices'],
  YT: ['notices'],
};
const OF_THE_DAY: readonly NumberPrefix[] = ['WT', 'RW'];

/**
 * Next number of the Beijing day, e.g. WT-410108-20261122-0001, or of the year for a paper, e.g. ZG-410108-2026-0012; never reused,
 * since rows are never deleted.
 */
export function nextNumber(tx: App, settled: Settled, prefix: NumberPrefix, at: number): string {
  const day = dateKey(at).replaceAll('-', '');
  const start = `${prefix}-${settled('district', () => districtCode(tx))}-${OF_THE_DAY.includes(prefix) ? day : day.slice(0, 4)}-`;
  const last = Math.max(...COLLECTIONS[prefix].map((each) => lastOf(tx, each, start)));
  return start + String(last + 1).padStart(4, '0');
}

/** The highest so far: by the index, until a day has more than four digits of them and the order of text no longer serves. */
function lastOf(tx: App, collection: string, start: string): number {
  const range = `FROM ${collection} WHERE no != '' AND no >= {:start} AND no < {:end}`;
  const values = { start, end: `${start}~` };
  const [top] = queryAll(tx, `SELECT no ${range} ORDER BY no DESC LIMIT 1`, { no: '' }, values);
  const last = Number(top?.no.slice(start.length) ?? 0);
  if (last < 9999) return last;
  const number = 'CAST(substr(no, {:from}) AS INTEGER)';
  return queryOne(
    tx,
    `SELECT max(${number}) AS last ${range}`,
    { last: 0 },
    { ...values, from: start.length + 1 },
  ).last;
}

function districtCode(tx: App): string {
  // The own district is the one that has towns; neighbours are districts without any.
  const sql = `SELECT code FROM grids WHERE level IN ('town', 'district') ORDER BY level DESC, code LIMIT 1`;
  const [grid] = queryAll(tx, sql, { code: '' });
  return (grid?.code ?? '').slice(0, 6).padEnd(6, '0');
}
