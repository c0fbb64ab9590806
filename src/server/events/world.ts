import type { Row, World } from '../../core/casework/act.ts';
import { insideArea, type AreaGeometry } from '../../core/geo.ts';
import type { LngLat } from '../../core/units.ts';
import { EMPTY_BOOK, type PaperBook } from '../../core/papers/paper-kinds.ts';
import { readCatalogue } from '../jobs/read-catalogue.ts';
import { queryAll, type App } from '../pb.ts';
import { readClockBook } from './clock-book.ts';
import { readLadderBook } from './ladder-book.ts';
import { nextNumber } from './next-number.ts';
import { findRecord, toRow } from './to-row.ts';
import { townsNear } from './towns-near.ts';

/** What the reducers may look at, read inside the transaction; rows are read once. */
export function worldOf(tx: App): World {
  const rows = new Map<string, Row | null>();
  return {
    find: (collection, id) => {
      const key = `${collection}/${id}`;
      const known = rows.get(key);
      if (known !== undefined) return known;
      const record = findRecord(tx, collection, id);
      const row = record && toRow(record);
      rows.set(key, row);
      return row;
    },
    problemsOfTask: (task) =>
      tx.findRecordsByFilter('problems', 'task = {:task}', 'foundAt', 0, 0, { task }).map(toRow),
    photosPending: (subjectId) => photosPending(tx, subjectId),
    numberFor: (prefix, at) => nextNumber(tx, prefix, at),
    locate: (place) => locate(tx, place),
    clockBook: (of, at) => readClockBook(tx, of, at),
    paperBook: (at) => ({ ...EMPTY_BOOK, ...(readCatalogue(tx, 'papers', at) as Partial<PaperBook> | null) }),
    ladders: (at) => readLadderBook(tx, at),
    stepsAt: (source) =>
      tx
        .findRecordsByFilter('escalations', "source = {:source} && state = 'in_force'", '', 0, 0, { source })
        .map(toRow),
    capabilities: (user, at) => capabilities(tx, user, at),
    unitOfTown: (town) => unitOfTown(tx, town),
    townsNear: (place, own) => townsNear(tx, place, own),
  };
}

function photosPending(tx: App, subjectId: string): number {
  const rows = queryAll(
    tx,
    `SELECT DISTINCT named.value ->> 'id' AS id FROM events, json_each(events.photos) named
     WHERE events.subjectId = {:subjectId}
       AND NOT EXISTS (SELECT 1 FROM photos WHERE photos.id = named.value ->> 'id' AND photos.sha256 = named.value ->> 'sha256' AND photos.verified)`,
    { id: '' },
    { subjectId },
  );
  return rows.length;
}

function capabilities(tx: App, user: string, at: number): readonly string[] {
  const posts = queryAll(
    tx,
    `SELECT capabilities FROM posts WHERE user = {:user} AND fromAt <= {:at} AND (untilAt = 0 OR untilAt > {:at})`,
    { capabilities: '' },
    { user, at },
  );
  return posts.flatMap((post) => JSON.parse(post.capabilities || '[]') as readonly string[]);
}

function unitOfTown(tx: App, town: string): string {
  if (town === '') return '';
  const sql = "SELECT id FROM units WHERE kind = 'town' AND town = {:town} ORDER BY code LIMIT 1";
  return queryAll(tx, sql, { id: '' }, { town })[0]?.id ?? '';
}

/** Town first, then its villages, then their cells: few polygons are looked at. */
function locate(tx: App, place: LngLat): { cell: string; village: string; town: string } {
  const town = inside(tx, place, "level = 'town'", '');
  const village = town === '' ? '' : inside(tx, place, "level = 'village' AND parent = {:parent}", town);
  const cell = village === '' ? '' : inside(tx, place, "level = 'cell' AND parent = {:parent}", village);
  return { town, village, cell };
}

function inside(tx: App, place: LngLat, where: string, parent: string): string {
  const grids = queryAll(
    tx,
    `SELECT id, polygon FROM grids WHERE ${where} ORDER BY code`,
    { id: '', polygon: '' },
    parent === '' ? {} : { parent },
  );
  const found = grids.find((grid) => {
    const polygon = JSON.parse(grid.polygon) as AreaGeometry | null;
    return polygon !== null && insideArea(polygon, place);
  });
  return found?.id ?? '';
}
