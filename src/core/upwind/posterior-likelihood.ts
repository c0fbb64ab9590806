import { ringAt, type PolarGrid } from './posterior-grid.ts';
import type { StationEvidence } from './posterior-evidence.ts';

/** One station as the likelihood sees it: metres off the apex and its evidence per block. */
export interface Seen {
  readonly x: number;
  readonly y: number;
  readonly evidence: StationEvidence;
}

export interface LikelihoodOptions {
  /** How sharply the match in time (and between stations) counts; 8 with resolved wind, 1 with hourly wind. */
  readonly sharpness: number;
  /** Weight of the coupling itself: near and long under the plume. */
  readonly couplingWeight: number;
  /** Slack of the match: ρ² = 1 is never reached by real air. */
  readonly slack: number;
}

/** Likelihood per cell (largest 1) of stations that all stand at the apex, after smearing by the rotation kernel. */
export function likelihoodAtApex(
  grid: PolarGrid,
  fields: readonly Float64Array[],
  stations: readonly Seen[],
  kernel: Float64Array,
  options: LikelihoodOptions,
): Float64Array {
  const cells = grid.ringCount * grid.angles;
  const sums = emptySums(cells);
  for (const station of stations) {
    for (let t = 0; t < fields.length; t++) {
      const e = station.evidence.e[t]!;
      if (Number.isNaN(e)) continue;
      const field = fields[t]!;
      sums.squares += e * e;
      for (let cell = 0; cell < cells; cell++) {
        const coupling = field[cell]!;
        sums.coupling[cell]! += coupling;
        if (e > 0) sums.match[cell]! += e * Math.sqrt(coupling);
      }
    }
  }
  const log = logLikelihood(sums, stations.length, options);
  return turn(grid, exponentiate(log, maximum(log)), kernel);
}

/** The same for stations off the apex: every rotation of the wind moves each station's field round that station. */
export function likelihoodAround(
  grid: PolarGrid,
  fields: readonly Float64Array[],
  stations: readonly Seen[],
  kernel: Float64Array,
  stepDeg: number,
  reachDeg: number,
  options: LikelihoodOptions,
): Float64Array {
  const cells = grid.ringCount * grid.angles;
  const roots = fields.map((field) => field.map(Math.sqrt));
  const places = stations.map((station) => lookups(grid, station, cells));
  const steps = Math.round(reachDeg / stepDeg);
  const perStep = Math.round((stepDeg * grid.angles) / 360);
  const logs: { readonly log: Float64Array; readonly weight: number }[] = [];
  let top = -Infinity;
  for (let step = -steps; step <= steps; step++) {
    const shift = step * perStep;
    const weight = weightOf(kernel, shift, perStep, step === -steps, step === steps);
    if (weight < 1e-6) continue;
    const sums = emptySums(cells);
    stations.forEach((station, j) => addStation(sums, grid, fields, roots, station, places[j]!, shift));
    const log = logLikelihood(sums, stations.length, options);
    top = Math.max(top, maximum(log));
    logs.push({ log, weight });
  }
  const total = new Float64Array(cells);
  for (const { log, weight } of logs) {
    for (let cell = 0; cell < cells; cell++) total[cell]! += weight * Math.exp(log[cell]! - top);
  }
  return total;
}

/** Without concentrations: only where the air came from. */
export function likelihoodOfWind(
  grid: PolarGrid,
  fields: readonly Float64Array[],
  kernel: Float64Array,
  couplingWeight: number,
): Float64Array {
  const cells = grid.ringCount * grid.angles;
  const mean = new Float64Array(cells);
  for (const field of fields) {
    for (let cell = 0; cell < cells; cell++) mean[cell]! += field[cell]! / fields.length;
  }
  const floor = 1e-6 * maximum(mean) || Number.MIN_VALUE;
  return turn(
    grid,
    mean.map((value) => (value + floor) ** couplingWeight),
    kernel,
  );
}

interface Sums {
  readonly match: Float64Array;
  readonly coupling: Float64Array;
  squares: number;
}

function emptySums(cells: number): Sums {
  return { match: new Float64Array(cells), coupling: new Float64Array(cells), squares: 0 };
}

interface Lookup {
  /** Lookup cell of the unrotated field: ring base and angle; -1 beyond the field. */
  readonly base: Int32Array;
  readonly angle: Int32Array;
}

function lookups(grid: PolarGrid, station: Seen, cells: number): Lookup {
  const base = new Int32Array(cells);
  const angle = new Int32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const dx = grid.x[cell]! - station.x;
    const dy = grid.y[cell]! - station.y;
    const ring = ringAt(grid, Math.hypot(dx, dy));
    base[cell] = ring < grid.rings.length ? ring * grid.angles : -1;
    const turns = Math.atan2(dx, dy) / (2 * Math.PI);
    angle[cell] = Math.floor((turns + 1) * grid.angles) % grid.angles;
  }
  return { base, angle };
}

function addStation(
  sums: Sums,
  grid: PolarGrid,
  fields: readonly Float64Array[],
  roots: readonly Float64Array[],
  station: Seen,
  place: Lookup,
  shift: number,
): void {
  const { angles } = grid;
  const cells = sums.match.length;
  const at = new Int32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const base = place.base[cell]!;
    let angle = place.angle[cell]! - shift;
    if (angle < 0) angle += angles;
    else if (angle >= angles) angle -= angles;
    at[cell] = base < 0 ? -1 : base + angle;
  }
  for (let t = 0; t < fields.length; t++) {
    const e = station.evidence.e[t]!;
    if (Number.isNaN(e)) continue;
    sums.squares += e * e;
    const field = fields[t]!;
    const root = roots[t]!;
    for (let cell = 0; cell < cells; cell++) {
      const source = at[cell]!;
      if (source < 0) continue;
      sums.coupling[cell]! += field[source]!;
      sums.match[cell]! += e * root[source]!;
    }
  }
}

function logLikelihood(sums: Sums, stations: number, options: LikelihoodOptions): Float64Array {
  const floor = 1e-9 * maximum(sums.coupling) || Number.MIN_VALUE;
  const power = 0.5 * options.sharpness * Math.sqrt(stations);
  return sums.coupling.map((coupling, cell) => {
    const match = sums.match[cell]!;
    const fit = sums.squares > 0 ? (match * match) / (sums.squares * (coupling + floor)) : 0;
    return options.couplingWeight * Math.log(coupling + floor) - power * Math.log(1 + options.slack - fit);
  });
}

function turn(grid: PolarGrid, values: Float64Array, kernel: Float64Array): Float64Array {
  const { angles, ringCount } = grid;
  const out = new Float64Array(values.length);
  const used: number[] = [];
  kernel.forEach((weight, i) => {
    if (weight > 1e-7) used.push(i);
  });
  for (let ring = 0; ring < ringCount; ring++) {
    const base = ring * angles;
    for (const i of used) {
      const weight = kernel[i]!;
      for (let angle = 0; angle < angles; angle++) {
        const to = angle + i < angles ? angle + i : angle + i - angles;
        out[base + to]! += weight * values[base + angle]!;
      }
    }
  }
  return out;
}

/** Probability of one step of the rotation loop; the end steps carry the tails beyond them. */
function weightOf(
  kernel: Float64Array,
  shift: number,
  width: number,
  isFirst: boolean,
  isLast: boolean,
): number {
  const count = kernel.length;
  const half = (width - 1) / 2;
  const at = (offset: number): number => kernel[(((shift + offset) % count) + count) % count]!;
  let sum = 0;
  for (let offset = -Math.floor(half + 0.5); offset <= Math.floor(half + 0.5); offset++) {
    const edge = Math.abs(offset) > half ? 0.5 : 1;
    sum += edge * at(offset);
  }
  if (isFirst || isLast) {
    const direction = isFirst ? -1 : 1;
    for (let k = Math.ceil(width / 2); Math.abs(shift) + k < count / 2; k++) sum += at(direction * k);
  }
  return sum;
}

function exponentiate(log: Float64Array, top: number): Float64Array {
  return log.map((value) => Math.exp(value - top));
}

function maximum(values: Float64Array): number {
  let top = -Infinity;
  for (const value of values) if (value > top) top = value;
  return top;
}
