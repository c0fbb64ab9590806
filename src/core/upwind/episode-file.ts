import { POLLUTANTS, type Series } from '../air/pollutants.ts';
import type { AreaGeometry } from '../geo.ts';
import { message, type Message } from '../message.ts';
import { bearing, metres, type Instant, type LngLat } from '../units.ts';
import { err, ok, type Result } from '../result.ts';
import { SOURCE_KINDS, type SourceKind } from '../sources/source-kinds.ts';
import type { WindSample } from '../wind/wind-sample.ts';
import { emissionPotential } from './candidates.ts';
import { outline } from './outline.ts';
import { proposeZone } from './propose-zone.ts';
import { rankSuspects } from './suspects.ts';
import {
  CONCENTRATION_CODES,
  DIRECTION_CODES,
  episodeId,
  instant,
  isFields,
  measured,
  place,
  plain,
  shown,
  SPEED_CODES,
  within,
  type Fields,
} from './episode-fields.ts';
import type { Grid, ZoneInput } from './zone-input.ts';
import type { Candidate, Confidence, Zone, ZoneKind } from './zone.ts';

/** One checked case of an episode file (upwind.md §8). */
export interface Episode {
  readonly id: string;
  readonly input: ZoneInput;
  readonly candidates: readonly Candidate[];
}

export interface EpisodeZone {
  readonly id: string;
  readonly geometry: AreaGeometry | null;
  readonly level: ZoneKind;
  readonly confidence: Confidence;
  /** Sentences to be, the headline first. */
  readonly reasons: readonly Message[];
  /** All candidates, likeliest first, those outside the zone last. */
  readonly ranking: readonly string[];
  /** Parallel to `ranking`, and the share of an unlisted source at the end. */
  readonly shares: readonly number[];
  readonly zone: Zone;
}

/** From a plant's fence to a county. */
const LEAST_RADIUS_M = 50;
const MOST_RADIUS_M = 20_000;
/** Zone, ranking and shares of one case. */
export function solveEpisode(episode: Episode, grid: Grid): EpisodeZone {
  const zone = proposeZone(episode.input, grid);
  const ranking = rankSuspects(zone, episode.input, episode.candidates, { explained: 0 });
  return {
    id: episode.id,
    geometry: outline(zone),
    level: zone.shape.kind,
    confidence: zone.confidence,
    reasons: zone.reasons,
    ranking: ranking.suspects.map((suspect) => suspect.id),
    shares: [...ranking.suspects.map((suspect) => suspect.share), ranking.unlistedShare],
    zone,
  };
}

/** Checks one case; `number` counts from 1 and names a case without id. The first fault found is the error. */
export function parseEpisode(value: unknown, number: number): Result<Episode> {
  if (!isFields(value)) return err(message('upwind_case_not_object', { number }));
  const id = episodeId(value);
  if (id === null) return err(message('upwind_case_id_missing', { number }));
  const fault = (key: string, params: Record<string, string | number> = {}): Result<never> =>
    err(message(`upwind_case_${key}`, { id, ...params }));
  const apex = place(value['station']);
  if (apex === null) return fault('station');
  const at = instant(value['t0']);
  if (at === null) return fault('t0', { value: shown(value['t0']) });
  const windowMin = plain(value['windowMin']) ?? 60;
  if (!within(windowMin, 1, 1440)) return fault('window', { value: shown(windowMin) });
  const radius = plain(value['maxRadiusM']) ?? 5000;
  if (!within(radius, LEAST_RADIUS_M, MOST_RADIUS_M)) return fault('radius', { value: shown(radius) });
  const sigma = plain(value['sigmaThetaDeg']) ?? null;
  if (sigma !== null && !within(sigma, 0, 180)) return fault('sigma', { value: shown(sigma) });
  const source = value['windSource'];
  const distanceKm = isFields(source) ? (plain(source['distanceKm']) ?? 0) : 0;
  if (!within(distanceKm, 0, 20_000)) return fault('distance', { value: shown(distanceKm) });
  const wind = parseWind(value['wind'] ?? [], fault);
  if (!wind.ok) return wind;
  const series = parseSeries(value['series'] ?? [], fault);
  if (!series.ok) return series;
  const candidates = parseCandidates(value['candidates'] ?? [], fault);
  if (!candidates.ok) return candidates;
  const input: ZoneInput = {
    station: id,
    apex,
    at,
    windowMin,
    wind: wind.value,
    windSource: { distanceKm, compassPoints: compassOf(wind.value) },
    sigmaThetaDeg: sigma,
    maxRadiusM: metres(radius),
    series: ownFirst(series.value, apex),
  };
  return ok({ id, input, candidates: candidates.value });
}

type Fault = (key: string, params?: Record<string, string | number>) => Result<never>;

/** In any order; of two points of one time the first counts. */
function parseWind(value: unknown, fault: Fault): Result<WindSample[]> {
  if (!Array.isArray(value)) return fault('wind_missing');
  const wind: WindSample[] = [];
  for (const [index, point] of (value as unknown[]).entries()) {
    const fields = isFields(point) ? point : {};
    const at = instant(fields['t']);
    if (at === null) return fault('wind_time', { index, value: shown(fields['t']) });
    const speed = measured(fields['speedMs'], SPEED_CODES);
    const from = measured(fields['dirFromDeg'], DIRECTION_CODES);
    // A feed's gap is a gap: no wind is made of it.
    if (speed === null) continue;
    if (!within(speed, 0, 75)) return fault('wind_speed', { index, value: shown(speed) });
    if (from !== null && !within(from, -180, 360)) {
      return fault('wind_direction', { index, value: shown(from) });
    }
    if (speed === 0) wind.push({ at, kind: 'calm', from: null, speedMs: 0 });
    else if (from === null) wind.push({ at, kind: 'variable', from: null, speedMs: speed });
    else wind.push({ at, kind: 'steady', from: bearing(from < 0 ? from + 360 : from), speedMs: speed });
  }
  return ok(inOrder(wind));
}

/** Oldest first, one point a time. */
function inOrder<T extends { readonly at: Instant }>(points: readonly T[]): T[] {
  const sorted = [...points].sort((a, b) => a.at - b.at);
  return sorted.filter((point, i) => i === 0 || point.at !== sorted[i - 1]!.at);
}

function parseSeries(value: unknown, fault: Fault): Result<Series[]> {
  if (!Array.isArray(value)) return fault('series', { index: 0 });
  const all: Series[] = [];
  for (const [index, item] of (value as unknown[]).entries()) {
    const where = place(item);
    const fields = isFields(item) ? item : {};
    const times = fields['t'];
    const values = fields['c'];
    const station = episodeId({ id: fields['station'] }) ?? `#${index + 1}`;
    if (where === null || !Array.isArray(times) || !Array.isArray(values)) return fault('series', { index });
    if (times.length !== values.length) return fault('series', { index });
    if (all.some((each) => each.station === station)) return fault('series_duplicate', { station });
    const points: { at: Instant; c: number | null }[] = [];
    for (let i = 0; i < times.length; i++) {
      const at = instant(times[i]);
      if (at === null) return fault('series_time', { index, at: i });
      const c = measured(values[i], CONCENTRATION_CODES);
      if (c !== null && !Number.isFinite(c)) return fault('series_value', { index, at: i });
      points.push({ at, c });
    }
    const sorted = inOrder(points);
    all.push({ station, place: where, at: sorted.map(({ at }) => at), c: sorted.map(({ c }) => c) });
  }
  return ok(all);
}

function parseCandidates(value: unknown, fault: Fault): Result<Candidate[]> {
  if (!Array.isArray(value)) return fault('candidate', { index: 0 });
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  const anyKind = (value as unknown[]).some((item) => isFields(item) && kindOf(item) !== null);
  for (const [index, item] of (value as unknown[]).entries()) {
    const where = place(item);
    const id = episodeId(item);
    if (where === null || id === null) return fault('candidate', { index });
    if (seen.has(id)) return fault('candidate_duplicate', { candidate: id });
    seen.add(id);
    const emission = potential(item as Fields, anyKind);
    candidates.push({ id, ...where, emission, record: 0.5, activity: 1, priority: 1 });
  }
  return ok(candidates);
}

/** E of a candidate that names its kind; 1 for all where none does. */
function potential(item: Fields, anyKind: boolean): number {
  if (!anyKind) return 1;
  const pollutant = POLLUTANTS.find((each) => each === item['pollutant']) ?? 'pm10';
  return emissionPotential({ kind: kindOf(item) ?? 'unnamed', open: true }, pollutant, null);
}

function kindOf(item: Fields): SourceKind | null {
  return SOURCE_KINDS.find((kind) => kind === item['category']) ?? null;
}

/** 16 or 8 when every direction lies on that rose and they are not all alike; else whole degrees. */
function compassOf(wind: readonly WindSample[]): 0 | 8 | 16 {
  const directions = wind.flatMap((sample) => (sample.from === null ? [] : [sample.from]));
  if (new Set(directions).size < 2 || directions.length < 3) return 0;
  const on = (step: number): boolean =>
    directions.every((from) => Math.abs(from / step - Math.round(from / step)) * step < 0.6);
  if (on(45) && directions.length >= 6) return 8;
  return on(22.5) ? 16 : 0;
}

/** The series nearest to the apex comes first when it stands there. */
function ownFirst(series: readonly Series[], apex: LngLat): Series[] {
  const off = ({ place: at }: Series): number =>
    Math.hypot((at.lng - apex.lng) * Math.cos((apex.lat * Math.PI) / 180), at.lat - apex.lat);
  return [...series].sort((a, b) => off(a) - off(b));
}
