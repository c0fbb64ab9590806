import type { Series } from '../air/pollutants.ts';
import { HOUR_MS } from '../china-time.ts';
import { bearingBetween, distance, turn } from '../geo.ts';
import { message, type Message } from '../message.ts';
import type { Bearing, Instant } from '../units.ts';
import { coupling } from './coupling.ts';
import { percentile } from './posterior-evidence.ts';
import type { ZoneInput } from './zone-input.ts';
import type { Candidate } from './zone.ts';

export interface JointScore {
  readonly id: string;
  /** Explained excess (Σ e·K)²/ΣK²; comparable between candidates of one input only. */
  readonly j: number;
  /** j·π·E·A·priority. */
  readonly score: number;
}

/** Where a rise comes from, as far as several stations tell. */
export interface Transport {
  readonly kind: 'regional' | 'inherited' | 'local' | 'unknown';
  /** Share of the stations that rose alike within the hour. */
  readonly share: number;
  readonly reason: Message;
}

const BACKGROUND_SHARE = 0.2;
const REGIONAL_SHARE = 0.8;
const LEAST_STATIONS = 4;
/** A rise counts from 15 % of the hour before. */
const LEAST_RISE = 0.15;
const NEIGHBOUR_M = 30_000;

/**
 * L4: ranks candidates by what several stations saw together, best first. A station that stayed clean under a candidate's
 * plume counts against it. Background per block = 20th percentile across stations (own 10th percentile below three).
 * Empty without wind or concentrations.
 */
export function rankJointly(input: ZoneInput, candidates: readonly Candidate[]): JointScore[] {
  const found = coupling(input, candidates);
  if (found === null) return [];
  const { stations, to } = found.evidence;
  const backgrounds = Array.from(to, (_, block) =>
    percentile(
      stations.map((station) => station.mean[block]!).filter((c) => !Number.isNaN(c)),
      BACKGROUND_SHARE,
    ),
  );
  const excess = (j: number, block: number): number => {
    const station = stations[j]!;
    if (stations.length < 3) return station.e[block]! ** 2;
    return Math.max(0, station.mean[block]! - backgrounds[block]!);
  };
  return candidates
    .map((candidate, i): JointScore => {
      let match = 0;
      let felt = 0;
      found.k.forEach((blocks, j) =>
        blocks.forEach((row, block) => {
          const e = excess(j, block);
          if (Number.isNaN(e)) return;
          match += e * row[i]!;
          felt += row[i]! * row[i]!;
        }),
      );
      const j = felt > 0 ? (match * match) / felt : 0;
      return {
        id: candidate.id,
        j,
        score: j * candidate.record * candidate.emission * candidate.activity * candidate.priority,
      };
    })
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/**
 * Tells regional transport (≥ 80 % of at least four stations rose alike within the hour: no precise strike) and an inherited
 * rise (the upwind neighbour rose the hour before) from a local one. The first series is the station that asks.
 */
export function transport(series: readonly Series[], at: Instant, from: Bearing | null): Transport {
  const own = series[0];
  if (own === undefined) return unknown();
  const rises = series.map((each) => rise(each, at)).filter((each) => each !== null);
  const ownRise = rise(own, at);
  if (rises.length < LEAST_STATIONS || ownRise === null) {
    return inherited(series, at, from, ownRise) ?? unknown();
  }
  const risen = rises.filter((each) => each.by >= LEAST_RISE * each.before).map((each) => each.by);
  const middle = percentile([...risen], 0.5);
  const alike = risen.filter((by) => by >= 0.5 * middle && by <= 2 * middle).length;
  const share = alike / rises.length;
  if (share >= REGIONAL_SHARE && ownRise.by <= 2 * middle) {
    const percent = Math.round(100 * share);
    return { kind: 'regional', share, reason: message('upwind_reason_regional_transport', { percent }) };
  }
  return (
    inherited(series, at, from, ownRise) ?? {
      kind: 'local',
      share,
      reason: message('upwind_reason_local_rise'),
    }
  );
}

interface Rise {
  readonly before: number;
  readonly by: number;
}

/** Mean of the hour that ends at `at` less the mean of the hour before; null when either is missing. */
function rise(series: Series, at: Instant): Rise | null {
  const now = hourMean(series, at);
  const before = hourMean(series, at - HOUR_MS);
  return now === null || before === null ? null : { before: Math.max(0, before), by: now - before };
}

function inherited(
  series: readonly Series[],
  at: Instant,
  from: Bearing | null,
  ownRise: Rise | null,
): Transport | null {
  const own = series[0];
  if (own === undefined || from === null || ownRise === null || !(ownRise.by > 0)) return null;
  for (const other of series.slice(1)) {
    if (distance(own.place, other.place) > NEIGHBOUR_M) continue;
    if (Math.abs(turn(from, bearingBetween(own.place, other.place))) > 45) continue;
    const earlier = rise(other, at - HOUR_MS);
    if (earlier === null || earlier.by < Math.max(0.5 * ownRise.by, LEAST_RISE * earlier.before)) continue;
    return { kind: 'inherited', share: 0, reason: message('upwind_reason_inherited') };
  }
  return null;
}

function hourMean(series: Series, end: Instant): number | null {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < series.at.length; i++) {
    const c = series.c[i];
    const t = series.at[i]!;
    if (t > end - HOUR_MS && t <= end && c !== null && c !== undefined && Number.isFinite(c)) {
      sum += c;
      n++;
    }
  }
  return n > 0 ? sum / n : null;
}

function unknown(): Transport {
  return { kind: 'unknown', share: 0, reason: message('upwind_reason_too_few_stations') };
}
