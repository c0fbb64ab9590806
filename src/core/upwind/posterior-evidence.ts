import type { Series } from '../air/pollutants.ts';
import type { ZoneInput } from './zone-input.ts';

/** What the stations saw, in blocks: the inversion compares its square root with the square root of the coupling. */
export interface Evidence {
  /** Blocks, newest last: start and end in seconds before the window's end (≤ 0). */
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly stations: readonly StationEvidence[];
}

export interface StationEvidence {
  readonly place: { readonly lng: number; readonly lat: number };
  /** √max(0, c − background) per block; NaN where nothing was measured. */
  readonly e: Float64Array;
  /** Mean concentration per block as measured; NaN where nothing was. */
  readonly mean: Float64Array;
}

/** Background: 10th percentile of the last 3 h. */
const BACKGROUND_SHARE = 0.1;
const BACKGROUND_S = 3 * 3600;
/** Clean air scatters above its 10th percentile: in a network that must not look like a faint plume everywhere. */
const NOISE_SHARE = 0.5;

/** Block means of all series in the window; null when no series has a value there. Block count: at most `most`. */
export function evidence(input: ZoneInput, most: number): Evidence | null {
  const windowS = input.windowMin * 60;
  const times = new Set<number>();
  let span = 0;
  const used: Series[] = [];
  for (const series of input.series) {
    let own = 0;
    for (let i = 0; i < series.at.length; i++) {
      const c = series.c[i];
      const t = (series.at[i]! - input.at) / 1000;
      if (!isValue(c) || t > 60 || t <= -windowS) continue;
      times.add(t);
      own++;
    }
    if (own === 0) continue;
    used.push(series);
    span = Math.max(span, spacing(series));
  }
  if (used.length === 0) return null;
  const { from, to } = blocks(
    [...times].sort((a, b) => a - b),
    span,
    windowS,
    most,
  );
  const floors = backgrounds(used, input.at, windowS);
  return {
    from,
    to,
    stations: used.map((series, j) => {
      const mean = blockMeans(series, input.at, from, to);
      // NaN stays NaN: Math.max passes it on.
      return { place: series.place, mean, e: mean.map((c) => Math.sqrt(Math.max(0, c - floors[j]!))) };
    }),
  };
}

function blocks(
  times: readonly number[],
  spanS: number,
  windowS: number,
  most: number,
): { from: Float64Array; to: Float64Array } {
  if (times.length <= most) {
    const to = Float64Array.from(times);
    return { from: to.map((t) => t - spanS), to };
  }
  const count = most;
  const size = windowS / count;
  const to = Float64Array.from({ length: count }, (_, i) => -windowS + (i + 1) * size);
  return { from: to.map((t) => t - size), to };
}

function blockMeans(series: Series, at: number, from: Float64Array, to: Float64Array): Float64Array {
  const sum = new Float64Array(to.length);
  const n = new Uint32Array(to.length);
  const last = to.length - 1;
  for (let i = 0; i < series.at.length; i++) {
    const c = series.c[i];
    const t = (series.at[i]! - at) / 1000;
    if (!isValue(c) || t > 60) continue;
    let block = last;
    while (block > 0 && t <= to[block - 1]! + 0.5) block--;
    if (t <= from[block]! - 0.5 || t > to[block]! + 60) continue;
    sum[block]! += c;
    n[block]!++;
  }
  return sum.map((total, block) => (n[block] === 0 ? Number.NaN : total / n[block]!));
}

/**
 * One background per station. A station's own 10th percentile is blind to a plume that never leaves it, and a
 * single value has no percentile: where three or more stations report, the lower of its own and the stations' median counts.
 */
function backgrounds(used: readonly Series[], at: number, windowS: number): number[] {
  const own = used.map((series) => {
    const values = recent(series, at, Math.max(BACKGROUND_S, windowS));
    return percentile(values, BACKGROUND_SHARE);
  });
  if (used.length < 3) return own;
  const middle = percentile([...own], 0.5);
  return own.map((value, j) => {
    const values = recent(used[j]!, at, Math.max(BACKGROUND_S, windowS));
    return Math.min(value, middle) + NOISE_SHARE * jitter(values);
  });
}

/** Standard error of a sensor in clean air, from the smaller steps between neighbours: p25 |Δ| = 0.3186·√2·σ. */
function jitter(values: readonly number[]): number {
  if (values.length < 8) return 0;
  const steps = values.slice(1).map((value, i) => Math.abs(value - values[i]!));
  return percentile(steps, 0.25) / 0.4506;
}

function recent(series: Series, at: number, spanS: number): number[] {
  const values: number[] = [];
  for (let i = 0; i < series.at.length; i++) {
    const c = series.c[i];
    const age = (at - series.at[i]!) / 1000;
    if (isValue(c) && age >= -60 && age <= spanS) values.push(c);
  }
  return values;
}

/** Linear between the sorted values; the array is sorted in place. */
export function percentile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  const place = share * (values.length - 1);
  const low = Math.floor(place);
  const a = values[low] ?? 0;
  const b = values[Math.min(values.length - 1, low + 1)] ?? a;
  return a + (place - low) * (b - a);
}

/** Median spacing of a series in seconds, at most an hour; 600 for a single value. */
function spacing(series: Series): number {
  const gaps: number[] = [];
  for (let i = 1; i < series.at.length; i++) {
    const gap = (series.at[i]! - series.at[i - 1]!) / 1000;
    if (gap > 0) gaps.push(gap);
  }
  gaps.sort((a, b) => a - b);
  return Math.min(3600, gaps[gaps.length >> 1] ?? 600);
}

function isValue(c: number | null | undefined): c is number {
  return c !== null && c !== undefined && Number.isFinite(c);
}
