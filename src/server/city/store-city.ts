import { canonicalJson } from '../../core/canonical-json.ts';
import {
  checkPlan,
  keyOf,
  tilingReports,
  type PlanProblem,
  type TilingReport,
} from '../../core/city-import/check-plan.ts';
import { CITY_KINDS, type CityKind, type CityPlan } from '../../core/city-import/city-plan.ts';
import { uuidv7 } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';
import { NEW_ROW, REFERENCES, rowsSql, SURVEYED, upsertSql } from './city-tables.ts';
import { linkGrids, placeInGrids } from './place-in-grids.ts';

export interface CityPiece {
  /** Made by the sender. */
  readonly batch: string;
  readonly file: string;
  readonly plan: unknown;
  /** Only says what would happen. */
  readonly dryRun: boolean;
}
export interface KindCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}
export interface CityStored {
  readonly batch: string;
  readonly counts: Readonly<Record<CityKind, KindCounts>>;
  readonly tiling: readonly TilingReport[];
}

type StoredRow = Readonly<Record<string, unknown>> & { readonly id: string };
interface Undo {
  readonly created: Partial<Record<CityKind, readonly string[]>>;
  readonly before: Partial<Record<CityKind, readonly StoredRow[]>>;
}

/** Checks a plan again and stores it in one transaction; nothing of it is stored when one row is wrong. The same batch again changes nothing. */
export function storeCity(
  app: App,
  piece: CityPiece,
  by: string,
  now: Instant,
): Result<CityStored, readonly PlanProblem[]> {
  const grids = queryAll(app, "SELECT code, coalesce(polygon, 'null') AS polygon FROM grids", {
    code: '',
    polygon: '',
  });
  const units = queryAll(app, 'SELECT id, code FROM units', { id: '', code: '' });
  const problems = checkPlan(piece.plan, {
    gridCodes: new Set(grids.map((each) => each.code)),
    unitCodes: new Set(units.map((each) => each.code)),
  });
  if (problems.length > 0) return err(problems);
  const plan = withUnitIds(piece.plan as CityPlan, new Map(units.map((each) => [each.code, each.id])));
  const wanted = new Set(plan.grids.map((each) => each.code.slice(0, 4)));
  const near = grids.filter((each) => wanted.has(each.code.slice(0, 4)));
  const tiling = tilingReports(
    plan,
    near.map((each) => ({ code: each.code, polygon: JSON.parse(each.polygon) as unknown })),
    false,
  );
  const sorted = CITY_KINDS.map((kind) => ({ kind, ...sortRows(app, kind, plan[kind], now) }));
  const counts = Object.fromEntries(
    sorted.map(({ kind, created, changed, unchanged }) => [
      kind,
      { created: created.length, updated: changed.length, unchanged },
    ]),
  ) as Record<CityKind, KindCounts>;
  if (!piece.dryRun) {
    app.runInTransaction((tx) => {
      const undo = { created: {}, before: {} } as {
        created: Record<string, unknown>;
        before: Record<string, unknown>;
      };
      for (const { kind, created, changed, before } of sorted) {
        if (created.length + changed.length === 0) continue;
        write(tx, kind, [...created, ...changed]);
        undo.created[kind] = created.map((each) => each.id);
        undo.before[kind] = before;
      }
      linkGrids(tx);
      placeInGrids(
        tx,
        sorted.some((each) => each.kind === 'grids' && each.created.length + each.changed.length > 0)
          ? null
          : idsOf(sorted),
      );
      keepBatch(tx, piece, by, now, counts, JSON.stringify(undo));
    });
  }
  return ok({ batch: piece.batch, counts, tiling });
}

/** Takes an import back: rows it made go unless something points to them, rows it changed get back what they said. Null = no such batch. */
export function undoCity(
  app: App,
  batch: string,
  now: Instant,
): { readonly removed: number; readonly restored: number; readonly kept: number } | null {
  const [known] = queryAll(
    app,
    "SELECT undoneAt, coalesce(undo, 'null') AS undo FROM batches WHERE id = {:batch} AND feed = 'city'",
    { undoneAt: 0, undo: '' },
    { batch },
  );
  if (!known) return null;
  const total = { removed: 0, restored: 0, kept: 0 };
  if (known.undoneAt !== 0) return total;
  const undo = JSON.parse(known.undo) as Undo;
  app.runInTransaction((tx) => {
    for (const kind of CITY_KINDS) {
      const before = undo.before[kind] ?? [];
      if (before.length > 0)
        write(
          tx,
          kind,
          before.map((row) => (kind === 'sources' ? { ...row, rev: Number(row['rev']) + 2 } : row)),
        );
      total.restored += before.length;
      const created = undo.created[kind] ?? [];
      const gone = remove(tx, kind, created);
      total.removed += gone;
      total.kept += created.length - gone;
    }
    linkGrids(tx);
    placeInGrids(tx, null);
    tx.db()
      .newQuery('UPDATE batches SET undoneAt = {:now} WHERE id = {:batch}')
      .bind({ now, batch })
      .execute();
  });
  return total;
}

function sortRows(
  app: App,
  kind: CityKind,
  drafts: readonly object[],
  now: Instant,
): { created: StoredRow[]; changed: StoredRow[]; before: StoredRow[]; unchanged: number } {
  const known = new Map<string, StoredRow>();
  if (drafts.length > 0) {
    for (const { row } of queryAll(app, rowsSql(kind), { row: '' })) {
      const parsed = JSON.parse(row) as StoredRow;
      known.set(keyOf(kind, parsed), parsed);
    }
  }
  const created: StoredRow[] = [];
  const changed: StoredRow[] = [];
  const before: StoredRow[] = [];
  let unchanged = 0;
  for (const draft of drafts) {
    const old = known.get(keyOf(kind, draft));
    if (!old)
      created.push({
        ...NEW_ROW[kind],
        ...asStored(draft),
        ...(kind === 'sources' ? { rev: 1 } : {}),
        id: uuidv7(now, Math.random),
      });
    else {
      const next: StoredRow = { ...old, ...asStored(draft), ...SURVEYED[kind] };
      if (canonicalJson(next) === canonicalJson(old)) unchanged += 1;
      else {
        changed.push(kind === 'sources' ? { ...next, rev: Number(old['rev']) + 1 } : next);
        before.push(old);
      }
    }
  }
  return { created, changed, before, unchanged };
}

/** Yes and no are 1 and 0 in the tables. */
function asStored(draft: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? Number(value) : (value as unknown),
    ]),
  );
}

function withUnitIds(plan: CityPlan, ids: ReadonlyMap<string, string>): CityPlan {
  return {
    ...plan,
    sources: plan.sources.map((each) =>
      each.regulator === undefined ? each : { ...each, regulator: ids.get(each.regulator) ?? '' },
    ),
  };
}

function write(tx: App, kind: CityKind, rows: readonly StoredRow[]): void {
  tx.db()
    .newQuery(upsertSql(kind))
    .bind({ rows: JSON.stringify(rows) })
    .execute();
}

function remove(tx: App, kind: CityKind, ids: readonly string[]): number {
  if (ids.length === 0) return 0;
  const used = REFERENCES[kind].map(
    ([table, column]) => `NOT EXISTS (SELECT 1 FROM "${table}" WHERE "${column}" = t.id)`,
  );
  const where = [`t.id IN (SELECT value FROM json_each({:ids}))`, ...used].join(' AND ');
  const values = { ids: JSON.stringify(ids) };
  const gone = queryAll(tx, `SELECT t.id FROM "${kind}" t WHERE ${where}`, { id: '' }, values);
  tx.db()
    .newQuery(`DELETE FROM "${kind}" WHERE id IN (SELECT value FROM json_each({:gone}))`)
    .bind({ gone: JSON.stringify(gone.map((each) => each.id)) })
    .execute();
  return gone.length;
}

function idsOf(
  sorted: readonly {
    readonly kind: CityKind;
    readonly created: readonly StoredRow[];
    readonly changed: readonly StoredRow[];
  }[],
): string[] {
  return sorted
    .filter((each) => each.kind === 'stations' || each.kind === 'sources')
    .flatMap((each) => [...each.created, ...each.changed].map((row) => row.id));
}

function keepBatch(
  tx: App,
  piece: CityPiece,
  by: string,
  now: Instant,
  counts: Readonly<Record<CityKind, KindCounts>>,
  undo: string,
): void {
  const sum = (field: 'created' | 'updated'): number =>
    CITY_KINDS.reduce((total, kind) => total + counts[kind][field], 0);
  tx.db()
    .newQuery(
      `INSERT INTO batches (id, feed, file, by, at, accepted, corrected, undo)
       VALUES ({:batch}, 'city', {:file}, {:by}, {:now}, {:accepted}, {:corrected}, {:undo})`,
    )
    .bind({
      batch: piece.batch,
      file: piece.file,
      by,
      now,
      accepted: sum('created'),
      corrected: sum('updated'),
      undo,
    })
    .execute();
}
