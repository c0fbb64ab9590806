import * as v from 'valibot';
import { POLLUTANTS } from '../../core/air/pollutants.ts';
import type { FeedRow, Refusal } from '../../core/feeds/feed-row.ts';
import type { Instant } from '../../core/units.ts';
import { WIND_KINDS } from '../../core/wind/wind-sample.ts';
import { readStations } from '../jobs/read-stations.ts';
import type { App } from '../pb.ts';
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
