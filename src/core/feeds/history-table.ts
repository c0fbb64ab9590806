import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import type { Instant } from '../units.ts';
import { COLUMNS, readHeader, type Column } from './columns.ts';
import type { CheckedRows } from './feed-row.ts';
import { parseNumber } from './parse-number.ts';
import { checkRows } from './read-push.ts';
import type { Cells } from './read-row.ts';

/** A table of history as it was read from CSV or a sheet: text, numbers, dates and empty cells. */
export interface RawTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** How a table is to be read; guessed, shown with a preview, corrected by a person, then applied. */
export interface TableMapping {
  /** What each column of the table holds, in its order; null = not used. */
  readonly columns: readonly (Column | null)[];
  /** Declared or guessed units; a column without one is in the product's (µg/m³, CO mg/m³, m/s). */
  readonly units: Partial<Readonly<Record<Column, string>>>;
  readonly timeIs: 'start' | 'end';
  readonly spanMin: number;
  readonly utcOffsetMin: number;
  /** Name in the file → code, name or id of a station here; names not listed are looked up as they are. */
  readonly stations: Readonly<Record<string, string>>;
  /** The one station of a file without a station column; '' = the file has one. */
  readonly station: string;
}

export interface HistoryOptions {
  readonly stations: ReadonlyMap<string, string>;
  readonly now: Instant;
}

/** History may reach back to the first networks (1980). */
const OLDEST_MS = 50 * 365.25 * 86_400_000;

/**
 * Guesses the mapping from headers and values: units in brackets; CO without a unit whose median is above 50 is µg/m³;
 * year, month, day and hour in columns of their own with hours 0–23 are the start of the hour, a time column or an hour 24 its end.
 */
export function guessMapping(table: RawTable): TableMapping {
  const headers = table.header.map(readHeader);
  const taken = new Set<Column>();
  const columns = headers.map((each) => {
    if (!each || taken.has(each.column)) return null;
    taken.add(each.column);
    return each.column;
  });
  const units: Partial<Record<Column, string>> = {};
  headers.forEach((each, index) => {
    if (each?.unit && columns[index]) units[each.column] = each.unit;
  });
  if (taken.has('co') && units.co === undefined && medianOf(table, columns.indexOf('co')) > 50)
    units.co = 'µg/m³';
  const hours = taken.has('hour') ? valuesOf(table, columns.indexOf('hour')) : [];
  const split = taken.has('hour') && !taken.has('time');
  return {
    columns,
    units,
    timeIs: split && !hours.includes(24) ? 'start' : 'end',
    spanMin: 60,
    utcOffsetMin: 480,
    stations: {},
    station: '',
  };
}

/** What still keeps a mapping from being applied: no time, no station, nothing measured, one column twice. Empty = ready. */
export function mappingProblems(mapping: TableMapping): Message[] {
  const has = (column: Column): boolean => mapping.columns.includes(column);
  const problems: Message[] = [];
  if (!has('time') && !has('date') && !(has('year') && has('month') && has('day')))
    problems.push(message('admin_import_no_time'));
  if (!has('station') && mapping.station === '') problems.push(message('admin_import_no_station'));
  if (!COLUMNS.slice(COLUMNS.indexOf('wind_dir')).some(has))
    problems.push(message('admin_import_nothing_measured'));
  for (const column of COLUMNS) {
    if (mapping.columns.filter((each) => each === column).length > 1)
      problems.push(message('admin_import_column_twice', { field: column }));
  }
  return problems;
}

/** Applies a mapping; rows count from 1 below the header, errors are per row and field. Error: a mapping that is not ready. */
export function mapTable(
  table: RawTable,
  mapping: TableMapping,
  options: HistoryOptions,
): Result<CheckedRows> {
  const [problem] = mappingProblems(mapping);
  if (problem) return err(problem);
  const stations = new Map(options.stations);
  for (const [name, code] of Object.entries(mapping.stations)) {
    const id = options.stations.get(code);
    if (id !== undefined) stations.set(name, id);
  }
  const rows = table.rows.map((line) => cellsOf(line, mapping));
  // A file of years has its codes for missing in every other line: they are not listed.
  const { rows: read, refused } = checkRows(rows, {
    stations,
    now: options.now,
    maxAgeMs: OLDEST_MS,
    maxFutureMs: 0,
    spanMin: mapping.spanMin,
    timeIs: mapping.timeIs,
    utcOffsetMin: mapping.utcOffsetMin,
    units: mapping.units,
  });
  return ok({ rows: read, refused });
}

/** The first rows with everything that will happen to them; counts are those of the whole table. */
export function previewTable(
  table: RawTable,
  mapping: TableMapping,
  options: HistoryOptions,
  count = 20,
): Result<{
  readonly checked: CheckedRows;
  readonly head: CheckedRows;
  readonly unknownStations: readonly string[];
}> {
  const checked = mapTable(table, mapping, options);
  if (!checked.ok) return checked;
  const head = mapTable({ header: table.header, rows: table.rows.slice(0, count) }, mapping, options);
  if (!head.ok) return head;
  const unknown = checked.value.refused.filter((each) => each.key === 'admin_feed_station_unknown');
  return ok({
    checked: checked.value,
    head: head.value,
    unknownStations: [...new Set(unknown.map((each) => String(each.params['value'])))],
  });
}

function cellsOf(line: readonly unknown[], mapping: TableMapping): Cells {
  const cells: Partial<Record<Column, unknown>> = {};
  mapping.columns.forEach((column, index) => {
    if (column) cells[column] = cellOf(line[index]);
  });
  if (mapping.station !== '') cells.station = mapping.station;
  return cells;
}

/**
 * A sheet's dates come as Date in UTC though they were typed as wall-clock time: back to what was typed. A sheet keeps them as
 * fractions of a day, which are whole seconds only after rounding.
 */
function cellOf(value: unknown): unknown {
  if (!(value instanceof Date)) return value ?? '';
  const typed = new Date(Math.round(value.getTime() / 1000) * 1000);
  return Number.isNaN(typed.getTime()) ? '' : typed.toISOString().slice(0, 19).replace('T', ' ');
}

function valuesOf(table: RawTable, column: number): number[] {
  return table.rows.flatMap((line) => {
    const parsed = parseNumber(line[column]);
    return parsed.kind === 'value' ? [parsed.value] : [];
  });
}

function medianOf(table: RawTable, column: number): number {
  const values = valuesOf(table, column).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? 0;
}
