import { message, type Message } from '../message.ts';
import type { LngLat } from '../units.ts';
import { compassIndex } from '../wind/direction.ts';
import { contains } from './contains.ts';
import type { Zone } from './zone.ts';
import { zoneAreaM2 } from './zone-area.ts';

/** What came of the search in a zone. */
export const ZONE_OUTCOMES = ['found', 'not_found', 'station_fell', 'regional', 'superseded'] as const;
export type ZoneOutcome = (typeof ZONE_OUTCOMES)[number];

export interface ZoneScore {
  readonly outcome: ZoneOutcome;
  /** Null when it does not count: the station fell, regional transport, or another zone took its place. */
  readonly hit: boolean | null;
  /** Probability that a zone thrown anywhere into the circle would have held the source, 0…1. */
  readonly chance: number;
  readonly message: Message;
}

/** A scored zone where hit rates are kept: per station, and per 16-point sector of its axis. */
export interface ScoredZone {
  readonly station: string;
  /** Null for calm. */
  readonly axis: number | null;
  readonly hit: boolean | null;
  readonly chance: number;
}

export interface HitRate {
  readonly hits: number;
  readonly scored: number;
  /** NaN when nothing is scored. */
  readonly rate: number;
  /** Wilson's 95 % interval; 0…1 when nothing is scored. */
  readonly low: number;
  readonly high: number;
  /** Hits that chance alone would have made. */
  readonly chanceHits: number;
  /** Whether the whole interval lies above chance. */
  readonly betterThanChance: boolean;
}

/** Scores a frozen zone: a hit when a confirmed source lies inside. `sources` are the confirmed ones; found without any is a miss. */
export function scoreZone(
  zone: Zone,
  outcome: ZoneOutcome,
  sources: readonly LngLat[],
  chance: number,
): ZoneScore {
  switch (outcome) {
    case 'station_fell':
      return { outcome, hit: null, chance, message: message('upwind_outcome_station_fell') };
    case 'regional':
      return { outcome, hit: null, chance, message: message('upwind_outcome_regional') };
    case 'superseded':
      return { outcome, hit: null, chance, message: message('upwind_outcome_superseded') };
    case 'not_found':
      return { outcome, hit: false, chance, message: message('upwind_outcome_not_found') };
    case 'found': {
      const hit = sources.some((source) => contains(zone, source));
      return {
        outcome,
        hit,
        chance,
        message: message(hit ? 'upwind_outcome_hit' : 'upwind_outcome_outside'),
      };
    }
  }
}

/** Chance by area: zone ÷ circle of the reach it was allowed, at most 1; 0 for an empty circle. */
export function chanceByArea(zone: Zone, reachM: number): number {
  return reachM > 0 ? Math.min(1, zoneAreaM2(zone.shape) / (Math.PI * reachM ** 2)) : 0;
}

/** Running hit rate of a set of zones; those that do not count are left out. */
export function hitRate(zones: readonly ScoredZone[]): HitRate {
  let hits = 0;
  let scored = 0;
  let chanceHits = 0;
  for (const { hit, chance } of zones) {
    if (hit === null) continue;
    scored++;
    chanceHits += chance;
    if (hit) hits++;
  }
  const { low, high } = wilson(hits, scored);
  return {
    hits,
    scored,
    rate: scored > 0 ? hits / scored : NaN,
    low,
    high,
    chanceHits,
    betterThanChance: scored > 0 && low > chanceHits / scored,
  };
}

/** Hit rates per station and, within it, per 16-point sector of the axis (index 0 = N); calm counts for the station only. */
export function hitRatesByStation(
  zones: readonly ScoredZone[],
): Map<string, { all: HitRate; sectors: readonly HitRate[] }> {
  const groups = new Map<string, ScoredZone[]>();
  for (const zone of zones) {
    const group = groups.get(zone.station);
    if (group) group.push(zone);
    else groups.set(zone.station, [zone]);
  }
  const rates = new Map<string, { all: HitRate; sectors: readonly HitRate[] }>();
  for (const [station, group] of groups) {
    const sectors = Array.from({ length: 16 }, (_, i) =>
      hitRate(group.filter(({ axis }) => axis !== null && compassIndex(axis) === i)),
    );
    rates.set(station, { all: hitRate(group), sectors });
  }
  return rates;
}

/** The honest sentence: hits, chance, and "no better than chance here" where that is so. */
export function explainHitRate(rate: HitRate): Message {
  const { hits, scored } = rate;
  if (scored === 0) return message('upwind_hit_rate_none');
  if (!rate.betterThanChance) return message('upwind_hit_rate_chance', { hits, scored });
  return message('upwind_hit_rate', { hits, scored, chance: Math.round(rate.chanceHits * 10) / 10 });
}

/** Wilson's score interval for k of n at 95 % (Wilson 1927, JASA 22:209); [0, 1] for n = 0. */
export function wilson(k: number, n: number, z = 1.959964): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const p = k / n;
  const z2 = z * z;
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  // At the ends the bounds are exact; rounding would leave 1e-17.
  return { low: k === 0 ? 0 : Math.max(0, middle - half), high: k === n ? 1 : Math.min(1, middle + half) };
}
