import { POLLUTANTS, type Pollutant } from '../air/pollutants.ts';
import type { Instant } from '../units.ts';
import type { Column } from './columns.ts';
import type { FeedRow, FeedWind, MissingNote, Refusal } from './feed-row.ts';
import { unitFactor } from './field-units.ts';
import { feedDirection } from './parse-direction.ts';
import { speedAt10m } from '../wind/height.ts';
import { DIRECTIONLESS_MS } from '../wind/wind-sample.ts';
import { parseNumber } from './parse-number.ts';
import { fromParts, parseTime } from './parse-time.ts';

export type Cells = Partial<Readonly<Record<Column, unknown>>>;

export interface ReadOptions {
  /** Code, name or record id of a station → record id. */
  readonly stations: ReadonlyMap<string, string>;
  readonly now: Instant;
  /** Rows older than this are refused, ms. */
  readonly maxAgeMs: number;
  /** A device's clock may run ahead this far, ms. */
  readonly maxFutureMs: number;
  readonly spanMin: number;
  /** Whether the time written is the start or the end of the interval. */
  readonly timeIs: 'start' | 'end';
  readonly utcOffsetMin: number;
  readonly units: Partial<Readonly<Record<Column, string>>>;
  /** Height of the anemometer; speeds are brought to 10 m. Absent = 10. */
  readonly windHeightM?: number;
}

/** Limits of GB 3095 analysers and of anemometers, in the product's units: beyond them it is no measurement. CO over 150 mg/m³ is µg/m³ unlabelled. */
const HIGHEST: Readonly<Record<Pollutant, number>> = {
  pm25: 2000,
  pm10: 5000,
  so2: 5000,
  no2: 4000,
  o3: 2000,
  co: 150,
};
const HIGHEST_WIND = 75;
const HIGHEST_GUST = 120;
/** Directions spread evenly round the circle: 180° ÷ √3. */
const HIGHEST_SIGMA = 104;

/** One row of a feed, checked field by field: a bad field is refused by name and the rest of its row is kept; a bad station or time refuses the row. Codes for missing are told apart. */
export function readRow(
  cells: Cells,
  row: number,
  options: ReadOptions,
): { row: FeedRow | null; refused: Refusal[]; missing: MissingNote[] } {
  const refused: Refusal[] = [];
  const missing: MissingNote[] = [];
  const note: Note = (field, value) =>
    void missing.push({ row, field, key: 'admin_feed_missing_code', params: { value } });
  const refuse = (field: string, key: string, params: Record<string, string | number> = {}): null => {
    refused.push({ row, field, key, params });
    return null;
  };
  const station = stationOf(cells, options, refuse);
  const spanMin = spanOf(cells, options, refuse);
  const at = spanMin === null ? null : instantOf(cells, spanMin, options, refuse);
  if (station === null || spanMin === null || at === null) return { row: null, refused, missing };
  const number = (column: Column, highest: number): number | null =>
    quantity(cells, column, highest, options, { refuse, note });
  const values: Partial<Record<Pollutant, number>> = {};
  for (const pollutant of POLLUTANTS) {
    const value = number(pollutant, HIGHEST[pollutant]);
    if (value !== null) values[pollutant] = value;
  }
  const wind = atTenMetres(windOf(cells, number, { refuse, note }), options.windHeightM);
  if (wind === null && Object.keys(values).length === 0) {
    if (refused.length === 0) refuse('', 'admin_feed_row_empty');
    return { row: null, refused, missing };
  }
  return { row: { station, at, spanMin, wind, values }, refused, missing };
}

type Note = (field: string, code: number) => void;
interface Tell {
  readonly refuse: Refuse;
  readonly note: Note;
}
type Refuse = (field: string, key: string, params?: Record<string, string | number>) => null;

function stationOf(cells: Cells, options: ReadOptions, refuse: Refuse): string | null {
  const name = String(cells.station ?? '').trim();
  if (name === '') return refuse('station', 'admin_feed_station_missing');
  return options.stations.get(name) ?? refuse('station', 'admin_feed_station_unknown', { value: clip(name) });
}

function spanOf(cells: Cells, options: ReadOptions, refuse: Refuse): number | null {
  if (cells.span_min === undefined) return options.spanMin;
  const span = parseNumber(cells.span_min);
  if (span.kind === 'missing') return options.spanMin;
  if (span.kind === 'value' && Number.isInteger(span.value) && span.value >= 1 && span.value <= 1440)
    return span.value;
  return refuse('span_min', 'admin_feed_span', { value: clip(cells.span_min) });
}

function instantOf(cells: Cells, spanMin: number, options: ReadOptions, refuse: Refuse): Instant | null {
  const written = writtenTime(cells, options.utcOffsetMin);
  const shown = clip(cells.time ?? cells.date ?? [cells.year, cells.month, cells.day, cells.hour].join('-'));
  if (written === null) return refuse('time', 'admin_feed_time_unreadable', { value: shown });
  const at = options.timeIs === 'start' ? written + spanMin * 60_000 : written;
  if (at > options.now + options.maxFutureMs)
    return refuse('time', 'admin_feed_time_future', {
      value: shown,
      minutes: Math.round((at - options.now) / 60_000),
    });
  if (at < options.now - options.maxAgeMs)
    return refuse('time', 'admin_feed_time_ancient', {
      value: shown,
      days: Math.round(options.maxAgeMs / 86_400_000),
    });
  return at;
}

function writtenTime(cells: Cells, utcOffsetMin: number): Instant | null {
  if (cells.time !== undefined) return parseTime(cells.time, utcOffsetMin);
  const part = (column: Column): number => (cells[column] === undefined ? 0 : Number(cells[column]));
  const clock = { hour: part('hour'), minute: part('minute'), second: 0 };
  if (cells.date !== undefined) {
    const day = parseTime(cells.date, utcOffsetMin);
    return day === null ? null : day + (clock.hour * 60 + clock.minute) * 60_000;
  }
  return fromParts({ year: part('year'), month: part('month'), day: part('day'), ...clock }, utcOffsetMin);
}

function quantity(
  cells: Cells,
  column: Column,
  highest: number,
  options: ReadOptions,
  { refuse, note }: Tell,
): number | null {
  const raw = cells[column];
  if (raw === undefined) return null;
  const parsed = parseNumber(raw);
  if (parsed.kind === 'missing') {
    if (parsed.code !== undefined) note(column, parsed.code);
    return null;
  }
  if (parsed.kind === 'suspect') return refuse(column, 'admin_feed_code_999', { value: parsed.value });
  if (parsed.kind === 'nonsense') return refuse(column, 'admin_feed_not_a_number', { value: clip(raw) });
  const unit = options.units[column];
  const factor = unit === undefined ? 1 : unitFactor(column, unit);
  if (factor === null) return refuse(column, 'admin_feed_unit_unknown', { unit: clip(unit) });
  const value = round(parsed.value * factor);
  if (value < 0) return refuse(column, 'admin_feed_negative', { value });
  if (value <= highest) return value;
  const key = column === 'co' && unit === undefined ? 'admin_feed_co_unit' : 'admin_feed_too_high';
  return refuse(column, key, { value, highest });
}

function windOf(
  cells: Cells,
  number: (column: Column, highest: number) => number | null,
  { refuse, note }: Tell,
): FeedWind | null {
  if (cells.wind_dir === undefined && cells.wind_speed === undefined) return null;
  const direction = feedDirection(cells.wind_dir);
  if (direction.kind === 'missing' && direction.code !== undefined) note('wind_dir', direction.code);
  const speedMs = number('wind_speed', HIGHEST_WIND);
  const gustMs = number('wind_gust', HIGHEST_GUST);
  const sigmaDeg = number('wind_sigma', HIGHEST_SIGMA);
  if (direction.kind === 'nonsense')
    return refuse('wind_dir', 'admin_feed_direction', { value: clip(cells.wind_dir) });
  const still = { fromDeg: null, gustMs, compassPoints: 0, distanceKm: 0 } as const;
  if (direction.kind === 'calm' && (speedMs ?? 0) <= 1)
    return { kind: 'calm', speedMs: speedMs ?? 0, ...still };
  if (speedMs === null) {
    // A speed that was refused has been reported already.
    const alone = direction.kind !== 'missing' && parseNumber(cells.wind_speed).kind === 'missing';
    return alone ? refuse('wind_speed', 'admin_feed_direction_alone') : null;
  }
  if (speedMs <= DIRECTIONLESS_MS) return { kind: 'calm', speedMs, ...still };
  if (direction.kind === 'calm') return refuse('wind_dir', 'admin_feed_calm_blows', { value: speedMs });
  if (direction.kind === 'missing') return refuse('wind_dir', 'admin_feed_speed_alone');
  if (direction.kind === 'variable') return { kind: 'variable', speedMs, ...still };
  const { from, compassPoints } = direction;
  const steady = { kind: 'steady', fromDeg: from, speedMs, gustMs, compassPoints, distanceKm: 0 } as const;
  // A vane that did not move in a whole interval was not measuring its spread.
  return sigmaDeg ? { ...steady, sigmaDeg } : steady;
}

/** A mast of another height in a town: the power law, gusts alike. */
function atTenMetres(wind: FeedWind | null, heightM = 10): FeedWind | null {
  if (wind === null || heightM === 10) return wind;
  const gustMs = wind.gustMs === null ? null : round(speedAt10m(wind.gustMs, heightM, 'urban'));
  return { ...wind, speedMs: round(speedAt10m(wind.speedMs, heightM, 'urban')), gustMs };
}

/** Six decimals: what a factor adds to the digits is not measured. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function clip(value: unknown): string {
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
