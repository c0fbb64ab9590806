import { canonicalJson } from '../../core/canonical-json.ts';
import { keyOf } from '../../core/city-import/check-plan.ts';
import { CITY_KINDS, type CityKind } from '../../core/city-import/city-plan.ts';
import type { Instant } from '../../core/units.ts';
import { host, queryAll, type App } from '../pb.ts';
import { rowsSql, unusedSql, upsertSql } from './city-tables.ts';
import { linkGrids, placeInGrids } from './place-in-grids.ts';

export type StoredRow = Readonly<Record<string, unknown>> & { readonly id: string };

/** What a batch keeps to be taken back. */
export interface CityUndo {
  readonly created: Partial<Record<CityKind, readonly string[]>>;
  readonly before: Partial<Record<CityKind, readonly StoredRow[]>>;
  /** Hash of each row as the import left it. */
  readonly left: Partial<Record<CityKind, Readonly<Record<string, string>>>>;
}
export interface CityUndone {
  readonly removed: number;
  readonly restored: number;
  readonly kept: number;
  /** The rows that were kept and why, as far as they fit into an answer. */
  readonly keptRows: readonly KeptRow[];
}
interface KeptRow {
  readonly kind: CityKind;
  readonly key: string;
  readonly because: 'changed' | 'used';
}

const MOST_TOLD = 200;

/**
 * Takes an import back: rows it made go, rows it changed get back what they said. What was worked on since stays as it is: a row that
 * no longer says what the import left, and a new one that something points to. Null = no such batch.
 */
export function undoCity(app: App, batch: string, now: Instant): CityUndone | null {
  const [known] = queryAll(
    app,
    "SELECT undoneAt, coalesce(undo, 'null') AS undo FROM batches WHERE id = {:batch} AND feed = 'city'",
    { undoneAt: 0, undo: '' },
    { batch },
  );
  if (!known) return null;
  if (known.undoneAt !== 0) return { removed: 0, restored: 0, kept: 0, keptRows: [] };
  const undo = JSON.parse(known.undo) as CityUndo;
  let removed = 0;
  let restored = 0;
  const kept: KeptRow[] = [];
  app.runInTransaction((tx) => {
    for (const kind of CITY_KINDS) {
      const before = undo.before[kind] ?? [];
      const created = undo.created[kind] ?? [];
      const asLeft = sameAsLeft(tx, kind, [...before.map((each) => each.id), ...created], undo);
      const back = before.filter((each) => asLeft.has(each.id));
      writeCityRows(tx, kind, back);
      restored += back.length;
      const gone = remove(
        tx,
        kind,
        created.filter((each) => asLeft.has(each)),
      );
      removed += gone.length;
      const done = new Set([...gone, ...back.map((each) => each.id)]);
      for (const row of rowsOf(
        tx,
        kind,
        [...before.map((each) => each.id), ...created].filter((each) => !done.has(each)),
      ))
        kept.push({ kind, key: keyOf(kind, row), because: asLeft.has(row.id) ? 'used' : 'changed' });
    }
    linkGrids(tx);
    placeInGrids(tx, null);
    tx.db()
      .newQuery('UPDATE batches SET undoneAt = {:now} WHERE id = {:batch}')
      .bind({ now, batch })
      .execute();
  });
  return { removed, restored, kept: kept.length, keptRows: kept.slice(0, MOST_TOLD) };
}

/** What these rows say now, of the columns that an import writes. */
export function hashesOf(tx: App, kind: CityKind, ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(rowsOf(tx, kind, ids).map((row) => [row.id, host.sha256(canonicalJson(row))]));
}

export function writeCityRows(tx: App, kind: CityKind, rows: readonly StoredRow[]): void {
  if (rows.length === 0) return;
  tx.db()
    .newQuery(upsertSql(kind))
    .bind({ rows: JSON.stringify(rows) })
    .execute();
}

function sameAsLeft(tx: App, kind: CityKind, ids: readonly string[], undo: CityUndo): ReadonlySet<string> {
  const left = undo.left?.[kind] ?? {};
  const now = Object.entries(hashesOf(tx, kind, ids));
  return new Set(now.filter(([id, hash]) => left[id] === hash).map(([id]) => id));
}

function rowsOf(tx: App, kind: CityKind, ids: readonly string[]): readonly StoredRow[] {
  if (ids.length === 0) return [];
  const where = 'WHERE id IN (SELECT value FROM json_each({:ids}))';
  const rows = queryAll(tx, `${rowsSql(kind)} ${where}`, { row: '' }, { ids: JSON.stringify(ids) });
  return rows.map(({ row }) => JSON.parse(row) as StoredRow);
}

function remove(tx: App, kind: CityKind, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const gone = queryAll(
    tx,
    `SELECT t.id FROM "${kind}" t WHERE t.id IN (SELECT value FROM json_each({:ids})) AND ${unusedSql(kind)}`,
    { id: '' },
    { ids: JSON.stringify(ids) },
  ).map((each) => each.id);
  tx.db()
    .newQuery(`DELETE FROM "${kind}" WHERE id IN (SELECT value FROM json_each({:gone}))`)
    .bind({ gone: JSON.stringify(gone) })
    .execute();
  return gone;
}
