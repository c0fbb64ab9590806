import type { Instant, LngLat } from '../units.ts';
import { cellIndex, type GridArea } from './cell-index.ts';

export interface Coverage {
  readonly visited: number;
  readonly total: number;
  /** visited ÷ total; null without cells: nothing to cover is not "all covered". */
  readonly share: number | null;
  /** Cells nobody was in, in the order given. */
  readonly unvisited: readonly string[];
}

/**
 * Which of some cells were visited in [from, until): the coverage of a grid patrol (features.md 0.10).
 * A visit counts for the cell it names; visits to other cells, or without one, are ignored.
 */
export function cellCoverage(
  cells: readonly string[],
  visits: readonly { readonly cell: string; readonly at: Instant }[],
  from: Instant,
  until: Instant,
): Coverage {
  const been = new Set<string>();
  for (const visit of visits) if (visit.at >= from && visit.at < until) been.add(visit.cell);
  const unvisited = cells.filter((cell) => !been.has(cell));
  const visited = cells.length - unvisited.length;
  return {
    visited,
    total: cells.length,
    share: cells.length === 0 ? null : visited / cells.length,
    unvisited,
  };
}

/** Visits with the cell that each one's position lies in, '' outside all of them: it counts there, whatever cell its source belongs to. */
export function visitsInCells(
  cells: readonly GridArea[],
  visits: readonly (LngLat & { readonly at: Instant })[],
): readonly { readonly cell: string; readonly at: Instant }[] {
  const index = cellIndex(cells);
  return visits.map((visit) => ({ cell: index.at(visit)?.id ?? '', at: visit.at }));
}
