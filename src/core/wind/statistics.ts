import type { Series } from '../air/pollutants.ts';
import { bearing, type Bearing, type Instant } from '../units.ts';
import type { WindSample } from './wind-sample.ts';

export interface WindMean {
  /** Speed-weighted components, m/s, pointing where the wind goes TO: u east, v north. */
  readonly u: number;
  readonly v: number;
  readonly vectorSpeedMs: number;
  /** For dilution and gates: calm counts as its own speed. */
  readonly scalarSpeedMs: number;
  /** |vector mean| / scalar mean, 0…1; 0 when everything is calm. */
  readonly steadiness: number;
  /** Null when nothing in it has a direction. */
  readonly from: Bearing | null;
  readonly count: number;
  /** How many of them have a direction. */
  readonly directed: number;
}

export interface WeightedDirection {
  readonly from: Bearing;
  /** Yamartino's σθ on the same weights, rad. */
  readonly sigmaRad: number;
  /** Number of concentrations that carried weight. */
  readonly count: number;
}

const RAD = Math.PI / 180;
const MINUTE = 60_000;

/** Speed-weighted vector mean, scalar mean and steadiness of a set of winds; null for an empty set. */
export function windMean(samples: readonly WindSample[]): WindMean | null {
  if (samples.length === 0) return null;
  let u = 0;
  let v = 0;
  let speed = 0;
  let directed = 0;
  for (const sample of samples) {
    speed += sample.speedMs;
    if (sample.from === null) continue;
    directed++;
    u -= sample.speedMs * Math.sin(sample.from * RAD);
    v -= sample.speedMs * Math.cos(sample.from * RAD);
  }
  const n = samples.length;
  const vector = Math.sqrt(u * u + v * v) / n;
  const scalar = speed / n;
  return {
    u: u / n,
    v: v / n,
    vectorSpeedMs: vector,
    scalarSpeedMs: scalar,
    steadiness: scalar > 0 ? Math.min(1, vector / scalar) : 0,
    from: vector > 1e-9 ? fromComponents(u, v) : null,
    count: n,
    directed,
  };
}

/** Where a wind with components u (east), v (north) comes from: θ = atan2(-u, -v). */
export function fromComponents(u: number, v: number): Bearing {
  return bearing(Math.atan2(-u, -v) / RAD);
}

/** Mean of directions as unit vectors, optionally weighted; null when empty or they cancel out. */
export function meanDirection(from: readonly number[], weights?: readonly number[]): Bearing | null {
  const { a, b } = unitMeans(from, weights);
  return a * a + b * b > 1e-18 ? bearing(Math.atan2(a, b) / RAD) : null;
}

/**
 * σθ in rad by Yamartino's one-pass estimate, 0…(1.1547·π/2), optionally weighted; 0 for fewer than two directions.
 * Source: Yamartino 1984, J. Clim. Appl. Meteor. 23:1362.
 */
export function yamartino(from: readonly number[], weights?: readonly number[]): number {
  if (from.length < 2) return 0;
  const { a, b } = unitMeans(from, weights);
  const epsilon = Math.sqrt(Math.max(0, 1 - (a * a + b * b)));
  return Math.asin(Math.min(1, epsilon)) * (1 + 0.1547 * epsilon ** 3);
}

/** σθ in rad of each 15-minute block with ≥ 3 directions, pooled as √mean(σ²) (EPA-454/R-99-005 §6); null without such a block. */
export function pooledSigma(samples: readonly WindSample[], blockMin = 15): number | null {
  const blocks = new Map<number, number[]>();
  for (const sample of samples) {
    if (sample.from === null) continue;
    const block = Math.ceil(sample.at / (blockMin * MINUTE));
    const list = blocks.get(block);
    if (list) list.push(sample.from);
    else blocks.set(block, [sample.from]);
  }
  let sum = 0;
  let count = 0;
  for (const list of blocks.values()) {
    if (list.length < 3) continue;
    sum += yamartino(list) ** 2;
    count++;
  }
  return count > 0 ? Math.sqrt(sum / count) : null;
}

/** σθ in degrees of all directions in a set; null for fewer than three. */
export function sigmaThetaDeg(samples: readonly WindSample[]): number | null {
  const from: number[] = [];
  for (const sample of samples) if (sample.from !== null) from.push(sample.from);
  return from.length < 3 ? null : yamartino(from) / RAD;
}

/** σθ that the feed itself measured, degrees, pooled over a set as √mean(σ²) (EPA-454/R-99-005 §6); null where it measured none. */
export function measuredSigmaDeg(samples: readonly WindSample[]): number | null {
  let sum = 0;
  let count = 0;
  for (const { sigmaDeg } of samples) {
    if (sigmaDeg === undefined) continue;
    sum += sigmaDeg * sigmaDeg;
    count++;
  }
  return count > 0 ? Math.sqrt(sum / count) : null;
}

/** The q-quantile (0…1) with linear interpolation between ranks; NaN for an empty list. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) return NaN;
  // Typed arrays sort by value without calling back: fifty times faster in PocketBase's engine.
  const sorted = Float64Array.from(values).sort();
  const rank = Math.min(1, Math.max(0, q)) * (sorted.length - 1);
  const low = Math.floor(rank);
  const below = sorted[low]!;
  const above = sorted[Math.min(low + 1, sorted.length - 1)]!;
  return below + (above - below) * (rank - low);
}

/** Median minutes between neighbours; Infinity for fewer than two instants. */
export function medianStepMin(at: readonly Instant[]): number {
  if (at.length < 2) return Infinity;
  const steps: number[] = [];
  for (let i = 1; i < at.length; i++) steps.push(at[i]! - at[i - 1]!);
  return quantile(steps, 0.5) / MINUTE;
}

/**
 * Direction the pollution came from: θ_c = atan2(Σ e sinθ, Σ e cosθ), e = max(0, c − b), b = 10th percentile of the
 * 3 h before `at`; wind taken at each concentration's time. Null without concentrations ≤ 15 min apart, excess or direction.
 */
export function concentrationDirection(
  wind: readonly WindSample[],
  series: Series,
  at: Instant,
  windowMin: number,
): WeightedDirection | null {
  const from: number[] = [];
  const excess: number[] = [];
  for (const each of excesses(series, at, windowMin)) {
    const there = windAt(wind, each.t);
    if (!there || there.from === null) continue;
    from.push(there.from);
    excess.push(each.e);
  }
  const mean = from.length > 0 ? meanDirection(from, excess) : null;
  return mean === null ? null : { from: mean, sigmaRad: yamartino(from, excess), count: from.length };
}

/**
 * The wind that carried the rise, weighted as in `concentrationDirection`: scalar mean speed Σ e·s/Σ e and steadiness |Σ e·(u, v)|/Σ e·s.
 * A spike of calm minutes is calm however the rest of the window blew. Null without concentrations ≤ 15 min apart or excess.
 */
export function carryingWind(
  wind: readonly WindSample[],
  series: Series,
  at: Instant,
  windowMin: number,
): { readonly speedMs: number; readonly steadiness: number } | null {
  let weight = 0;
  let speed = 0;
  let u = 0;
  let v = 0;
  for (const { t, e } of excesses(series, at, windowMin)) {
    const there = windAt(wind, t);
    if (!there) continue;
    weight += e;
    speed += e * there.speedMs;
    u += e * there.u;
    v += e * there.v;
  }
  if (weight === 0) return null;
  return { speedMs: speed / weight, steadiness: speed > 0 ? Math.hypot(u, v) / speed : 0 };
}

/** Values of the window above the 10th percentile of the 3 h before `at`; none of a series more than 15 min apart. */
function excesses(series: Series, at: Instant, windowMin: number): { t: Instant; e: number }[] {
  const recent: number[] = [];
  const times: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < series.at.length; i++) {
    const t = series.at[i]!;
    const c = series.c[i];
    if (c === null || c === undefined || !Number.isFinite(c) || t > at || t <= at - 180 * MINUTE) continue;
    recent.push(c);
    if (t > at - windowMin * MINUTE) {
      times.push(t);
      values.push(c);
    }
  }
  if (times.length < 3 || medianStepMin(times) > 15) return [];
  const background = quantile(recent, 0.1);
  return times.flatMap((t, i) => (values[i]! > background ? [{ t, e: values[i]! - background }] : []));
}

/**
 * Wind at an instant: components linear between the neighbours, the nearest one beyond the ends; null for no samples.
 * A sample without direction counts with components 0. `from` is null when the components vanish. Samples oldest first.
 */
export function windAt(
  samples: readonly WindSample[],
  t: Instant,
): {
  readonly u: number;
  readonly v: number;
  readonly from: Bearing | null;
  readonly speedMs: number;
} | null {
  if (samples.length === 0) return null;
  let low = 0;
  let high = samples.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (samples[middle]!.at < t) low = middle + 1;
    else high = middle;
  }
  const after = samples[low]!;
  const before = samples[Math.max(0, low - 1)]!;
  const span = after.at - before.at;
  const share = span > 0 ? Math.min(1, Math.max(0, (t - before.at) / span)) : 1;
  const u = component(before, Math.sin) * (1 - share) + component(after, Math.sin) * share;
  const v = component(before, Math.cos) * (1 - share) + component(after, Math.cos) * share;
  const speedMs = before.speedMs * (1 - share) + after.speedMs * share;
  return { u, v, from: u * u + v * v > 1e-18 ? fromComponents(u, v) : null, speedMs };
}

function component(sample: WindSample, part: (rad: number) => number): number {
  return sample.from === null ? 0 : -sample.speedMs * part(sample.from * RAD);
}

function unitMeans(from: readonly number[], weights?: readonly number[]): { a: number; b: number } {
  let a = 0;
  let b = 0;
  let total = 0;
  for (let i = 0; i < from.length; i++) {
    const weight = weights ? weights[i]! : 1;
    a += weight * Math.sin(from[i]! * RAD);
    b += weight * Math.cos(from[i]! * RAD);
    total += weight;
  }
  return total > 0 ? { a: a / total, b: b / total } : { a: 0, b: 0 };
}
