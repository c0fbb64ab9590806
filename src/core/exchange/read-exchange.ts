import { PROBLEM_STATES } from '../casework/problem-states.ts';
import { readCsv } from '../feeds/csv.ts';
import { parseTime } from '../feeds/parse-time.ts';
import { fromGcj02 } from '../gcj02.ts';
import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import type { LngLat } from '../units.ts';
import { readCentreState } from './centre-states.ts';
import {
  EXCHANGE_COLUMNS,
  EXCHANGE_FIELDS,
  type ExchangeField,
  type ExchangeRecord,
} from './exchange-record.ts';

/** A line that cannot be taken, by its number in the file (1 = the first case). */
export interface ExchangeWrong {
  readonly row: number;
  readonly field: string;
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface ReadExchange {
  readonly records: readonly { readonly row: number; readonly record: ExchangeRecord }[];
  readonly wrong: readonly ExchangeWrong[];
}

export const MOST_EXCHANGED = 2000;
const LONGEST: Readonly<Partial<Record<ExchangeField, number>>> = {
  centreNo: 60,
  centreTaskNo: 60,
  ourNo: 40,
  note: 1200,
  address: 300,
};

type Cells = Readonly<Record<ExchangeField, string>>;

/** Cases of a file or of a request: JSON (a list, or {cases: []}) or CSV, with the columns of EXCHANGE_COLUMNS. */
export function readExchange(body: string): Result<ReadExchange> {
  const lines = /^\s*\uFEFF?\s*[[{]/.test(body) ? jsonLines(body) : csvLines(body);
  if (!lines.ok) return lines;
  if (lines.value.length === 0) return err(message('admin_feed_empty'));
  if (lines.value.length > MOST_EXCHANGED)
    return err(message('server_exchange_too_many', { most: MOST_EXCHANGED }));
  const records: { readonly row: number; readonly record: ExchangeRecord }[] = [];
  const wrong: ExchangeWrong[] = [];
  for (const [at, cells] of lines.value.entries()) {
    const read = readCells(cells);
    if (read.ok) records.push({ row: at + 1, record: read.value });
    else wrong.push({ row: at + 1, ...read.error });
  }
  return ok({ records, wrong });
}

function jsonLines(body: string): Result<readonly Cells[]> {
  let value: unknown;
  try {
    value = JSON.parse(body.replace(/^\s*\uFEFF/, ''));
  } catch {
    return err(message('server_payload_not_json'));
  }
  const list = Array.isArray(value) ? (value as unknown[]) : (value as { readonly cases?: unknown }).cases;
  if (!Array.isArray(list)) return err(message('server_exchange_no_list'));
  return ok(
    list.map((each: unknown) => {
      const object = (each ?? {}) as Readonly<Record<string, unknown>>;
      return cellsOf((field) => object[EXCHANGE_COLUMNS[field]]);
    }),
  );
}

function csvLines(body: string): Result<readonly Cells[]> {
  const table = readCsv(body);
  if (!table.ok) return table;
  const { header, rows } = table.value;
  if (!header.includes(EXCHANGE_COLUMNS.centreState)) {
    return err(message('server_exchange_no_column', { column: EXCHANGE_COLUMNS.centreState }));
  }
  return ok(
    rows.map((row) =>
      cellsOf((field) => {
        const at = header.indexOf(EXCHANGE_COLUMNS[field]);
        return at < 0 ? '' : withoutGuard(row[at] ?? '');
      }),
    ),
  );
}

/** What `csvLine` put before a text that a spreadsheet would take for a formula. */
function withoutGuard(cell: string): string {
  return /^'[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}

function cellsOf(get: (field: ExchangeField) => unknown): Cells {
  const text = (value: unknown): string =>
    typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  return Object.fromEntries(EXCHANGE_FIELDS.map((field) => [field, text(get(field))])) as unknown as Cells;
}

type Bad = Omit<ExchangeWrong, 'row'>;

function readCells(cells: Cells): Result<ExchangeRecord, Bad> {
  const bad = (field: ExchangeField, key: string, params: Bad['params'] = {}): Result<never, Bad> =>
    err({ field: EXCHANGE_COLUMNS[field], key, params });
  if (cells.centreNo === '' && cells.ourNo === '') return bad('centreNo', 'server_exchange_no_number');
  const long = EXCHANGE_FIELDS.find((field) => cells[field].length > (LONGEST[field] ?? 100));
  if (long) return bad(long, 'server_exchange_too_long', { most: LONGEST[long] ?? 100 });
  const centreState = readCentreState(cells.centreState);
  if (!centreState) return bad('centreState', 'server_exchange_state', { state: cells.centreState });
  const ourState = PROBLEM_STATES.find((each) => each === cells.ourState) ?? '';
  if (cells.ourState !== '' && ourState === '')
    return bad('ourState', 'server_exchange_state', { state: cells.ourState });
  const place = readPlace(cells);
  if (!place.ok) return bad('lng', place.error.key);
  const foundAt = cells.foundAt === '' ? 0 : parseTime(cells.foundAt);
  if (foundAt === null) return bad('foundAt', 'server_exchange_time', { text: cells.foundAt });
  const deadlineAt = cells.deadlineAt === '' ? 0 : parseTime(cells.deadlineAt);
  if (deadlineAt === null) return bad('deadlineAt', 'server_exchange_time', { text: cells.deadlineAt });
  const { centreNo, centreTaskNo, ourNo, origin, major, minor, category, address, unit, note } = cells;
  return ok({
    ...{ centreNo, centreTaskNo, ourNo, origin, major, minor, category, address, unit, note },
    ...{ place: place.value, foundAt, deadlineAt, centreState, ourState },
  });
}

function readPlace({ lng, lat, datum }: Cells): Result<LngLat | null, Message> {
  if (lng === '' && lat === '') return ok(null);
  const place = { lng: Number(lng), lat: Number(lat) };
  const known = lng !== '' && lat !== '' && Math.abs(place.lng) <= 180 && Math.abs(place.lat) <= 90;
  if (!known) return err(message('server_exchange_place'));
  switch (datum.toUpperCase().replace(/[^A-Z0-9]/g, '')) {
    case 'WGS84':
    case 'CGCS2000':
      return ok(place);
    case 'GCJ02':
      return ok(fromGcj02(place));
    default:
      return err(message('server_exchange_datum'));
  }
}
