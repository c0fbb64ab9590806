import { SOURCE_LAYERS, type SourceLayer } from '../../core/sources/source-layers.ts';
import type { Instant } from '../../core/units.ts';

/** What else the map can show, beside the sources. */
export const DESK_EXTRAS = ['patrols', 'problems', 'mobile', 'sightings', 'grids', 'priorities'] as const;
export type DeskExtra = (typeof DESK_EXTRAS)[number];
export type DeskLayer = SourceLayer | DeskExtra;

const LAYERS: readonly DeskLayer[] = [...SOURCE_LAYERS, ...DESK_EXTRAS];
export const TIMELINE_HOURS = [3, 6, 24] as const;

/** West, south, east, north in degrees. */
export type Extent = readonly [number, number, number, number];

/** Everything that makes up a view of the desk: a copied link gives the same view. */
export interface DeskQuery {
  /** Id of a station; '' = none. */
  readonly station: string;
  /** Id of a source whose card is open; '' = none. */
  readonly source: string;
  readonly pollutant: 'pm10' | 'pm25';
  /** Epoch ms, whole minutes; null = live. */
  readonly at: Instant | null;
  readonly hours: (typeof TIMELINE_HOURS)[number];
  readonly hidden: readonly DeskLayer[];
  readonly extent: Extent | null;
}

/** Problems lie under everything else and are many: off until asked for. */
export const DEFAULT_HIDDEN: readonly DeskLayer[] = ['problems'];
const DAY_MS = 24 * 3_600_000;

/** Reads a query; what is missing or makes no sense takes its default. A moment over a day ago, or to come, is live. */
export function parseDeskQuery(search: URLSearchParams, now: Instant): DeskQuery {
  const id = (name: string): string => {
    const value = search.get(name) ?? '';
    return /^[a-z0-9]+$/.test(value) ? value : '';
  };
  const at = Date.parse(search.get('at') ?? '');
  const hidden = search.get('hide');
  return {
    station: id('station'),
    source: id('source'),
    pollutant: search.get('pollutant') === 'pm25' ? 'pm25' : 'pm10',
    at: at > now - DAY_MS && at < now ? at : null,
    hours: TIMELINE_HOURS.find((each) => String(each) === search.get('hours')) ?? 6,
    hidden: hidden === null ? DEFAULT_HIDDEN : LAYERS.filter((each) => hidden.split(',').includes(each)),
    extent: parseExtent(search.get('map') ?? ''),
  };
}

/** The query as search parameters; defaults are left out. */
export function formatDeskQuery(query: DeskQuery): URLSearchParams {
  const search = new URLSearchParams();
  const put = (name: string, value: string, usual = ''): void => {
    if (value !== usual) search.set(name, value);
  };
  put('station', query.station);
  put('source', query.source);
  put('pollutant', query.pollutant, 'pm10');
  put('at', query.at === null ? '' : new Date(query.at).toISOString().replace(/:\d\d\.\d+Z$/, 'Z'));
  put('hours', String(query.hours), '6');
  const hidden = LAYERS.filter((each) => query.hidden.includes(each)).join(',');
  if (hidden !== DEFAULT_HIDDEN.join(',')) search.set('hide', hidden);
  put('map', query.extent ? query.extent.map((each) => each.toFixed(4)).join(',') : '');
  return search;
}

function parseExtent(text: string): Extent | null {
  const numbers = text.split(',').map(Number);
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || numbers.some((each) => !Number.isFinite(each))) return null;
  const onEarth = west! >= -180 && east! <= 180 && south! >= -85 && north! <= 85;
  return onEarth && west! < east! && south! < north! ? [west!, south!, east!, north!] : null;
}
