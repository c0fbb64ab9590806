import { text, type Row, type World } from './act.ts';

/** Who is answerable where a source stands: district → town → village → officer (首见责任链), as it was at the finding. */
export interface FirstSeenChain {
  readonly cell: string;
  readonly village: string;
  readonly town: string;
  readonly district: string;
  /** Chief of the cell; '' where it has none: a gap, not somebody of another level. */
  readonly officer: string;
}

/** Read upwards from the cell; a cell without parents leaves gaps that the source's own entries fill. */
export function firstSeenChain(source: Row, world: World): FirstSeenChain {
  const ids = { cell: text(source, 'cell'), village: text(source, 'village'), town: text(source, 'town') };
  const cell = world.find('grids', ids.cell);
  const village = world.find('grids', ids.village || (cell ? text(cell, 'parent') : ''));
  const town = world.find('grids', ids.town || (village ? text(village, 'parent') : ''));
  return {
    cell: ids.cell,
    village: village?.id ?? ids.village,
    town: town?.id ?? ids.town,
    district: town ? text(town, 'parent') : '',
    officer: cell ? text(cell, 'chief') : '',
  };
}
