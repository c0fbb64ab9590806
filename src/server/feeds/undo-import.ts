import type { Instant } from '../../core/units.ts';
import { queryAll, queryOne, type App } from '../pb.ts';

const TABLES = ['wind', 'readings'] as const;
type Table = (typeof TABLES)[number];

/**
 * Takes away what a batch of history brought and puts back what it had changed; what was corrected since stays as it is and is
 * counted. Null = no such batch. Doing it again changes nothing.
 */
export function undoBatch(app: App, batch: string, now: Instant): { readonly kept: number } | null {
  const [known] = queryAll(
    app,
    'SELECT undoneAt FROM batches WHERE id = {:batch}',
    { undoneAt: 0 },
    { batch },
  );
  if (!known) return null;
  if (known.undoneAt !== 0) return { kept: 0 };
  let kept = 0;
  app.runInTransaction((tx) => {
    const run = (sql: string): void => void tx.db().newQuery(sql).bind({ batch }).execute();
    for (const table of TABLES) {
      kept += queryOne(tx, keptSql(table), { n: 0 }, { batch }).n;
      run(restoreSql(table));
      run(`DELETE FROM ${table} WHERE batch = {:batch} AND NOT ${correctedSince(table)}`);
    }
    tx.db()
      .newQuery('UPDATE batches SET undoneAt = {:now} WHERE id = {:batch}')
      .bind({ now, batch })
      .execute();
  });
  return { kept };
}

/** Rows of others that the batch changed: what stood there when it began, and its last change. */
const changed = (table: Table): string =>
  `(SELECT f."row", f.rowid AS began, f.before, l.before AS lastBefore, l.after AS lastAfter
    FROM (SELECT min(rowid) AS a, max(rowid) AS z FROM corrections WHERE batch = {:batch} AND "table" = '${table}' GROUP BY "row") ends
    JOIN corrections f ON f.rowid = ends.a JOIN corrections l ON l.rowid = ends.z)`;

/** Whether somebody else corrected the row later than a correction; an import that was taken back itself does not count. */
const correctedSince = (table: Table, began = '0'): string =>
  `EXISTS (SELECT 1 FROM corrections o WHERE o."row" = ${table}.id AND o."table" = '${table}' AND o.batch <> {:batch} AND o.rowid > ${began}
    AND NOT EXISTS (SELECT 1 FROM batches gone WHERE gone.id = o.batch AND gone.undoneAt > 0))`;

/** Whether the row still says what the batch left; a feed that adds a value that was missing writes no correction. */
const AS_LEFT: Readonly<Record<Table, string>> = {
  wind: ['kind', 'fromDeg', 'speedMs', 'gustMs', 'sigmaDeg']
    .map((field) => `wind.${field} = coalesce(c.lastAfter->>'${field}', 0)`)
    .join(' AND '),
  readings: `readings."values" = json_patch(c.lastBefore, c.lastAfter)`,
};
const BACK: Readonly<Record<Table, string>> = {
  wind: `kind = c.before->>'kind', fromDeg = c.before->>'fromDeg', speedMs = c.before->>'speedMs', gustMs = c.before->>'gustMs',
    sigmaDeg = coalesce(c.before->>'sigmaDeg', 0)`,
  readings: `"values" = c.before`,
};

const stillItsOwn = (table: Table): string => `${AS_LEFT[table]} AND NOT ${correctedSince(table, 'c.began')}`;

const restoreSql = (table: Table): string =>
  `UPDATE ${table} SET ${BACK[table]} FROM ${changed(table)} c
   WHERE ${table}.id = c."row" AND ${table}.batch <> {:batch} AND ${stillItsOwn(table)}`;

const keptSql = (table: Table): string =>
  `SELECT (SELECT count(*) FROM ${table} WHERE batch = {:batch} AND ${correctedSince(table)})
     + (SELECT count(*) FROM ${table} JOIN ${changed(table)} c ON c."row" = ${table}.id
        WHERE ${table}.batch <> {:batch} AND NOT (${stillItsOwn(table)})) AS n`;
