import * as v from 'valibot';
import { POLLUTANTS } from '../../core/air/pollutants.ts';
import type { FeedRow, Refusal } from '../../core/feeds/feed-row.ts';
import { message } from '../../core/message.ts';
import { WIND_KINDS } from '../../core/wind/wind-sample.ts';
import { ensureFeed } from '../feeds/feed-rows.ts';
import { storeRows, type StoreCounts } from '../feeds/store-rows.ts';
import { refuse } from '../http/refuse.ts';
import { readStations } from '../jobs/read-stations.ts';
import { queryAll, type App, type RequestEvent } from '../pb.ts';
import { hasRole, pathValue, readBody, sendJson } from './http-body.ts';

const MOST_BYTES = 32_000_000;
const MOST_ROWS = 10_000;

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
        compassPoints: v.picklist([0, 8, 16]),
        distanceKm: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
      }),
      v.check((wind) => (wind.kind === 'steady') === (wind.fromDeg !== null)),
    ),
  ),
  values: v.strictObject(v.entriesFromList(POLLUTANTS, v.optional(concentration))),
});
const Body = v.object({
  batch: v.pipe(v.string(), v.regex(/^[a-z0-9]{15,32}$/)),
  file: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  rows: v.pipe(v.array(v.unknown()), v.maxLength(MOST_ROWS)),
});

/**
 * POST /api/sf/import {batch, file, rows: FeedRow[]}: a piece of a history table, mapped by the sender (core/feeds/history-table.ts).
 * The batch's id is made by the sender; the same piece again changes nothing. Answers like a push.
 */
export function importRows(e: RequestEvent): void {
  if (!hasRole(e, 'admin', 'dispatcher')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  const text = readBody(e, MOST_BYTES);
  if (text === null) return refuse(e, 400, 'malformed', message('admin_feed_body_cut'));
  const body = parse(text);
  if (!body) return refuse(e, 400, 'malformed', message('admin_import_body'));
  const now = Date.now();
  const stations = new Set(readStations(e.app).map((each) => each.id));
  const { rows, refused } = check(body.rows, stations, now);
  let counts: StoreCounts = { accepted: 0, duplicates: 0, corrected: 0 };
  e.app.runInTransaction((tx) => {
    ensureFeed(tx, 'file', 'CSV · XLSX', now);
    counts = storeRows(tx, rows, { feed: 'file', batch: body.batch, now });
    keepBatch(tx, body.batch, body.file, e.auth?.id ?? '', counts, now);
  });
  sendJson(e, 200, { ...counts, refused });
}

/** DELETE /api/sf/import/{batch}: takes away what a batch brought and puts back what it had changed. */
export function undoImport(e: RequestEvent): void {
  if (!hasRole(e, 'admin', 'dispatcher')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  const batch = pathValue(e, 'batch');
  const known = queryAll(
    e.app,
    'SELECT undoneAt FROM batches WHERE id = {:batch}',
    { undoneAt: 0 },
    { batch },
  )[0];
  if (!known) return refuse(e, 404, 'not_found', message('admin_import_unknown_batch'));
  if (known.undoneAt === 0) {
    e.app.runInTransaction((tx) => {
      for (const statement of UNDO) tx.db().newQuery(statement).bind({ batch, now: Date.now() }).execute();
    });
  }
  sendJson(e, 200, { batch, undone: true });
}

function parse(text: string): v.InferOutput<typeof Body> | null {
  try {
    const body = v.safeParse(Body, JSON.parse(text));
    return body.success ? body.output : null;
  } catch {
    return null;
  }
}

function check(
  given: readonly unknown[],
  stations: ReadonlySet<string>,
  now: number,
): { rows: FeedRow[]; refused: Refusal[] } {
  const rows: FeedRow[] = [];
  const refused: Refusal[] = [];
  given.forEach((one, index) => {
    const row = v.safeParse(Row, one);
    const add = (field: string, key: string): number =>
      refused.push({ row: index + 1, field, key, params: {} });
    if (!row.success) add(v.getDotPath(row.issues[0]) ?? '', 'admin_import_bad_row');
    else if (!stations.has(row.output.station)) add('station', 'admin_feed_station_missing');
    else if (row.output.at > now) add('at', 'admin_import_future');
    else rows.push(row.output as FeedRow);
  });
  return { rows, refused };
}

function keepBatch(tx: App, id: string, file: string, by: string, counts: StoreCounts, now: number): void {
  const sql = `INSERT INTO batches (id, feed, file, by, at, accepted, corrected) VALUES ({:id}, 'file', {:file}, {:by}, {:now}, {:accepted}, {:corrected})
    ON CONFLICT (id) DO UPDATE SET accepted = accepted + excluded.accepted, corrected = corrected + excluded.corrected, undoneAt = 0`;
  const { accepted, corrected } = counts;
  tx.db().newQuery(sql).bind({ id, file, by, now, accepted, corrected }).execute();
}

// The oldest `before` of a row is what stood there when the batch began.
const BEFORE = `SELECT "row", before FROM corrections WHERE batch = {:batch} AND "table" = TABLE GROUP BY "row" HAVING at = min(at)`;
const UNDO = [
  `UPDATE wind SET kind = c.before->>'kind', fromDeg = c.before->>'fromDeg', speedMs = c.before->>'speedMs', gustMs = c.before->>'gustMs'
   FROM (${BEFORE.replace('TABLE', "'wind'")}) c WHERE wind.id = c."row"`,
  `UPDATE readings SET "values" = c.before FROM (${BEFORE.replace('TABLE', "'readings'")}) c WHERE readings.id = c."row"`,
  'DELETE FROM wind WHERE batch = {:batch}',
  'DELETE FROM readings WHERE batch = {:batch}',
  'UPDATE batches SET undoneAt = {:now} WHERE id = {:batch}',
];
