import type { PolarGrid } from './posterior-grid.ts';
import type { StationEvidence } from './posterior-evidence.ts';
import { addView, emptySums, interleave, viewOf, type Sums } from './posterior-view.ts';

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
  const inTime = interleave(fields);
  const views = stations.map((station) => viewOf(grid, fields, inTime, station));
  const steps = Math.round(reachDeg / stepDeg);
  const perStep = Math.round((stepDeg * grid.angles) / 360);
  const logs: { readonly log: Float64Array; readonly weight: number }[] = [];
  let top = -Infinity;
  for (let step = -steps; step <= steps; step++) {
    const shift = step * perStep;
    const weight = weightOf(kernel, shift, perStep, step === -steps, step === steps);
    if (weight < 1e-6) continue;
    const sums = emptySums(cells);
    for (const view of views) addView(sums, view, shift);
    const log = logLikelihood(sums, stations.length, options);
    top = Math.max(top, maximum(log));
    logs.push({ log, weight });
  }
  const sum = new Float64Array(cells);
  for (const { log, weight } of logs) {
    // Cells that no plume reaches all have the same value.
    let before = Number.NaN;
    let added = 0;
    for (let cell = 0; cell < cells; cell++) {
      const value = log[cell]!;
      if (value !== before) {
        before = value;
        added = weight * Math.exp(value - top);
      }
      sum[cell]! += added;
    }
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
  const { match, coupling, squares } = sums;
  const { couplingWeight } = options;
  const most = 1 + options.slack;
  const cells = coupling.length;
  const nothing = couplingWeight * Math.log(floor) - power * Math.log(most);
  const log = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const felt = coupling[cell]!;
    if (felt === 0) {
      log[cell] = nothing;
      continue;
    }
    const matched = match[cell]!;
    const fit = squares > 0 ? (matched * matched) / (squares * (felt + floor)) : 0;
    log[cell] = couplingWeight * Math.log(felt + floor) - power * Math.log(most - fit);
  }
  return log;
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
  const out = new Float64Array(log.length);
  let before = Number.NaN;
  let power = 0;
  for (let cell = 0; cell < out.length; cell++) {
    const value = log[cell]!;
    if (value !== before) {
      before = value;
      power = Math.exp(value - top);
    }
    out[cell] = power;
  }
  return out;
}

function maximum(values: Float64Array): number {
  let top = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i]! > top) top = values[i]!;
  return top;
}
