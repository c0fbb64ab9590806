import type { WindSample } from '../wind/wind-sample.ts';

/** Wind as typed arrays, oldest first: seconds before the window's end (negative), and the vector that points UPWIND. */
export interface WindTable {
  readonly t: Float64Array;
  readonly east: Float64Array;
  readonly north: Float64Array;
  /** Median spacing in seconds; 3,600 for a single point. */
  readonly stepS: number;
  /** Scalar mean speed over the window, m/s. */
  readonly meanSpeed: number;
  /** Points inside the window. */
  readonly inWindow: number;
  /** Root mean square of the direction changes between neighbours in the last six hours, degrees. */
  readonly turnDeg: number;
  /** Age of the newest point at the window's end, seconds. */
  readonly ageS: number;
}

/** Table of the wind up to `at`; null without any sample. Calm and variable samples are a zero vector, never a direction. */
export function windTable(wind: readonly WindSample[], at: number, windowMin: number): WindTable | null {
  const known = wind.filter((sample) => Number.isFinite(sample.speedMs) && sample.at <= at + 60_000);
  if (known.length === 0) return null;
  const n = known.length;
  const t = new Float64Array(n);
  const east = new Float64Array(n);
  const north = new Float64Array(n);
  const gaps: number[] = [];
  let sum = 0;
  let inWindow = 0;
  known.forEach((sample, i) => {
    t[i] = (sample.at - at) / 1000;
    if (sample.from !== null) {
      const theta = (sample.from * Math.PI) / 180;
      east[i] = sample.speedMs * Math.sin(theta);
      north[i] = sample.speedMs * Math.cos(theta);
    }
    if (i > 0 && t[i]! > t[i - 1]!) gaps.push(t[i]! - t[i - 1]!);
    if (t[i]! >= -windowMin * 60) {
      inWindow++;
      sum += sample.speedMs;
    }
  });
  gaps.sort((a, b) => a - b);
  return {
    t,
    east,
    north,
    stepS: gaps[gaps.length >> 1] ?? 3600,
    meanSpeed: inWindow > 0 ? sum / inWindow : known[n - 1]!.speedMs,
    inWindow,
    turnDeg: turning(known, at),
    ageS: Math.max(0, -t[n - 1]!),
  };
}

/** Writes the upwind vector at second `t` into `out`, linear in the components; held constant before and after the data. */
export function windAt(table: WindTable, t: number, out: Float64Array): void {
  const times = table.t;
  const last = times.length - 1;
  let i = last;
  if (t <= times[0]!) i = 0;
  else if (t < times[last]!) {
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= t) low = middle;
      else high = middle;
    }
    const span = times[high]! - times[low]!;
    const w = span > 0 ? (t - times[low]!) / span : 0;
    out[0] = table.east[low]! + w * (table.east[high]! - table.east[low]!);
    out[1] = table.north[low]! + w * (table.north[high]! - table.north[low]!);
    return;
  }
  out[0] = table.east[i]!;
  out[1] = table.north[i]!;
}

function turning(wind: readonly WindSample[], at: number): number {
  let sum = 0;
  let n = 0;
  for (let i = 1; i < wind.length; i++) {
    const a = wind[i - 1]!;
    const b = wind[i]!;
    if (at - b.at > 6 * 3_600_000 || a.from === null || b.from === null) continue;
    const change = ((((b.from - a.from) % 360) + 540) % 360) - 180;
    sum += change * change;
    n++;
  }
  return n > 0 ? Math.sqrt(sum / n) : 0;
}
