import { distance } from '../geo.ts';
import type { SourceState } from '../sources/source-kinds.ts';
import type { Instant, LngLat } from '../units.ts';
import type { TaskCell } from './task-types.ts';

/** A cell that a patrol could go through. */
export interface PatrolCell {
  readonly id: string;
  readonly name: string;
  /** Its middle. */
  readonly place: LngLat;
  /** Ids of what is registered in it and can still pollute; none is no reason to stay away. */
  readonly sources: readonly string[];
}

interface CellRow {
  readonly id: string;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
}
interface SourceRow {
  readonly id: string;
  readonly cell: string;
  readonly state: SourceState;
}

/** As much as a group can go through in half a day at 12 minutes a stop. [P] */
export const PATROL_MOST = { stops: 20, cells: 12 } as const;

/** Cells with what a patrol would visit in each: all but the finished, since what is stopped or sealed may work again. */
export function patrolCells(cells: readonly CellRow[], sources: readonly SourceRow[]): PatrolCell[] {
  const byCell = new Map<string, string[]>();
  for (const { id, cell, state } of sources) {
    if (state === 'finished') continue;
    const list = byCell.get(cell);
    if (list) list.push(id);
    else byCell.set(cell, [id]);
  }
  return cells.map(({ id, name, lng, lat }) => ({
    id,
    name,
    place: { lng, lat },
    sources: byCell.get(id) ?? [],
  }));
}

/**
 * A patrol to propose: the cell with the most sources, then its neighbours from near to far within `most`; a cell with too many
 * stops for what is left is passed over. The first cell is taken whatever it holds. Ids, nearest first; none for no cells.
 */
export function proposePatrol(cells: readonly PatrolCell[], most = PATROL_MOST): string[] {
  const [seed] = [...cells].sort((a, b) => b.sources.length - a.sources.length || (a.id < b.id ? -1 : 1));
  if (!seed) return [];
  const near = cells
    .filter((each) => each !== seed)
    .map((cell) => ({ cell, far: distance(seed.place, cell.place) }))
    .sort((a, b) => a.far - b.far || (a.cell.id < b.cell.id ? -1 : 1));
  const chosen = [seed.id];
  let stops = seed.sources.length;
  for (const { cell } of near) {
    if (chosen.length >= most.cells) break;
    if (stops + cell.sources.length > most.stops) continue;
    chosen.push(cell.id);
    stops += cell.sources.length;
  }
  return chosen;
}

/** Where and when grids were gone through without anything to record: they count as visited like any check. */
export function walkedPlaces(
  cells: readonly TaskCell[] | null,
): readonly (LngLat & { readonly at: Instant })[] {
  return (cells ?? []).flatMap(({ at, place }) => (at === null || !place ? [] : [{ ...place, at }]));
}
