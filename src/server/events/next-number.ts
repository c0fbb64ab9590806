import { dateKey } from '../../core/china-time.ts';
import { queryAll, queryOne, type App } from '../pb.ts';

const COLLECTION = { WT: 'problems', RW: 'tasks' } as const;

/** Next number of the Beijing day, e.g. WT-410108-20261122-0001; never reused, since rows are never deleted. */
export function nextNumber(tx: App, prefix: 'WT' | 'RW', at: number): string {
  const start = `${prefix}-${districtCode(tx)}-${dateKey(at).replaceAll('-', '')}-`;
  const { last } = queryOne(
    tx,
    `SELECT COALESCE(max(CAST(substr(no, {:from}) AS INTEGER)), 0) AS last FROM ${COLLECTION[prefix]}
     WHERE no != '' AND no >= {:start} AND no < {:end}`,
    { last: 0 },
    { from: start.length + 1, start, end: `${start}~` },
  );
  return start + String(last + 1).padStart(4, '0');
}

function districtCode(tx: App): string {
  // The own district is the one that has towns; neighbours are districts without any.
  const sql = `SELECT code FROM grids WHERE level IN ('town', 'district') ORDER BY level DESC, code LIMIT 1`;
  const [grid] = queryAll(tx, sql, { code: '' });
  return (grid?.code ?? '').slice(0, 6).padEnd(6, '0');
}
