import type { Instant, LngLat } from '../units.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** ISO 8601; a time without a zone counts as UTC, so that a file means the same on every machine. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}(?::?\d{2})?)?$/;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const GAP_WORDS: readonly string[] = ['', '-', '--', 'na', 'n/a', 'nan', 'null', 'none'];
/** Codes for a gap; no wind has these speeds, or these directions. */
export const SPEED_CODES: readonly number[] = [-99, -99.9, -999, -999.9, -9999, 99, 99.9, 999, 999.9, 9999];
export const DIRECTION_CODES: readonly number[] = [-999, -999.9, -9999, 990, 999, 999.9, 9999];
/** Positive codes are left out: in some unit they are concentrations. */
export const CONCENTRATION_CODES: readonly number[] = [-99, -99.9, -999, -999.9, -9999, -99_999];

/** The id of a case as far as it has one, for error lines; null otherwise. */
export function episodeId(value: unknown): string | null {
  const id = isFields(value) ? value['id'] : undefined;
  if (typeof id === 'number' && Number.isFinite(id)) return String(id);
  return typeof id === 'string' && id.trim() !== '' ? id : null;
}

/** Place of an object with lon (or lng) and lat; null where they are missing or on no globe. */
export function place(value: unknown): LngLat | null {
  if (!isFields(value)) return null;
  const lng = plain(value['lon'] ?? value['lng']);
  const lat = plain(value['lat']);
  return within(lng, -180, 180) && within(lat, -85, 85) ? { lng, lat } : null;
}

/** A number written as text is that number; anything else stays what it is. */
export function plain(value: unknown): unknown {
  return typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value;
}

/** A reading: null for a gap and for the codes and words that loggers write for one; NaN for what is no number. */
export function measured(value: unknown, codes: readonly number[]): number | null {
  const number = plain(value);
  if (number === null || number === undefined) return null;
  if (typeof number === 'string') return GAP_WORDS.includes(number.trim().toLowerCase()) ? null : Number.NaN;
  if (typeof number !== 'number') return Number.NaN;
  return codes.includes(number) ? null : number;
}

/** ISO 8601, or seconds or milliseconds since 1970. */
export function instant(value: unknown): Instant | null {
  if (typeof value === 'number') {
    if (within(value, 1e8, 1e11)) return Math.round(value * 1000);
    return within(value, 1e11, 1e14) ? Math.round(value) : null;
  }
  const match = typeof value === 'string' ? ISO.exec(value.trim()) : null;
  if (match === null) return null;
  const [, year, month, day, clock, zone] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(date).getUTCDate() !== Number(day) || Number(month) > 12) return null;
  const at = Date.parse(`${year}-${month}-${day}T${clock}${offsetOf(zone)}`);
  return Number.isFinite(at) ? at : null;
}

/** "+08", "+0800" and none, as "+08:00" and "Z". */
function offsetOf(zone: string | undefined): string {
  if (zone === undefined || zone === 'Z') return 'Z';
  return `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : '00'}`;
}

/** Whether a value is a number in the range. */
export function within(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

/** A value as an error names it, at most 40 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Whether a value is an object, no array. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
