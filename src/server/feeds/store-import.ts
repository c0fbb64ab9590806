import * as v from 'valibot';
import { POLLUTANTS } from '../../core/air/pollutants.ts';
import type { FeedRow, Refusal } from '../../core/feeds/feed-row.ts';
import type { Instant } from '../../core/units.ts';
import { WIND_KINDS } from '../../core/wind/wind-sample.ts';
import { readStations } from '../jobs/read-stations.ts';
import { queryAll, type App } from '../pb.ts';
import { ensureFeed } from './feed-rows.ts';
import { storeRows, type StoreCounts } from './store-rows.ts';

export const MOST_IMPORT_ROWS = 10_000;

export interface ImportPiece {
  /** Made by the sender; the same for all pieces of one file. */
  readonly batch: string;
  readonly file: string;
  readonly rows: readonly unknown[];
}

export interface Imported extends StoreCounts {
  readonly refused: readonly Refusal[];
}

const concentration = v.pipe(v.number(), v.minValue(0), v.maxValue(5000));
const Row = v.object({
  station: v.string(),
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
  spanMin: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)),
  wind: v.nullable(
    v.pipe(
      v.object({
        kind: v.picklist(WIND_KINDS),
        fromDeg: v.nullable(v.pipe(v.number(), v.minValue(0), v.ltValue(360))),
        speedMs: v.pipe(v.number(), v.minValue(0), v.maxValue(75)),
        gustMs: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(120))),
        sigmaDeg: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(104))),
        compassPoints: v.picklist([0, 8, 16]),
        distanceKm: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
      }),
      v.check((wind) => (wind.kind === 'steady') === (wind.fromDeg !== null)),
    ),
  ),
  values: v.strictObject(v.entriesFromList(POLLUTANTS, v.optional(concentration))),
});
const Piece = v.object({
  batch: v.pipe(v.string(), v.regex(/^[a-z0-9]{15,32}$/)),
  file: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  rows: v.pipe(v.array(v.unknown()), v.maxLength(MOST_IMPORT_ROWS)),
});

/** Reads the text of a piece; null when it is none. */
export function readPiece(text: string): ImportPiece | null {
  try {
    const piece = v.safeParse(Piece, JSON.parse(text));
    return piece.success ? piece.output : null;
  } catch {
    return null;
  }
}

/** Stores a piece in one transaction; rows that do not fit are refused one by one. The same piece again changes nothing. */
export function storeImport(app: App, piece: ImportPiece, by: string, now: Instant): Imported {
  const stations = new Set(readStations(app).map((each) => each.id));
  const { rows, refused } = check(piece.rows, stations, now);
  let counts: StoreCounts = { accepted: 0, duplicates: 0, corrected: 0 };
  app.runInTransaction((tx) => {
    ensureFeed(tx, 'file', 'CSV · XLSX', now);
    counts = storeRows(tx, rows, { feed: 'file', batch: piece.batch, now });
    const sql = `INSERT INTO batches (id, feed, file, by, at, accepted, corrected)
      VALUES ({:id}, 'file', {:file}, {:by}, {:now}, {:accepted}, {:corrected})
      ON CONFLICT (id) DO UPDATE SET accepted = accepted + excluded.accepted, corrected = corrected + excluded.corrected, undoneAt = 0`;
    const { accepted, corrected } = counts;
    tx.db().newQuery(sql).bind({ id: piece.batch, file: piece.file, by, now, accepted, corrected }).execute();
  });
  return { ...counts, refused };
}

/** Takes away what a batch brought and puts back what it had changed; false when there is no such batch. Doing it again changes nothing. */
export function undoBatch(app: App, batch: string, now: Instant): boolean {
  const known = queryAll(
    app,
    'SELECT undoneAt FROM batches WHERE id = {:batch}',
    { undoneAt: 0 },
    { batch },
  )[0];
  if (!known) return false;
  if (known.undoneAt !== 0) return true;
  app.runInTransaction((tx) => {
    for (const [sql, values] of undoSql(batch, now)) tx.db().newQuery(sql).bind(values).execute();
  });
  return true;
}

// The oldest `before` of a row is what stood there when the batch began.
const before = (table: string): string =>
  `SELECT "row", before FROM corrections WHERE batch = {:batch} AND "table" = '${table}' GROUP BY "row" HAVING at = min(at)`;

function undoSql(batch: string, now: Instant): [string, Record<string, unknown>][] {
  return [
    [
      `UPDATE wind SET kind = c.before->>'kind', fromDeg = c.before->>'fromDeg', speedMs = c.before->>'speedMs', gustMs = c.before->>'gustMs',
         sigmaDeg = coalesce(c.before->>'sigmaDeg', 0)
       FROM (${before('wind')}) c WHERE wind.id = c."row"`,
      { batch },
    ],
    [
      `UPDATE readings SET "values" = c.before FROM (${before('readings')}) c WHERE readings.id = c."row"`,
      { batch },
    ],
    ['DELETE FROM wind WHERE batch = {:batch}', { batch }],
    ['DELETE FROM readings WHERE batch = {:batch}', { batch }],
    ['UPDATE batches SET undoneAt = {:now} WHERE id = {:batch}', { batch, now }],
  ];
}

function check(
  given: readonly unknown[],
  stations: ReadonlySet<string>,
  now: Instant,
): { rows: FeedRow[]; refused: Refusal[] } {
  const rows: FeedRow[] = [];
  const refused: Refusal[] = [];
  given.forEach((one, index) => {
    const row = v.safeParse(Row, one);
    const refuse = (field: string, key: string): unknown =>
      refused.push({ row: index + 1, field, key, params: {} });
    if (!row.success) refuse(v.getDotPath(row.issues[0]) ?? '', 'admin_import_bad_row');
    else if (!stations.has(row.output.station)) refuse('station', 'admin_import_station');
    else if (row.output.at > now) refuse('at', 'admin_import_future');
    else rows.push(row.output as FeedRow);
  });
  return { rows, refused };
}
