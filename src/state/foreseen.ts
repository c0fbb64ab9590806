import type { Author, Row } from '../core/casework/act.ts';
import { foresee, type Foreseen, type Held } from '../core/casework/foresee.ts';
import type { AreaGeometry } from '../core/geo.ts';
import { cellIndex, type GridArea } from '../core/territory/cell-index.ts';
import type { LngLat } from '../core/units.ts';
import { draftsToCome } from '../offline/drafts-to-come.ts';
import type { OutboxItem } from '../offline/outbox-store.ts';
import type { GridRecord, TaskRecord } from '../schema/records.ts';
import { city } from './city.svelte.ts';
import type { SessionUser } from './session.svelte.ts';

/** The register as it will be once the outbox is empty. */
export function foreseen(
  items: readonly OutboxItem[],
  user: SessionUser | null,
  tasks: readonly TaskRecord[],
  now: number,
): Foreseen {
  const rows = held(tasks);
  const { id = '', role = 'public', unit = '', group = '', territory = '' } = user ?? {};
  const author: Author = { id, role, unit, group, territory };
  return foresee(draftsToCome(items, rows.find), author, rows, now);
}

/** What is in this page's lists. */
function held(tasks: readonly TaskRecord[]): Held {
  return {
    find: (collection, id) => {
      switch (collection) {
        case 'tasks':
          return rowOf(tasks.find((each) => each.id === id));
        case 'sources':
          return rowOf(city.sourceById.get(id));
        case 'units':
          return rowOf(city.unitById.get(id));
        case 'grids':
          return rowOf(city.gridById.get(id));
        default:
          return null;
      }
    },
    locate,
    unitOfTown: (town) =>
      city.data.units.find((each) => each.kind === 'town' && each.town === town)?.id ?? '',
  };
}

function rowOf(record: { readonly id: string } | undefined): Row | null {
  return (record as Row | undefined) ?? null;
}

interface Cells {
  readonly of: readonly GridRecord[];
  readonly at: (place: LngLat) => GridArea | null;
}
/** Made anew when the grids change. */
let cells: Cells | null = null;

function locate(place: LngLat): { cell: string; village: string; town: string } {
  if (cells?.of !== city.data.grids) {
    const areas = city.data.grids
      .filter((each) => each.level === 'cell' && each.polygon)
      .map(({ id, code, polygon }) => ({ id, code, polygon: polygon as AreaGeometry }));
    cells = { of: city.data.grids, at: cellIndex(areas).at };
  }
  const cell = cells.at(place)?.id ?? '';
  const village = city.gridById.get(cell)?.parent ?? '';
  return { cell, village, town: city.gridById.get(village)?.parent ?? '' };
}
