/** A number of a feed: a value, a code for "not measured", or something that is neither. */
export type Parsed =
  | { readonly kind: 'value'; readonly value: number }
  /** `code` is what stood there when it was a number that means missing; absent for a blank and a word. */
  | { readonly kind: 'missing'; readonly code?: number }
  | { readonly kind: 'suspect'; readonly value: number }
  | { readonly kind: 'nonsense' };

const EMPTY = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '/',
  'na',
  'n/a',
  'nan',
  'null',
  'none',
  'nil',
  '缺测',
  '无',
  '离线',
]);
/** Loggers write these for "no value"; none can be measured. */
const MISSING_CODES = new Set([
  -9999, -999, -99, -999.9, -99.9, -9999.9, 9999, 9999.9, 99999, 999999, 999016,
]);

/**
 * Reads a number as loggers write it: blank, NA and −9999 are missing, 999 is suspect (a code for missing and, for dust,
 * also a value that a sandstorm can reach: only the sender knows), 1,234.5 and full-width digits are read.
 */
export function parseNumber(raw: unknown): Parsed {
  if (raw === null || raw === undefined) return { kind: 'missing' };
  if (typeof raw === 'number') return Number.isFinite(raw) ? classify(raw) : { kind: 'missing' };
  if (typeof raw !== 'string') return { kind: 'nonsense' };
  const text = halfWidth(raw).trim();
  if (EMPTY.has(text.toLowerCase())) return { kind: 'missing' };
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? classify(Number(plain)) : { kind: 'nonsense' };
}

/** Full-width digits, signs and points to ASCII: spreadsheets of Chinese offices hold both. */
export function halfWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0))
    .replaceAll('　', ' ');
}

function classify(value: number): Parsed {
  if (MISSING_CODES.has(value)) return { kind: 'missing', code: value };
  if (value === 999 || value === 999.9) return { kind: 'suspect', value };
  return { kind: 'value', value };
}
