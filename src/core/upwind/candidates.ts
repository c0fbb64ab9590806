import { insideArea, type AreaGeometry } from '../geo.ts';
import { chinaTime } from '../china-time.ts';
import type { Pollutant } from '../air/pollutants.ts';
import type { SourceKind, SourceState } from '../sources/source-kinds.ts';
import type { Instant, LngLat } from '../units.ts';
import type { Candidate } from './zone.ts';

/** What a register knows of a source when it is asked whether it could be the one. */
export interface SourceFacts extends LngLat {
  readonly id: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
  /** Past checks, and how many of them found a problem. */
  readonly checks: number;
  readonly withProblem: number;
  /** Beijing hours in which it works, e.g. { from: 6, to: 22 }; over midnight when from > to; null = any. */
  readonly hours: { readonly from: number; readonly to: number } | null;
  /** Told to stop by a warning response or a ban that is in force. */
  readonly toldToStop: boolean;
  /** Earth is being moved, or bare soil lies open, as far as the register knows. */
  readonly open: boolean;
}

/** A key area and its key hours (重点区域重点时段); null area = everywhere, null hours = always. */
export interface Priority {
  readonly area: AreaGeometry | null;
  readonly hours: { readonly from: number; readonly to: number } | null;
  /** Factor on the score, > 1. */
  readonly weight: number;
}

export interface EmissionRow {
  readonly pm10: number;
  readonly pm25: number;
  /** SO₂, NO₂ and CO: fires, engines, kilns. */
  readonly gases: number;
  /** O₃ is made on the way: its precursors (VOC). */
  readonly vapours: number;
  /** Grows with the wind above 3 m/s: dust that the wind itself lifts. */
  readonly lifted: boolean;
}

export interface RankingSettings {
  readonly emission: Readonly<Record<SourceKind, EmissionRow>>;
  /** A of a source that should be closed or is out of its hours; never 0. */
  readonly idle: number;
  readonly priorities: readonly Priority[];
}

/** Product defaults; an office changes them in its settings. */
export const EMISSION: Readonly<Record<SourceKind, EmissionRow>> = {
  earthwork: row(1, 0.4, 0.1, 0, true),
  demolition: row(1, 0.4, 0.1, 0, true),
  site: row(0.7, 0.3, 0.1, 0.1, true),
  linear_works: row(0.8, 0.3, 0.1, 0, true),
  soil_yard: row(0.8, 0.25, 0, 0, true),
  bare_land: row(0.6, 0.2, 0, 0, true),
  batching_plant: row(0.5, 0.25, 0.1, 0, false),
  freight_yard: row(0.5, 0.2, 0.2, 0, true),
  road: row(0.3, 0.15, 0.3, 0.1, false),
  enterprise: row(0.4, 0.5, 0.7, 0.7, false),
  small_polluter: row(0.5, 0.6, 0.6, 0.6, false),
  restaurant: row(0.1, 0.5, 0.1, 0.2, false),
  market: row(0.15, 0.25, 0.1, 0.1, false),
  gas_station: row(0.05, 0.05, 0.1, 0.8, false),
  car_repair: row(0.1, 0.15, 0.1, 0.7, false),
  household_coal: row(0.4, 0.8, 0.8, 0.2, false),
  open_burning: row(0.9, 1, 0.8, 0.4, false),
  checkpoint: row(0.1, 0.1, 0.3, 0.1, false),
  unnamed: row(0.3, 0.3, 0.3, 0.3, false),
};

export const RANKING_SETTINGS: RankingSettings = { emission: EMISSION, idle: 0.1, priorities: [] };

/** A source as the ranking weighs it for one pollutant at one moment and mean wind (m/s; null = unknown). */
export function toCandidate(
  facts: SourceFacts,
  pollutant: Pollutant,
  at: Instant,
  speedMs: number | null,
  settings: RankingSettings = RANKING_SETTINGS,
): Candidate {
  return {
    id: facts.id,
    lng: facts.lng,
    lat: facts.lat,
    emission: emissionPotential(facts, pollutant, speedMs, settings),
    record: (facts.withProblem + 1) / (facts.checks + 2),
    activity: activity(facts, at, settings.idle),
    priority: priorityWeight(facts, at, settings.priorities),
  };
}

/** E: potential of the kind for the pollutant, 0…1; wind-lifted dust grows by 15 % per m/s above 3, covered ground counts half. */
export function emissionPotential(
  facts: Pick<SourceFacts, 'kind' | 'open'>,
  pollutant: Pollutant,
  speedMs: number | null,
  settings: RankingSettings = RANKING_SETTINGS,
): number {
  const own = settings.emission[facts.kind];
  const base = own[COLUMN[pollutant]];
  if (!own.lifted) return base;
  const wind = 1 + 0.15 * Math.min(4, Math.max(0, (speedMs ?? 0) - 3));
  return Math.min(1, base * wind * (facts.open ? 1 : 0.5));
}

/** Largest weight of the key areas and hours that hold here and now; 1 outside all of them. */
export function priorityWeight(place: LngLat, at: Instant, priorities: readonly Priority[]): number {
  const hour = chinaTime(at).hour;
  let weight = 1;
  for (const each of priorities) {
    if (each.weight <= weight || !during(each.hours, hour)) continue;
    if (each.area === null || insideArea(each.area, place)) weight = each.weight;
  }
  return weight;
}

const COLUMN = {
  pm10: 'pm10',
  pm25: 'pm25',
  so2: 'gases',
  no2: 'gases',
  co: 'gases',
  o3: 'vapours',
} as const satisfies Record<Pollutant, keyof EmissionRow>;

function activity(facts: SourceFacts, at: Instant, idle: number): number {
  if (facts.state !== 'active' || facts.toldToStop) return idle;
  return during(facts.hours, chinaTime(at).hour) ? 1 : idle;
}

function during(hours: { readonly from: number; readonly to: number } | null, hour: number): boolean {
  if (hours === null || hours.from === hours.to) return true;
  return hours.from < hours.to
    ? hour >= hours.from && hour < hours.to
    : hour >= hours.from || hour < hours.to;
}

function row(pm10: number, pm25: number, gases: number, vapours: number, lifted: boolean): EmissionRow {
  return { pm10, pm25, gases, vapours, lifted };
}
