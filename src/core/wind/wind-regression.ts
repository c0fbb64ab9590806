import type { Instant } from '../units.ts';

/** Mean wind of a clock hour, m/s: u east, v north, where it goes TO; calm is 0, 0. `at` ends the hour. */
export interface WindHour {
  readonly at: Instant;
  readonly u: number;
  readonly v: number;
  readonly speedMs: number;
}

/** Hours of one place. */
export interface WindHours {
  readonly station: string;
  readonly hours: readonly WindHour[];
}

/**
 * How a station's wind went with its neighbours': first and second moments of u and v over hours that all of them have, so that
 * the regression on any part of the neighbours follows from it. Plain numbers: kept and sent as JSON.
 */
export interface WindFit {
  readonly station: string;
  /** Paired hours. */
  readonly hours: number;
  /** Nearest first. */
  readonly neighbours: readonly string[];
  /** u and v of each neighbour in turn, then of the station, m/s. */
  readonly means: readonly number[];
  /** Lower triangle of their covariances, row by row, m²/s². */
  readonly covariances: readonly number[];
  /** Mean speed of each neighbour, then of the station, m/s. */
  readonly speeds: readonly number[];
}

/** A wind put together from those of others. */
export interface RegressedWind {
  readonly u: number;
  readonly v: number;
}

/** Fewer hours than these (20 days) are one weather. */
export const FIT_HOURS = 480;
const MOST_NEIGHBOURS = 8;
/** Hours follow each other: so many are asked for every neighbour. */
const HOURS_PER_NEIGHBOUR = 120;
/** Share of the mean variance put on the diagonal: neighbours blow alike, and their difference must not decide. */
const RIDGE = 0.01;

/**
 * Learns u,v ~ 1 + Σ neighbours' u,v (upwind.md §1) from hours of the station's own wind and of its neighbours', nearest first.
 * Identical series count once. Null with fewer than FIT_HOURS hours that the station shares with any of them.
 */
export function fitWind(own: WindHours, neighbours: readonly WindHours[]): WindFit | null {
  const at = new Set(own.hours.map((hour) => hour.at));
  let used = distinct(neighbours)
    .map(({ station, hours }) => ({ station, hours: byTime(hours.filter((each) => at.has(each.at))) }))
    .filter((each) => each.hours.size >= FIT_HOURS)
    .slice(0, MOST_NEIGHBOURS);
  for (;;) {
    if (used.length === 0) return null;
    const rows = own.hours.filter((hour) => used.every((each) => each.hours.has(hour.at)));
    if (rows.length >= Math.max(FIT_HOURS, used.length * HOURS_PER_NEIGHBOUR))
      return moments(
        own.station,
        used.map((each) => each.station),
        rows.map((row) => [...used.map((each) => each.hours.get(row.at)!), row]),
      );
    const fewest = Math.min(...used.map((each) => each.hours.size));
    // The shortest goes; of equally long ones the furthest.
    const gone = used.findLastIndex((each) => each.hours.size === fewest);
    used = used.filter((_, index) => index !== gone);
  }
}

/**
 * The regression on those neighbours of a fit that have a wind now: a function from their u and v, in the order of `present`,
 * to the station's. Null when none of them is in the fit.
 */
export function windRegression(
  fit: WindFit,
  present: readonly string[],
): ((winds: readonly RegressedWind[]) => RegressedWind) | null {
  const places = present.map((station) => fit.neighbours.indexOf(station));
  if (places.length === 0 || places.some((place) => place < 0)) return null;
  const columns = places.flatMap((place) => [2 * place, 2 * place + 1]);
  const own = 2 * fit.neighbours.length;
  const square = columns.map((a) => columns.map((b) => covariance(fit, a, b)));
  const ridge =
    (RIDGE * columns.reduce((sum, each) => sum + covariance(fit, each, each), 0)) / columns.length;
  square.forEach((row, i) => (row[i]! += Math.max(ridge, 1e-9)));
  const lower = cholesky(square);
  const east = solve(
    lower,
    columns.map((each) => covariance(fit, own, each)),
  );
  const north = solve(
    lower,
    columns.map((each) => covariance(fit, own + 1, each)),
  );
  return (winds) => {
    let u = fit.means[own]!;
    let v = fit.means[own + 1]!;
    columns.forEach((column, i) => {
      const wind = winds[i >> 1]!;
      const off = (i % 2 === 0 ? wind.u : wind.v) - fit.means[column]!;
      u += east[i]! * off;
      v += north[i]! * off;
    });
    return { u, v };
  };
}

/** Keeps the first of series that agree in every hour they share (≥ 6): one weather record under several names. */
function distinct(series: readonly WindHours[]): WindHours[] {
  const kept: { one: WindHours; hours: ReadonlyMap<Instant, WindHour> }[] = [];
  for (const one of series) {
    const twin = kept.some(({ hours }) => {
      let shared = 0;
      for (const hour of one.hours) {
        const other = hours.get(hour.at);
        if (!other) continue;
        if (other.u !== hour.u || other.v !== hour.v || other.speedMs !== hour.speedMs) return false;
        shared++;
      }
      return shared >= 6;
    });
    if (!twin) kept.push({ one, hours: byTime(one.hours) });
  }
  return kept.map((each) => each.one);
}

function byTime(hours: readonly WindHour[]): Map<Instant, WindHour> {
  return new Map(hours.map((hour) => [hour.at, hour]));
}

function moments(
  station: string,
  neighbours: readonly string[],
  rows: readonly (readonly WindHour[])[],
): WindFit {
  const places = neighbours.length + 1;
  const size = 2 * places;
  const sums = new Float64Array(size);
  const products = new Float64Array(size * size);
  const speeds = new Float64Array(places);
  const row = new Float64Array(size);
  for (const hours of rows) {
    for (let i = 0; i < places; i++) {
      const hour = hours[i]!;
      row[2 * i] = hour.u;
      row[2 * i + 1] = hour.v;
      speeds[i]! += hour.speedMs;
    }
    for (let i = 0; i < size; i++) {
      const value = row[i]!;
      sums[i]! += value;
      for (let j = 0; j <= i; j++) products[i * size + j]! += value * row[j]!;
    }
  }
  const n = rows.length;
  const covariances: number[] = [];
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++)
      covariances.push(short(products[i * size + j]! / n - (sums[i]! / n) * (sums[j]! / n)));
  return {
    station,
    hours: n,
    neighbours,
    means: Array.from(sums, (each) => short(each / n)),
    covariances,
    speeds: Array.from(speeds, (each) => short(each / n)),
  };
}

function covariance({ covariances }: WindFit, a: number, b: number): number {
  const [row, column] = a >= b ? [a, b] : [b, a];
  return covariances[(row * (row + 1)) / 2 + column] ?? 0;
}

/** L of a = L·Lᵀ for a symmetric positive matrix; what rounding makes negative counts as nearly nothing. */
function cholesky(a: readonly (readonly number[])[]): number[][] {
  const lower: number[][] = [];
  a.forEach((from, i) => {
    const row: number[] = [];
    for (let j = 0; j <= i; j++) {
      let sum = from[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * (j === i ? row[k]! : lower[j]![k]!);
      row.push(j === i ? Math.sqrt(Math.max(sum, 1e-9)) : sum / lower[j]![j]!);
    }
    lower.push(row);
  });
  return lower;
}

function solve(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const y: number[] = [];
  for (let i = 0; i < n; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i]![k]! * y[k]!;
    y.push(sum / lower[i]![i]!);
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k]![i]! * x[k]!;
    x[i] = sum / lower[i]![i]!;
  }
  return x;
}

function short(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
