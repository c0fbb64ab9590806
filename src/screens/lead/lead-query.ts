import { dateKey, dayStart, DAY_MS } from '../../core/china-time.ts';
import type { TimeView } from '../../core/columns/filter.ts';
import type { LngLatBox } from '../../core/columns/mercator.ts';

export const SPANS = [30, 90, 365] as const;
export type Span = (typeof SPANS)[number];
export const HANDLING_CODES = ['undecided', 'fixed_on_spot', 'assigned'] as const;

/** Everything that makes up a view of the leaders' screen: a copied link gives the same view. */
export interface LeadQuery {
  readonly layer: 'heat' | 'clusters';
  readonly time: 'found' | 'open';
  /** Beijing days "2026-11-22", both included; null = the last seven days, moving on with the calendar. */
  readonly from: string | null;
  readonly until: string | null;
  readonly span: Span;
  /** Code of a category, code of a town; '' = all. */
  readonly category: string;
  readonly town: string;
  /** 0 = all. */
  readonly severity: number;
  readonly handling: (typeof HANDLING_CODES)[number] | '';
  /** What the map shows; null = the whole district. */
  readonly extent: LngLatBox | null;
  /** What the list shows: cases of this box; null = no list. */
  readonly list: LngLatBox | 'extent' | null;
  /** Id of the opened case. */
  readonly case: string;
}

export const DEFAULT_QUERY: LeadQuery = {
  layer: 'heat',
  time: 'found',
  from: null,
  until: null,
  span: 30,
  category: '',
  town: '',
  severity: 0,
  handling: '',
  extent: null,
  list: null,
  case: '',
};

const DEFAULT_DAYS = 7;

/** Reads a query; what is missing or makes no sense takes its default. */
export function parseLeadQuery(search: URLSearchParams): LeadQuery {
  const text = (name: string): string => search.get(name) ?? '';
  const day = (name: string): string | null => (dayStart(text(name)) === null ? null : text(name));
  const [from, until] = [day('from'), day('until')];
  const whole = from !== null && until !== null && from <= until;
  return {
    layer: text('layer') === 'clusters' ? 'clusters' : 'heat',
    time: text('time') === 'open' ? 'open' : 'found',
    from: whole ? from : null,
    until: whole ? until : null,
    span: SPANS.find((each) => String(each) === text('span')) ?? DEFAULT_QUERY.span,
    category: text('category'),
    town: text('town'),
    severity: [1, 2, 3].find((each) => String(each) === text('severity')) ?? 0,
    handling: HANDLING_CODES.find((each) => each === text('handling')) ?? '',
    extent: parseBox(text('at')),
    list: text('list') === 'map' ? 'extent' : parseBox(text('list')),
    case: /^[a-z0-9]+$/.test(text('case')) ? text('case') : '',
  };
}

/** The query as search parameters; defaults are left out. */
export function formatLeadQuery(query: LeadQuery): URLSearchParams {
  const search = new URLSearchParams();
  const put = (name: string, value: string, usual = ''): void => {
    if (value !== usual) search.set(name, value);
  };
  put('layer', query.layer, DEFAULT_QUERY.layer);
  put('time', query.time, DEFAULT_QUERY.time);
  put('from', query.from ?? '');
  put('until', query.until ?? '');
  put('span', String(query.span), String(DEFAULT_QUERY.span));
  put('category', query.category);
  put('town', query.town);
  put('severity', query.severity ? String(query.severity) : '');
  put('handling', query.handling);
  put('at', query.extent ? formatBox(query.extent) : '');
  put('list', query.list === 'extent' ? 'map' : query.list ? formatBox(query.list) : '');
  put('case', query.case);
  return search;
}

/** First and last day of the window as Beijing midnights, epoch ms; the last day is included. */
export function windowOf(query: LeadQuery, now: number): { readonly from: number; readonly last: number } {
  const today = dayStart(dateKey(now)) ?? now;
  if (query.from === null || query.until === null)
    return { from: today - (DEFAULT_DAYS - 1) * DAY_MS, last: today };
  return { from: dayStart(query.from) ?? today, last: dayStart(query.until) ?? today };
}

/** The window as the columns understand it, unix s: found in its days, or open at the end of its last day (now, if today). */
export function timeViewOf(query: LeadQuery, now: number): TimeView {
  const { from, last } = windowOf(query, now);
  const end = last + DAY_MS;
  if (query.time === 'open') return { kind: 'open', at: (Math.min(end, nextMinute(now)) - 1000) / 1000 };
  return { kind: 'found', from: Math.floor(from / 1000), until: Math.floor(end / 1000) };
}

/** The window moved by some days; it stops at the first day of the slider and at today. */
export function stepWindow(query: LeadQuery, days: number, now: number): LeadQuery {
  const { from, last } = windowOf(query, now);
  const today = dayStart(dateKey(now)) ?? now;
  const first = today - (query.span - 1) * DAY_MS;
  const room = days > 0 ? (today - last) / DAY_MS : (from - first) / DAY_MS;
  const move = Math.sign(days) * Math.max(0, Math.min(Math.abs(days), room)) * DAY_MS;
  return { ...query, from: dateKey(from + move), until: dateKey(last + move) };
}

/** Where playback starts when the window already stands at the end: as far back as the slider reaches. */
export function rewindWindow(query: LeadQuery, now: number): LeadQuery {
  return stepWindow(query, -query.span, now);
}

/** Now, to the minute: the same view for all its seconds, and what was found this minute is in it. */
function nextMinute(now: number): number {
  return (Math.floor(now / 60_000) + 1) * 60_000;
}

function parseBox(text: string): LngLatBox | null {
  const [west, south, east, north, more] = text.split(',').map(Number);
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  const inside = west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north;
  return inside && more === undefined ? { west, south, east, north } : null;
}

function formatBox({ west, south, east, north }: LngLatBox): string {
  return [west, south, east, north].map((each) => each.toFixed(4)).join(',');
}
