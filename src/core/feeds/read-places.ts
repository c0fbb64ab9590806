import { POLLUTANTS, type Pollutant } from '../air/pollutants.ts';
import type { Instant, LngLat } from '../units.ts';
import type { MissingNote, Refusal } from './feed-row.ts';
import { parseNumber } from './parse-number.ts';
import { parseTime } from './parse-time.ts';
import { SIGHTING_KINDS, type Sighting } from './sighting.ts';

/** A reading of a handheld or vehicle's device: at a place of its own, never a station's. */
export interface MobileRow extends LngLat {
  readonly at: Instant;
  readonly device: string;
  readonly accuracyM: number;
  readonly values: Partial<Readonly<Record<Pollutant, number>>>;
}

/** An alarm of somebody's device: a drowning alarm, a gas detector, a fence. */
export interface Alarm extends LngLat {
  readonly at: Instant;
  readonly device: string;
  /** Record id of the source it hangs at; '' = only a place. */
  readonly source: string;
  readonly note: string;
  /** Its place in the list, from 1. */
  readonly row: number;
}

export interface PlacesOptions {
  /** Code, name or record id of a source → record id and place. */
  readonly sources: ReadonlyMap<string, LngLat & { readonly id: string }>;
  readonly now: Instant;
}

export interface CheckedPlaces {
  readonly mobile: readonly MobileRow[];
  readonly sightings: readonly Sighting[];
  readonly alarms: readonly Alarm[];
  readonly refused: readonly Refusal[];
  readonly missing: readonly MissingNote[];
}

const MAX_AGE_MS = 30 * 86_400_000;
const MAX_FUTURE_MS = 5 * 60_000;
const HIGHEST: Readonly<Record<Pollutant, number>> = {
  pm25: 2000,
  pm10: 5000,
  so2: 5000,
  no2: 4000,
  o3: 2000,
  co: 150,
};

type Refuse = (field: string, key: string, params?: Record<string, string | number>) => null;
type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what a push brings beside station rows: `mobile` [{device, time, lng, lat, accuracy_m?, pm10, …}] and
 * `sightings` [{kind, device, time, lng, lat or source, note?}] and `alarms` [{device, time, lng, lat or source, note?}], WGS-84. A bad one refuses only itself.
 */
export function readPlaces(body: Fields, options: PlacesOptions): CheckedPlaces {
  const refused: Refusal[] = [];
  const missing: MissingNote[] = [];
  const each = <T>(name: string, read: (fields: Fields, refuse: Refuse, row: number) => T | null): T[] => {
    const list = Array.isArray(body[name]) ? (body[name] as unknown[]) : [];
    return list.flatMap((one, index) => {
      const refuse: Refuse = (field, key, params = {}) => {
        refused.push({ row: index + 1, field: `${name}.${field}`, key, params });
        return null;
      };
      const fields = typeof one === 'object' && one !== null ? (one as Fields) : null;
      return (fields ? read(fields, refuse, index + 1) : refuse('', 'admin_feed_row_not_object')) ?? [];
    });
  };
  return {
    mobile: each('mobile', (fields, refuse, row) =>
      mobileOf(fields, options, refuse, (field, value) => {
        missing.push({ row, field: `mobile.${field}`, key: 'admin_feed_missing_code', params: { value } });
      }),
    ),
    sightings: each('sightings', (fields, refuse) => sightingOf(fields, options, refuse)),
    alarms: each('alarms', (fields, refuse, row) => {
      const seen = seenAt(fields, options, refuse);
      return seen && { ...seen, row };
    }),
    refused,
    missing,
  };
}

function mobileOf(
  fields: Fields,
  { now }: PlacesOptions,
  refuse: Refuse,
  note: (field: string, code: number) => void,
): MobileRow | null {
  const device = deviceOf(fields, refuse);
  const at = timeOf(fields, now, refuse);
  const place = placeOf(fields, refuse);
  if (device === null || at === null || place === null) return null;
  const values: Partial<Record<Pollutant, number>> = {};
  for (const pollutant of POLLUTANTS) {
    const parsed = parseNumber(fields[pollutant]);
    if (parsed.kind === 'missing') {
      if (parsed.code !== undefined) note(pollutant, parsed.code);
      continue;
    }
    if (parsed.kind === 'value' && parsed.value >= 0 && parsed.value <= HIGHEST[pollutant])
      values[pollutant] = parsed.value;
    else refuse(pollutant, 'admin_feed_not_a_number', { value: String(fields[pollutant]).slice(0, 40) });
  }
  if (Object.keys(values).length === 0) return refuse('', 'admin_feed_row_empty');
  const accuracy = parseNumber(fields['accuracy_m']);
  return {
    ...place,
    at,
    device,
    accuracyM: accuracy.kind === 'value' && accuracy.value >= 0 ? accuracy.value : 0,
    values,
  };
}

function sightingOf(fields: Fields, options: PlacesOptions, refuse: Refuse): Sighting | null {
  const kind = SIGHTING_KINDS.find((known) => known === fields['kind']);
  if (!kind)
    return refuse('kind', 'admin_feed_sighting_kind', { value: String(fields['kind']).slice(0, 40) });
  const seen = seenAt(fields, options, refuse);
  return seen && { ...seen, kind };
}

/** What a device says of a place: its own, or that of the source it names. */
function seenAt(
  fields: Fields,
  { now, sources }: PlacesOptions,
  refuse: Refuse,
): Omit<Sighting, 'kind'> | null {
  const device = deviceOf(fields, refuse);
  const at = timeOf(fields, now, refuse);
  if (device === null || at === null) return null;
  const named = fields['source'];
  const source = typeof named === 'string' && named !== '' ? sources.get(named) : null;
  if (source === undefined)
    return refuse('source', 'admin_feed_source_unknown', { value: String(named).slice(0, 40) });
  const place =
    source && fields['lng'] === undefined ? { lng: source.lng, lat: source.lat } : placeOf(fields, refuse);
  if (!place) return null;
  return {
    ...place,
    at,
    device,
    source: source?.id ?? '',
    note: String(fields['note'] ?? '').slice(0, 400),
  };
}

function deviceOf(fields: Fields, refuse: Refuse): string | null {
  const device = String(fields['device'] ?? '').trim();
  return device === '' || device.length > 80 ? refuse('device', 'admin_feed_device') : device;
}

function timeOf(fields: Fields, now: Instant, refuse: Refuse): Instant | null {
  const value = String(fields['time']).slice(0, 40);
  const at = parseTime(fields['time']);
  if (at === null) return refuse('time', 'admin_feed_time_unreadable', { value });
  if (at > now + MAX_FUTURE_MS)
    return refuse('time', 'admin_feed_time_future', { value, minutes: Math.round((at - now) / 60_000) });
  return at < now - MAX_AGE_MS ? refuse('time', 'admin_feed_time_ancient', { value, days: 30 }) : at;
}

/** Degrees on WGS-84 inside China's bounds: swapped or projected coordinates are refused rather than drawn in the sea. */
function placeOf(fields: Fields, refuse: Refuse): LngLat | null {
  const lng = parseNumber(fields['lng']);
  const lat = parseNumber(fields['lat']);
  if (
    lng.kind === 'value' &&
    lat.kind === 'value' &&
    lng.value > 73 &&
    lng.value < 136 &&
    lat.value > 3 &&
    lat.value < 54
  )
    return { lng: lng.value, lat: lat.value };
  return refuse('lng', 'admin_feed_place', {
    value: `${String(fields['lng'])}, ${String(fields['lat'])}`.slice(0, 40),
  });
}
