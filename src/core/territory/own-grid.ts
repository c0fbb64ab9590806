import type { Instant } from '../units.ts';

/** Where a row lies, by the ids of the grids above it. */
interface InGrids {
  readonly town: string;
  readonly village: string;
  readonly cell: string;
}
interface Numbered {
  readonly code: string;
  readonly level: string;
}

/** True when a row lies in a grid, whatever the grid's level (feature 1.62). */
export function liesIn(row: InGrids, grid: string): boolean {
  return grid !== '' && (row.town === grid || row.village === grid || row.cell === grid);
}

/** The cells below a grid, itself when it is one: a cell's code begins with that of every grid above it. */
export function cellsBelow<G extends Numbered>(grids: readonly G[], grid: Numbered): readonly G[] {
  return grids.filter((each) => each.level === 'cell' && each.code.startsWith(grid.code));
}

/** What stands in a grid and works, the longest unchecked first; never checked comes before all. */
export function longestUnchecked<
  S extends InGrids & { readonly state: string; readonly lastCheckAt: Instant; readonly code: string },
>(sources: readonly S[], grid: string): readonly S[] {
  return sources
    .filter((each) => liesIn(each, grid) && each.state !== 'finished')
    .sort((a, b) => a.lastCheckAt - b.lastCheckAt || (a.code < b.code ? -1 : 1));
}
