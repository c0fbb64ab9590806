import type { Row, World } from '../../core/casework/act.ts';
import type { EventDraft } from '../../core/casework/events.ts';
import { EMPTY_BOOK, type PaperBook } from '../../core/papers/paper-kinds.ts';
import { readCatalogue } from '../jobs/read-catalogue.ts';
import { queryAll, type App, type PbRecord } from '../pb.ts';
import { evidenceOf, holdsCategory, lookBackDays, relapseOf } from './category-book.ts';
import { readClockBook } from './clock-book.ts';
import { locate, townsNear } from './grid-book.ts';
import { readLadderBook } from './ladder-book.ts';
import type { LogNow } from './log-now.ts';
import { nextNumber } from './next-number.ts';
import { postsOf } from './posts.ts';
import { publishedListing, readRedBlack } from './red-black-book.ts';
import { responsesInForce, standbyGroups } from './response-book.ts';
import { timed } from './stopwatch.ts';
import { findRecord, toRow } from './to-row.ts';

/** Rows that only imports and administrators change. */
const SETTLED = ['grids', 'units'];

/** The reducers' world, and the records behind the rows that were read. */
export interface ServerWorld extends World {
  readonly record: (collection: string, id: string) => PbRecord | null;
}

/** What the reducers may look at, as it stands inside the transaction; rows are read once, and the subject's not again when it was. */
export function worldOf(
  tx: App,
  { settled, ahead }: Pick<LogNow, 'settled' | 'ahead'>,
  { subject, subjectId }: Pick<EventDraft, 'subject' | 'subjectId'>,
): ServerWorld {
  const own = `${subject}/${subjectId}`;
  const records = new Map<string, PbRecord | null>(ahead && [[own, ahead.record]]);
  const rows = new Map<string, Row | null>(ahead && [[own, ahead.row]]);
  const record = (collection: string, id: string): PbRecord | null => {
    const key = `${collection}/${id}`;
    const known = records.get(key);
    if (known !== undefined) return known;
    const found = timed('reading', () => findRecord(tx, collection, id));
    records.set(key, found);
    return found;
  };
  const read = (collection: string, id: string): Row | null => {
    const found = record(collection, id);
    return found && timed('reading', () => toRow(found));
  };
  return {
    record,
    find: (collection, id) => {
      if (id === '') return null;
      const key = `${collection}/${id}`;
      if (SETTLED.includes(collection)) return settled(key, () => read(collection, id));
      const known = rows.get(key);
      if (known !== undefined) return known;
      const row = read(collection, id);
      rows.set(key, row);
      return row;
    },
    problemsOfTask: (task) =>
      tx.findRecordsByFilter('problems', 'task = {:task}', 'foundAt', 0, 0, { task }).map(toRow),
    photosPending: (subjectId) => photosPending(tx, subjectId),
    numberFor: (prefix, at) => timed('reading', () => nextNumber(tx, settled, prefix, at)),
    redBlack: (of) => readRedBlack(tx, of, Date.now()),
    listing: (fromAt, untilAt, kind) => publishedListing(tx, fromAt, untilAt, kind),
    responses: () => responsesInForce(tx),
    reductionsOf: (source) =>
      source === ''
        ? []
        : tx.findRecordsByFilter('reductions', 'source = {:source}', '', 0, 0, { source }).map(toRow),
    standby: (at) => standbyGroups(tx, at),
    knowsCategory: (category, at) => holdsCategory(tx, settled, category, at),
    evidenceOf: (category, edition, at) => evidenceOf(tx, settled, category, edition, at),
    lookBackDays: (category, edition, at) => lookBackDays(tx, settled, category, edition, at),
    relapseOf: (source, category, at) => relapseOf(tx, source, category, at),
    sourcePool: (kind, town) => sourcePool(tx, kind, town),
    locate: (place) => locate(tx, settled, place),
    clockBook: (of, at) => timed('reading', () => readClockBook(tx, of, at, settled)),
    paperBook: (at) => ({ ...EMPTY_BOOK, ...(readCatalogue(tx, 'papers', at) as Partial<PaperBook> | null) }),
    ladders: (at) => readLadderBook(tx, at),
    post: (user, at) => postsOf(tx, settled, user, at)[0]?.title ?? '',
    stepsAt: (source) =>
      tx
        .findRecordsByFilter('escalations', "source = {:source} && state = 'in_force'", '', 0, 0, { source })
        .map(toRow),
    capabilities: (user, at) => postsOf(tx, settled, user, at).flatMap((each) => each.capabilities),
    unitOfTown: (town) => settled(`unitOfTown/${town}`, () => unitOfTown(tx, town)),
    townsNear: (place, own) => timed('reading', () => townsNear(tx, settled, place, own)),
  };
}

function photosPending(tx: App, subjectId: string): number {
  const rows = queryAll(
    tx,
    `SELECT DISTINCT named.value ->> 'id' AS id FROM events, json_each(events.photos) named
     WHERE events.subjectId = {:subjectId}
       AND NOT EXISTS (SELECT 1 FROM photos WHERE photos.id = named.value ->> 'id' AND photos.sha256 = named.value ->> 'sha256' AND photos.verified
         AND (photos.media IN ('', 'image')) = (events.type != 'problem.filmed'))`,
    { id: '' },
    { subjectId },
  );
  return rows.length;
}

function sourcePool(tx: App, kind: string, town: string): readonly string[] {
  const sql =
    "SELECT id FROM sources WHERE kind = {:kind} AND state != 'finished' AND ({:town} = '' OR town = {:town})";
  return queryAll(tx, sql, { id: '' }, { kind, town }).map((each) => each.id);
}

function unitOfTown(tx: App, town: string): string {
  if (town === '') return '';
  const sql = "SELECT id FROM units WHERE kind = 'town' AND town = {:town} ORDER BY code LIMIT 1";
  return queryAll(tx, sql, { id: '' }, { town })[0]?.id ?? '';
}
