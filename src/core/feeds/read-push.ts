import { message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { readHeader, type Column } from './columns.ts';
import { readCsv } from './csv.ts';
import type { CheckedRows, FeedRow, MissingNote, Refusal } from './feed-row.ts';
import { unitFactor } from './field-units.ts';
import { jsonErrorPosition } from './json-position.ts';
import { readRow, type Cells, type ReadOptions } from './read-row.ts';

/** What the sender of a push may leave out. */
export type PushOptions = Pick<ReadOptions, 'stations' | 'now' | 'spanMin' | 'windHeightM'>;

/** Late rows are welcome for 30 days; a clock may run 5 minutes ahead. */
export const PUSH_MAX_AGE_MS = 30 * 86_400_000;
export const PUSH_MAX_FUTURE_MS = 5 * 60_000;
export const PUSH_MAX_ROWS = 20_000;

export interface PushContent extends CheckedRows {
  readonly missing: readonly MissingNote[];
  /** `mobile`, `sightings` and `alarms` of a JSON body as they came, for `readPlaces`; absent when it has none of them. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/**
 * Reads the body of a push: JSON `{rows:[{station, time, wind_dir, wind_speed, pm10, …}], unit?:{co:"mg/m3"}, span_min?, time_is?}` (or a bare
 * array) or CSV with a header. The error is for a body that is no JSON or CSV at all, with its position; a bad row only refuses itself.
 */
export function readPush(body: string, format: 'json' | 'csv', options: PushOptions): Result<PushContent> {
  const table = format === 'csv' ? cellsOfCsv(body) : cellsOfJson(body);
  if (!table.ok) return table;
  const { rows, units, spanMin, timeIs, beside } = table.value;
  if (rows.length > PUSH_MAX_ROWS)
    return err(message('admin_feed_too_many_rows', { count: rows.length, most: PUSH_MAX_ROWS }));
  for (const [column, unit] of Object.entries(units)) {
    if (unitFactor(column as Column, unit) === null)
      return err(message('admin_feed_unit_unknown_for', { field: column, unit: unit.slice(0, 40) }));
  }
  const checked = checkRows(rows, {
    ...options,
    spanMin: spanMin ?? options.spanMin,
    timeIs,
    units,
    utcOffsetMin: 480,
    maxAgeMs: PUSH_MAX_AGE_MS,
    maxFutureMs: PUSH_MAX_FUTURE_MS,
  });
  return ok(beside ? { ...checked, beside } : checked);
}

/** Every row checked, in the order it came; rows count from 1. */
export function checkRows(rows: readonly (Cells | null)[], options: ReadOptions): PushContent {
  const accepted: FeedRow[] = [];
  const missing: MissingNote[] = [];
  const refused: Refusal[] = [];
  rows.forEach((cells, index) => {
    if (cells === null) {
      refused.push({ row: index + 1, field: '', key: 'admin_feed_row_not_object', params: {} });
      return;
    }
    const result = readRow(cells, index + 1, options);
    if (result.row) accepted.push(result.row);
    refused.push(...result.refused);
    missing.push(...result.missing);
  });
  return { rows: accepted, refused, missing };
}

interface PushTable {
  readonly rows: readonly (Cells | null)[];
  readonly units: Partial<Record<Column, string>>;
  readonly spanMin: number | null;
  readonly timeIs: 'start' | 'end';
  readonly beside?: Readonly<Record<string, unknown>>;
}

function cellsOfCsv(body: string): Result<PushTable> {
  const table = readCsv(body);
  if (!table.ok) return table;
  const columns = table.value.header.map(readHeader);
  if (!columns.some((each) => each?.column === 'station')) return err(message('admin_feed_csv_no_station'));
  const units: Partial<Record<Column, string>> = {};
  for (const each of columns) if (each?.unit) units[each.column] = each.unit;
  const rows = table.value.rows.map((line) => {
    const cells: Partial<Record<Column, unknown>> = {};
    columns.forEach((each, index) => {
      if (each) cells[each.column] = line[index] ?? '';
    });
    return cells;
  });
  return ok({ rows, units, spanMin: null, timeIs: 'end' });
}

function cellsOfJson(body: string): Result<PushTable> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    const { line, column } = jsonErrorPosition(body.replace(/^\uFEFF/, '')) ?? { line: 1, column: 1 };
    return err(message('admin_feed_json_broken', { line, column }));
  }
  const whole = isObject(parsed) ? parsed : { rows: parsed };
  const { mobile, sightings, alarms } = whole;
  const lists = { mobile, sightings, alarms };
  const beside = Object.values(lists).some((each) => each !== undefined) ? lists : null;
  const given: unknown = whole['rows'] ?? (beside ? [] : undefined);
  if (!Array.isArray(given)) return err(message('admin_feed_json_no_rows'));
  const units: Partial<Record<Column, string>> = {};
  const declared = whole['unit'] ?? whole['units'];
  if (isObject(declared)) {
    for (const [name, unit] of Object.entries(declared)) {
      const header = readHeader(name);
      if (!header || typeof unit !== 'string')
        return err(
          message('admin_feed_unit_unknown_for', {
            field: name.slice(0, 40),
            unit: String(unit).slice(0, 40),
          }),
        );
      units[header.column] = unit;
    }
  } else if (declared !== undefined) return err(message('admin_feed_unit_not_object'));
  const span = whole['span_min'];
  const spanMin =
    typeof span === 'number' && Number.isInteger(span) && span >= 1 && span <= 1440 ? span : null;
  const headers = new Map<string, Column | null>();
  const columnOf = (name: string): Column | null => {
    const known = headers.get(name);
    if (known !== undefined) return known;
    const column = readHeader(name)?.column ?? null;
    headers.set(name, column);
    return column;
  };
  const rows = given.map((row: unknown) => (isObject(row) ? cellsOf(row, columnOf) : null));
  const timeIs = whole['time_is'] === 'start' ? 'start' : 'end';
  return ok({ rows, units, spanMin, timeIs, ...(beside && { beside }) });
}

function cellsOf(row: Readonly<Record<string, unknown>>, columnOf: (name: string) => Column | null): Cells {
  const cells: Partial<Record<Column, unknown>> = {};
  for (const name of Object.keys(row)) {
    const column = columnOf(name);
    if (column) cells[column] = row[name];
  }
  return cells;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
