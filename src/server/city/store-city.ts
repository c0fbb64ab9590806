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
import { patched } from '../../core/sources/source.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';
import { NEW_ROW, rowsSql, SURVEYED } from './city-tables.ts';
import { hashesOf, writeCityRows, type CityUndo, type StoredRow } from './city-undo.ts';
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
      const undo: { -readonly [K in keyof CityUndo]: Record<string, unknown> } = {
        ...{ created: {}, before: {}, left: {} },
      };
      for (const { kind, created, changed, before } of sorted) {
        if (created.length + changed.length === 0) continue;
        writeCityRows(tx, kind, [...created, ...changed]);
        undo.created[kind] = created.map((each) => each.id);
        undo.before[kind] = before;
        undo.left[kind] = hashesOf(
          tx,
          kind,
          [...created, ...changed].map((each) => each.id),
        );
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
        ...asStored(draft, null),
        id: uuidv7(now, Math.random),
      });
    else {
      const next: StoredRow = { ...old, ...asStored(draft, old), ...SURVEYED[kind] };
      if (canonicalJson(next) === canonicalJson(old)) unchanged += 1;
      else {
        changed.push(next);
        before.push(old);
      }
    }
  }
  return { created, changed, before, unchanged };
}

/** Yes and no are 1 and 0 in the tables; of a profile only what the file says is changed. */
function asStored(draft: object, old: StoredRow | null): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [
      name,
      typeof value === 'boolean'
        ? Number(value)
        : name === 'profile'
          ? patched(old?.['profile'], value as Record<string, unknown>)
          : (value as unknown),
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
