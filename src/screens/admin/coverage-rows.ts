import type { AreaGeometry } from '../../core/geo.ts';
import { cellCoverage, visitsInCells, type Coverage } from '../../core/territory/coverage.ts';
import type { GridRecord } from '../../schema/records.ts';

/** One town's cells and how many of them somebody was in. */
export interface CoverageRow extends Coverage {
  readonly id: string;
  readonly name: string;
}

export interface CoverageTable {
  readonly whole: Coverage;
  readonly towns: readonly CoverageRow[];
}

/**
 * Cells visited in [from, until), the district's and each town's (features.md 0.10): a check counts for the cell its position lies in,
 * whatever cell its source belongs to. A cell belongs to the town whose code its own begins with.
 */
export function coverageTable(
  grids: readonly Pick<GridRecord, 'id' | 'code' | 'level' | 'name' | 'polygon'>[],
  visits: readonly { readonly lng: number; readonly lat: number; readonly at: number }[],
  from: number,
  until: number,
): CoverageTable {
  const cells = grids.filter((each) => each.level === 'cell' && Boolean(each.polygon));
  const placed = visitsInCells(
    cells.map(({ id, code, polygon }) => ({ id, code, polygon: polygon as AreaGeometry })),
    visits,
  );
  const of = (code: string): Coverage =>
    cellCoverage(
      cells.filter((each) => each.code.startsWith(code)).map((each) => each.id),
      placed,
      from,
      until,
    );
  const towns = grids.filter((each) => each.level === 'town');
  return {
    whole: of(''),
    towns: towns
      .map((town) => ({ id: town.id, name: town.name, ...of(town.code) }))
      .sort((a, b) => (a.share ?? 2) - (b.share ?? 2) || b.total - a.total),
  };
}
