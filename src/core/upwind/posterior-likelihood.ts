import { ringAt, type PolarGrid } from './posterior-grid.ts';
import type { StationEvidence } from './posterior-evidence.ts';

/** One station as the likelihood sees it: metres off the apex and its evidence per block. */
export interface Seen {
  readonly x: number;
  readonly y: number;
  readonly evidence: StationEvidence;
}

export interface LikelihoodOptions {
  /** ν, how sharply the match in time (and between stations) counts: POSTERIOR has 8 with resolved wind, 2 with coarse, 4 with coarse wind and several stations. */
  readonly sharpness: number;
  /** Weight of the coupling itself: near and long under the plume. */
  readonly couplingWeight: number;
  /** Slack of the match: ρ² = 1 is never reached by real air. */
  readonly slack: number;
  readonly stationsCounted: number;
}

/** Likelihood per cell, up to a factor, of stations that all stand at the apex, after smearing by the rotation kernel. */
export function likelihoodAtApex(
  grid: PolarGrid,
  fields: readonly Float64Array[],
  stations: readonly Seen[],
  kernel: Float64Array,
  options: LikelihoodOptions,
): Float64Array {
  const cells = grid.ringCount * grid.angles;
  const sums = emptySums(cells);
  for (const { evidence } of stations) addAtApex(sums, fields, evidence.e);
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
  const roots = interleave(fields);
  const felt = stations.map((station) => total(fields, station.evidence.e));
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
    stations.forEach((station, j) => addStation(sums, grid, roots, felt[j]!, station, places[j]!, shift));
    const log = logLikelihood(sums, stations.length, options);
    top = Math.max(top, maximum(log));
    logs.push({ log, weight });
  }
  const sum = new Float64Array(cells);
  for (const { log, weight } of logs) {
    for (let cell = 0; cell < cells; cell++) sum[cell]! += weight * Math.exp(log[cell]! - top);
  }
  return sum;
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

function lookups(grid: PolarGrid, station: Pick<Seen, 'x' | 'y'>, cells: number): Lookup {
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

/** √K with the blocks of a cell side by side, so that a cell's match is one run through memory. */
function interleave(fields: readonly Float64Array[]): Float64Array {
  const blocks = fields.length;
  const roots = new Float64Array(blocks * fields[0]!.length);
  fields.forEach((field, t) => {
    for (let cell = 0; cell < field.length; cell++) {
      if (field[cell]! > 0) roots[cell * blocks + t] = Math.sqrt(field[cell]!);
    }
  });
  return roots;
}

/** ΣK over the blocks in which the station measured. */
function total(fields: readonly Float64Array[], e: Float64Array): Float64Array {
  const sum = new Float64Array(fields[0]!.length);
  fields.forEach((field, t) => {
    if (Number.isNaN(e[t]!)) return;
    for (let cell = 0; cell < field.length; cell++) sum[cell]! += field[cell]!;
  });
  return sum;
}

function addStation(
  sums: Sums,
  grid: PolarGrid,
  roots: Float64Array,
  felt: Float64Array,
  station: Seen,
  place: Lookup,
  shift: number,
): void {
  const { angles } = grid;
  const { match, coupling } = sums;
  const { base, angle } = place;
  const blocks = station.evidence.e.length;
  const e = station.evidence.e.map((value) => (Number.isNaN(value) ? 0 : value));
  for (let t = 0; t < blocks; t++) sums.squares += e[t]! * e[t]!;
  for (let cell = 0; cell < match.length; cell++) {
    if (base[cell]! < 0) continue;
    let turned = angle[cell]! - shift;
    if (turned < 0) turned += angles;
    else if (turned >= angles) turned -= angles;
    const source = base[cell]! + turned;
    const k = felt[source]!;
    if (k === 0) continue;
    coupling[cell]! += k;
    let sum = 0;
    for (let t = 0, i = source * blocks; t < blocks; t++, i++) sum += e[t]! * roots[i]!;
    match[cell]! += sum;
  }
}

/** A station at the apex reads its own fields: no lookup, and most cells of a block lie outside its plume. */
function addAtApex(sums: Sums, fields: readonly Float64Array[], e: Float64Array): void {
  const { match, coupling } = sums;
  const cells = match.length;
  for (let t = 0; t < fields.length; t++) {
    const seen = e[t]!;
    if (Number.isNaN(seen)) continue;
    sums.squares += seen * seen;
    const field = fields[t]!;
    for (let cell = 0; cell < cells; cell++) {
      const k = field[cell]!;
      if (k === 0) continue;
      coupling[cell]! += k;
      if (seen > 0) match[cell]! += seen * Math.sqrt(k);
    }
  }
}

function logLikelihood(sums: Sums, stations: number, options: LikelihoodOptions): Float64Array {
  const floor = 1e-9 * maximum(sums.coupling) || Number.MIN_VALUE;
  const power = 0.5 * options.sharpness * Math.sqrt(Math.min(stations, options.stationsCounted));
  return sums.coupling.map((coupling, cell) => {
    const match = sums.match[cell]!;
    const fit = sums.squares > 0 ? (match * match) / (sums.squares * (coupling + floor)) : 0;
    return options.couplingWeight * Math.log(coupling + floor) - power * Math.log(1 + options.slack - fit);
  });
}

/** Circular convolution of every ring with the kernel; what is a hundred-millionth of the best is nothing. */
function turn(grid: PolarGrid, values: Float64Array, kernel: Float64Array): Float64Array {
  const { angles, ringCount } = grid;
  const out = new Float64Array(values.length);
  const least = 1e-8 * maximum(values);
  // The kernel's angles side by side, from the furthest to the left: a source cell adds one run.
  let reach = angles >> 1;
  while (reach > 0 && kernel[reach]! <= 1e-7 && kernel[angles - reach]! <= 1e-7) reach--;
  const width = Math.min(angles, 2 * reach + 1);
  const run = Float64Array.from({ length: width }, (_, i) => kernel[(i - reach + angles) % angles]!);
  const row = new Float64Array(2 * angles);
  for (let ring = 0; ring < ringCount; ring++) {
    const base = ring * angles;
    row.fill(0);
    for (let angle = 0; angle < angles; angle++) {
      const value = values[base + angle]!;
      if (value < least) continue;
      let to = angle < reach ? angle - reach + angles : angle - reach;
      for (let i = 0; i < width; i++) row[to++]! += value * run[i]!;
    }
    for (let angle = 0; angle < angles; angle++) out[base + angle] = row[angle]! + row[angle + angles]!;
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
