import type { FeedRow } from '../../core/feeds/feed-row.ts';
import type { Instant } from '../../core/units.ts';
import { queryOne, type App } from '../pb.ts';

export interface StoreOptions {
  /** Code of the feed. */
  readonly feed: string;
  /** Import that brings them; '' = live. */
  readonly batch: string;
  readonly now: Instant;
}

export interface StoreCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly corrected: number;
}

/**
 * Writes rows of wind and readings in one statement each, inside the caller's transaction. The same row again is a duplicate;
 * a pollutant that was missing is added; another value for what is there is a correction: the old one goes to `corrections`, as does
 * what an import adds to, or what is added to an import's own row, so that the import can be taken back.
 * Each row counts once, by the worst that happened to it.
 */
export function storeRows(tx: App, rows: readonly FeedRow[], options: StoreOptions): StoreCounts {
  const total = { accepted: 0, duplicates: 0, corrected: 0 };
  for (let rest = rows; rest.length > 0;) {
    const wave = firstOfEach(rest);
    const counts = storeWave(tx, wave.first, options);
    total.accepted += counts.accepted;
    total.duplicates += counts.duplicates;
    total.corrected += counts.corrected;
    rest = wave.repeated;
  }
  return total;
}

function storeWave(tx: App, rows: readonly FeedRow[], options: StoreOptions): StoreCounts {
  const values = {
    rows: JSON.stringify(rows.map(packed)),
    feed: options.feed,
    batch: options.batch,
    now: options.now,
  };
  const counts = queryOne(
    tx,
    `${COUNTS} FROM (${STATES})`,
    { accepted: 0, duplicates: 0, corrected: 0 },
    values,
  );
  for (const statement of [CORRECT_WIND, WRITE_WIND, CORRECT_READINGS, WRITE_READINGS])
    tx.db().newQuery(statement).bind(values).execute();
  return { accepted: counts.accepted, duplicates: counts.duplicates, corrected: counts.corrected };
}

/** A row sent twice in one body is stored after the first, like one of a later body: the first is not overlooked. */
function firstOfEach(rows: readonly FeedRow[]): { first: FeedRow[]; repeated: FeedRow[] } {
  const seen = new Set<string>();
  const first: FeedRow[] = [];
  const repeated: FeedRow[] = [];
  for (const row of rows) {
    const key = `${row.station}|${row.at}|${row.spanMin}`;
    (seen.has(key) ? repeated : first).push(row);
    seen.add(key);
  }
  return { first, repeated };
}

function packed(row: FeedRow): unknown[] {
  const wind = row.wind;
  const values = Object.keys(row.values).length > 0 ? row.values : null;
  return wind
    ? [
        row.station,
        row.at,
        row.spanMin,
        values,
        wind.kind,
        wind.fromDeg ?? 0,
        wind.speedMs,
        wind.gustMs ?? 0,
        wind.sigmaDeg ?? 0,
        wind.distanceKm,
        wind.compassPoints,
      ]
    : [row.station, row.at, row.spanMin, values];
}

/** UUIDv7 in SQL: time, version 7, variant 8. */
const newId = (at: string): string =>
  `lower(printf('%012x', ${at}) || '7' || substr(hex(randomblob(2)), 2) || '8' || substr(hex(randomblob(2)), 2) || hex(randomblob(6)))`;

const ROWS = `SELECT value->>0 AS station, value->>1 AS at, value->>2 AS spanMin, value->3 AS vals, value->>4 AS kind,
  value->>5 AS fromDeg, value->>6 AS speedMs, value->>7 AS gustMs, value->>8 AS sigmaDeg, value->>9 AS distanceKm, value->>10 AS compassPoints
  FROM json_each({:rows})`;
const WIND_SAME = `w.kind = n.kind AND w.fromDeg = n.fromDeg AND w.speedMs = n.speedMs AND w.gustMs = n.gustMs AND w.sigmaDeg = n.sigmaDeg`;
const OTHER_VALUE = `EXISTS (SELECT 1 FROM json_each(n.vals) a JOIN json_each(r."values") b ON a.key = b.key WHERE a.value <> b.value)`;
const NEW_VALUE = `EXISTS (SELECT 1 FROM json_each(n.vals) a WHERE json_type(r."values", '$.' || a.key) IS NULL)`;
const OLD_WIND = `LEFT JOIN wind w ON w.station = n.station AND w.at = n.at AND w.feed = {:feed}`;
const OLD_READING = `LEFT JOIN readings r ON r.station = n.station AND r.at = n.at AND r.spanMin = n.spanMin`;
const HAS_VALUES = `n.vals IS NOT NULL AND n.vals <> 'null'`;

const STATES = `SELECT
  (n.kind IS NOT NULL AND w.id IS NOT NULL AND NOT (${WIND_SAME})) OR (${HAS_VALUES} AND r.id IS NOT NULL AND ${OTHER_VALUE}) AS differs,
  (n.kind IS NOT NULL AND w.id IS NULL) OR (${HAS_VALUES} AND (r.id IS NULL OR ${NEW_VALUE})) AS adds
  FROM (${ROWS}) n ${OLD_WIND} ${OLD_READING}`;
const COUNTS = `SELECT coalesce(sum(adds AND NOT differs), 0) AS accepted, coalesce(sum(NOT adds AND NOT differs), 0) AS duplicates,
  coalesce(sum(differs), 0) AS corrected`;

const CORRECTION = 'INSERT INTO corrections (id, "table", "row", at, before, after, feed, batch)';
const CORRECT_WIND = `${CORRECTION} SELECT ${newId('{:now}')}, 'wind', w.id, {:now},
  json_object('kind', w.kind, 'fromDeg', w.fromDeg, 'speedMs', w.speedMs, 'gustMs', w.gustMs, 'sigmaDeg', w.sigmaDeg),
  json_object('kind', n.kind, 'fromDeg', n.fromDeg, 'speedMs', n.speedMs, 'gustMs', n.gustMs, 'sigmaDeg', n.sigmaDeg), {:feed}, {:batch}
  FROM (${ROWS}) n JOIN wind w ON w.station = n.station AND w.at = n.at AND w.feed = {:feed}
  WHERE n.kind IS NOT NULL AND NOT (${WIND_SAME})`;
const CORRECT_READINGS = `${CORRECTION} SELECT ${newId('{:now}')}, 'readings', r.id, {:now}, r."values", n.vals, {:feed}, {:batch}
  FROM (${ROWS}) n JOIN readings r ON r.station = n.station AND r.at = n.at AND r.spanMin = n.spanMin
  WHERE ${HAS_VALUES} AND (({:batch} <> '' OR r.batch <> '') AND ${NEW_VALUE} OR ${OTHER_VALUE})`;
const WRITE_WIND = `INSERT INTO wind (id, station, at, kind, fromDeg, speedMs, gustMs, sigmaDeg, feed, distanceKm, compassPoints, batch)
  SELECT ${newId('n.at')}, n.station, n.at, n.kind, n.fromDeg, n.speedMs, n.gustMs, n.sigmaDeg, {:feed}, n.distanceKm, n.compassPoints, {:batch}
  FROM (${ROWS}) n WHERE n.kind IS NOT NULL
  ON CONFLICT (station, at, feed) DO UPDATE SET kind = excluded.kind, fromDeg = excluded.fromDeg, speedMs = excluded.speedMs,
  gustMs = excluded.gustMs, sigmaDeg = excluded.sigmaDeg, distanceKm = excluded.distanceKm, compassPoints = excluded.compassPoints`;
const WRITE_READINGS = `INSERT INTO readings (id, station, at, spanMin, "values", feed, batch)
  SELECT ${newId('n.at')}, n.station, n.at, n.spanMin, n.vals, {:feed}, {:batch} FROM (${ROWS}) n WHERE ${HAS_VALUES}
  ON CONFLICT (station, spanMin, at) DO UPDATE SET "values" = json_patch("values", excluded."values")`;
