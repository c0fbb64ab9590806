import { metres, type Instant } from '../units.ts';
import type { WindSample } from '../wind/wind-sample.ts';
import type { Series } from '../air/pollutants.ts';
import { medianStepMin } from '../wind/statistics.ts';
import { draxler } from './dispersion.ts';
import type { Shape, TrackPoint } from './zone.ts';

export interface CorridorOptions {
  /** Oldest first, reaching back beyond the window as far as there is any. */
  readonly wind: readonly WindSample[];
  readonly at: Instant;
  readonly windowMin: number;
  /** The station's own concentrations; null = every block counts. */
  readonly series: Series | null;
  /** Pooled 15-min σθ in rad. */
  readonly sigmaRad: number;
  readonly maxRadiusM: number;
  /** σ_rep in degrees; 10° on station. */
  readonly representativenessDeg?: number;
}

export const CORRIDOR_REPRESENTATIVENESS_DEG = 10;
const BLOCK_MIN = 10;
const STEP_S = 120;
/** Shortest block and most of them: a minute's wind is as fine as it comes. */
const SHORTEST_BLOCK_MIN = 1;
const MOST_BLOCKS = 60;
const STEPS_ACROSS = 5;
/** How far the air's direction strays within one wind point that lasts longer than the air's way. [P] */
const UNSEEN_DEG = 15;
const OLDEST_S = 5_400;
const Z = 1.5;
const RAD = Math.PI / 180;
const WIDEST_SIGMA_RAD = 15 * RAD;
const MINUTE = 60_000;

/**
 * L2: union of the discs along the air's ways back from the station, one per block of high concentration (10 min, less within a fence).
 * w = core + z·√((σθ₁₅·L·f)² + (L·tan σ_rep)²), core = min(100 m, 0.02·R_max); ends at R_max or 90 min (upwind.md §3).
 */
export function corridor(options: CorridorOptions): Extract<Shape, { kind: 'corridor' }> {
  const crossingS = crossingTime(options);
  const blockMin = blockMinutes(crossingS, options.windowMin);
  const starts = startTimes(options.series, options.at, options.windowMin, blockMin);
  const table = new WindTable(options.wind);
  const stepS = Math.min(STEP_S, Math.max(1, crossingS / STEPS_ACROSS));
  const known = options.representativenessDeg ?? CORRIDOR_REPRESENTATIVENESS_DEG;
  const representativenessDeg = Math.hypot(known, unseenDeg(crossingS, options));
  return {
    kind: 'corridor',
    radiusM: metres(options.maxRadiusM),
    tracks: starts.map((start) => backTrack(start, table, stepS, { ...options, representativenessDeg })),
  };
}

/** Share of all directions that a corridor covers at the radius that halves the circle's area, 0…1 in steps of 5°. */
export function corridorSpread({ tracks, radiusM }: Extract<Shape, { kind: 'corridor' }>): number {
  const bins = new Uint8Array(72);
  const middle = radiusM * Math.SQRT1_2;
  for (const track of tracks) {
    const there = track.find(({ x, y }) => x * x + y * y >= middle * middle) ?? track[track.length - 1]!;
    const r = Math.hypot(there.x, there.y);
    const half = r > there.halfWidthM ? Math.asin(there.halfWidthM / r) : Math.PI;
    const bearing = Math.atan2(there.x, there.y);
    const first = Math.round(((bearing - half) / (2 * Math.PI)) * bins.length);
    const last = Math.round(((bearing + half) / (2 * Math.PI)) * bins.length);
    for (let bin = first; bin < last; bin++) bins[((bin % bins.length) + bins.length) % bins.length] = 1;
  }
  return bins.reduce((sum, bin) => sum + bin, 0) / bins.length;
}

/** Seconds in which the window's mean wind crosses the circle; Infinity in calm. */
function crossingTime({ wind, at, windowMin, maxRadiusM }: CorridorOptions): number {
  let sum = 0;
  let n = 0;
  for (const sample of wind) {
    if (sample.at <= at - windowMin * MINUTE) continue;
    sum += sample.speedMs;
    n++;
  }
  return sum > 0 ? (maxRadiusM * n) / sum : Infinity;
}

/** Turning that the wind's points hide: none where the air needs longer than from one to the next. */
function unseenDeg(crossingS: number, { wind, at, windowMin }: CorridorOptions): number {
  const times = wind.map((sample) => sample.at).filter((t) => t > at - Math.max(windowMin, 30) * MINUTE);
  const stepS = medianStepMin(times) * 60;
  return Number.isFinite(stepS) ? UNSEEN_DEG * Math.sqrt(Math.max(0, 1 - crossingS / stepS)) : 0;
}

/** Ten minutes in a city; within a fence, where air is gone sooner, a block must not be longer than its way, or the wind's turns are missed. */
function blockMinutes(crossingS: number, windowMin: number): number {
  const shortest = Math.max(SHORTEST_BLOCK_MIN, windowMin / MOST_BLOCKS);
  return Math.min(BLOCK_MIN, Math.max(shortest, crossingS / 60));
}

/** Middles of the blocks (10 min) whose mean is at least half the highest; all blocks when no concentration is known. */
export function startTimes(
  series: Series | null,
  at: Instant,
  windowMin: number,
  blockMin: number = BLOCK_MIN,
): Instant[] {
  const blocks = Math.max(1, Math.ceil(windowMin / blockMin));
  const sum = new Float64Array(blocks);
  const count = new Int32Array(blocks);
  for (let i = 0; series && i < series.at.length; i++) {
    const c = series.c[i];
    const block = Math.floor((at - series.at[i]!) / (blockMin * MINUTE));
    if (c === null || c === undefined || !Number.isFinite(c) || block < 0 || block >= blocks) continue;
    sum[block]! += c;
    count[block]!++;
  }
  let highest = -Infinity;
  for (let b = 0; b < blocks; b++) if (count[b]! > 0) highest = Math.max(highest, sum[b]! / count[b]!);
  // Differences from a background may all be negative.
  const least = highest - Math.abs(highest) / 2;
  const starts: Instant[] = [];
  for (let b = blocks - 1; b >= 0; b--) {
    const high = count[b]! > 0 && sum[b]! / count[b]! >= least;
    if (highest === -Infinity || high) starts.push(at - (b + 0.5) * blockMin * MINUTE);
  }
  return starts;
}

/** One way back from the apex: p += s·Δt·(sinθ, cosθ), components linear in time; cut where it leaves R_max. */
function backTrack(start: Instant, table: WindTable, stepS: number, options: CorridorOptions): TrackPoint[] {
  const { maxRadiusM } = options;
  const core = Math.min(100, 0.02 * maxRadiusM);
  const sigma = Math.min(WIDEST_SIGMA_RAD, options.sigmaRad);
  const drift = Math.tan((options.representativenessDeg ?? CORRIDOR_REPRESENTATIVENESS_DEG) * RAD);
  const width = (length: number, ageS: number): number =>
    core + Z * Math.sqrt((sigma * length * draxler(ageS)) ** 2 + (length * drift) ** 2);
  const points: TrackPoint[] = [{ x: 0, y: 0, ageS: 0, halfWidthM: core }];
  let x = 0;
  let y = 0;
  let length = 0;
  for (let ageS = 0; ageS < OLDEST_S; ageS += stepS) {
    table.seek(start - (ageS + stepS / 2) * 1000);
    const dx = table.east * stepS;
    const dy = table.north * stepS;
    const step = Math.sqrt(dx * dx + dy * dy);
    const share = shareInside(x, y, dx, dy, maxRadiusM);
    x += dx * share;
    y += dy * share;
    length += step * share;
    const age = ageS + stepS * share;
    if (step > 0) points.push({ x, y, ageS: age, halfWidthM: width(length, age) });
    if (share < 1) break;
  }
  return points;
}

/** Components towards upwind, m/s, linear in time; beyond the ends the nearest sample; zero where nothing has a direction. */
class WindTable {
  private readonly t: Float64Array;
  private readonly e: Float64Array;
  private readonly n: Float64Array;
  private at = 0;
  east = 0;
  north = 0;

  constructor(wind: readonly WindSample[]) {
    this.t = Float64Array.from(wind, (sample) => sample.at);
    this.e = Float64Array.from(wind, (sample) => upwind(sample, Math.sin));
    this.n = Float64Array.from(wind, (sample) => upwind(sample, Math.cos));
  }

  seek(t: Instant): void {
    const last = this.t.length - 1;
    if (last < 0) return;
    while (this.at < last && this.t[this.at + 1]! <= t) this.at++;
    while (this.at > 0 && this.t[this.at]! > t) this.at--;
    const next = Math.min(last, this.at + 1);
    const span = this.t[next]! - this.t[this.at]!;
    const share = span > 0 ? Math.min(1, Math.max(0, (t - this.t[this.at]!) / span)) : 0;
    this.east = this.e[this.at]! * (1 - share) + this.e[next]! * share;
    this.north = this.n[this.at]! * (1 - share) + this.n[next]! * share;
  }
}

function upwind(sample: WindSample, part: (rad: number) => number): number {
  return sample.from === null ? 0 : sample.speedMs * part(sample.from * RAD);
}

/** Share of a step that stays within the circle of radius R: 1, or the root of |p + t·d| = R. */
function shareInside(x: number, y: number, dx: number, dy: number, radius: number): number {
  if ((x + dx) ** 2 + (y + dy) ** 2 <= radius * radius) return 1;
  const a = dx * dx + dy * dy;
  const b = x * dx + y * dy;
  const c = x * x + y * y - radius * radius;
  return Math.max(0, Math.min(1, (-b + Math.sqrt(Math.max(0, b * b - a * c))) / a));
}
