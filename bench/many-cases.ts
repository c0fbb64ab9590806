import { DatabaseSync } from 'node:sqlite';
import type { DemoCity } from '../src/cli/demo/demo-city.ts';
import {
  columnTriggersSql,
  dropColumnTriggersSql,
  rebuildColumnsSql,
} from '../src/core/columns/table-sql.ts';
import { dropSearchTriggersSql, searchTriggersSql } from '../src/core/search/table-sql.ts';

const DAY_MS = 86_400_000;

/** Puts a year of cases of a big city beside those of the demo city: a third of the last sixty days' is still open, of these one in ten late and one in a thousand without a person. */
export function fillCases(path: string, city: DemoCity, cases: number): void {
  const db = new DatabaseSync(path);
  const id = (kind: string, value: string): string => `printf('${kind}%0${32 - kind.length}x', ${value})`;
  const pick = (list: readonly string[], value: string): string =>
    `CASE (${value}) % ${list.length} ${list.map((each, n) => `WHEN ${n} THEN '${each}'`).join(' ')} END`;
  const towns = city.grids.filter((each) => each.level === 'town').map((each) => each.id);
  const units = city.units.map((each) => each.id);
  const sources = city.sources.slice(0, 400).map((each) => each.id);
  const categories = [
    'dust.bare_soil',
    'dust.wet_work',
    'road.dust',
    'fume.not_running',
    'ent.voc',
    'burn.leaves',
  ];
  const until = Date.now() - DAY_MS;
  const from = until - 365 * DAY_MS;
  const step = Math.floor((365 * DAY_MS) / cases);
  const open = `(i % 3 = 0 AND i > ${Math.floor((cases * 305) / 365)})`;
  const found = `${from} + i * ${step}`;
  db.exec('BEGIN');
  for (const sql of [...dropColumnTriggersSql, ...dropSearchTriggersSql]) db.exec(sql);
  db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${cases - 1}) ` +
      'INSERT INTO problems (id,no,category,severity,state,handling,origin,source,lng,lat,town,unit,handler,verdict,note,measures,foundAt,receivedAt,closedAt,deadlineAt,nextClockAt,overdueAt,openSince,openDueAt,lackSince,rev) ' +
      `SELECT ${id('c', 'i')}, printf('WT-410108-2025-%07d', i), ${pick(categories, 'i * 31 / 7')}, 1 + (i % 11 = 0) + (i % 131 = 0), ` +
      `CASE WHEN ${open} THEN 'rectifying' WHEN i % 3 = 1 THEN 'fixed_on_spot' ELSE 'closed' END, CASE WHEN i % 3 = 1 THEN 'fixed_on_spot' ELSE 'assigned' END, 'patrol', ` +
      `${pick(sources, 'i * 7919')}, round(113.45 + ((i * 7919) % 400000) / 1000000.0, 6), round(34.78 + ((i * 104729) % 150000) / 1000000.0, 6), ` +
      `${pick(towns, 'i')}, ${pick(units, 'i / 3')}, iif(i % 997 = 0, '', '李' || (i % 90)), '', '=北门西侧裸土未苫盖，距离' || (i % 97) || '米', ` +
      `CASE WHEN i % 5 = 0 THEN '[{"what":"苫盖","value":' || (i % 300) || ',"unit":"m2"}]' ELSE 'null' END, ` +
      `${found}, ${found} + 60000, CASE WHEN ${open} THEN 0 ELSE ${found} + ${DAY_MS} END, ${found} + ${2 * DAY_MS}, ` +
      `CASE WHEN ${open} THEN ${found} + ${2 * DAY_MS} ELSE 0 END, CASE WHEN ${open} AND i % 10 = 0 THEN ${found} + ${2 * DAY_MS} ELSE 0 END, ` +
      `CASE WHEN ${open} THEN ${found} ELSE 0 END, CASE WHEN ${open} THEN ${found} + ${2 * DAY_MS} ELSE 0 END, ` +
      `CASE WHEN ${open} AND i % 997 = 0 THEN ${found} ELSE 0 END, 1 FROM n`,
  );
  for (const sql of [...rebuildColumnsSql, ...columnTriggersSql, ...searchTriggersSql]) db.exec(sql);
  db.exec('COMMIT');
  // As the server's own nightly optimize leaves it.
  db.exec('PRAGMA optimize');
  db.close();
}
