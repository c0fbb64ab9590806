import { cellIndex, type GridArea } from '../../core/territory/cell-index.ts';
import { codeAt } from '../../core/territory/grid-code.ts';
import type { LngLat } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';

const LEVELS = ['cell', 'village', 'town'] as const;

/** Hangs every grid below the one whose code its own begins with. */
export function linkGrids(tx: App): void {
  tx.db()
    .newQuery(
      `UPDATE grids SET parent = coalesce((SELECT above.id FROM grids above WHERE above.code = substr(grids.code, 1,
         CASE length(grids.code) WHEN 15 THEN 12 WHEN 12 THEN 9 WHEN 9 THEN 6 WHEN 6 THEN 4 ELSE 0 END)), '')`,
    )
    .execute();
}

/**
 * Finds cell, village and town of stations and sources anew, of those named or (null) of all of them: the finest grid that holds the
 * place says the grids above it by its code. Places outside all grids belong to none.
 */
export function placeInGrids(tx: App, ids: readonly string[] | null): void {
  const grids = queryAll(
    tx,
    "SELECT id, code, level, polygon FROM grids WHERE level IN ('town', 'village', 'cell') AND polygon IS NOT NULL AND polygon != 'null'",
    { id: '', code: '', level: '', polygon: '' },
  ).map((row) => ({
    id: row.id,
    code: row.code,
    level: row.level,
    polygon: JSON.parse(row.polygon) as GridArea['polygon'],
  }));
  const idOf = new Map(grids.map((each) => [each.code, each.id]));
  const indexes = LEVELS.map((level) => cellIndex(grids.filter((each) => each.level === level)));
  const locate = (place: LngLat): Record<(typeof LEVELS)[number], string> => {
    let code = '';
    for (const index of indexes) code = code === '' ? (index.at(place)?.code ?? '') : code;
    const at = (level: (typeof LEVELS)[number]): string => idOf.get(codeAt(code, level) ?? '') ?? '';
    return { cell: at('cell'), village: at('village'), town: at('town') };
  };
  const only = ids === null ? '' : 'WHERE id IN (SELECT value FROM json_each({:ids}))';
  const values = ids === null ? {} : { ids: JSON.stringify(ids) };
  for (const [table, columns] of [
    ['stations', ['town']],
    ['sources', ['cell', 'village', 'town']],
  ] as const) {
    const rows = queryAll(
      tx,
      `SELECT id, lng, lat FROM ${table} ${only}`,
      { id: '', lng: -0, lat: -0 },
      values,
    );
    const places = rows.map((row) => ({ id: row.id, ...locate(row) }));
    const sets = columns.map((column) => `${column} = each.value ->> '${column}'`).join(', ');
    tx.db()
      .newQuery(
        `UPDATE ${table} SET ${sets} FROM json_each({:places}) each WHERE ${table}.id = each.value ->> 'id'`,
      )
      .bind({ places: JSON.stringify(places) })
      .execute();
  }
}
