import { draxler } from './dispersion.ts';
import { ringAt, type PolarGrid } from './posterior-grid.ts';
import { windAt, type WindTable } from './posterior-wind.ts';

export interface TrackOptions {
  /** Radius that the search covers, metres. */
  readonly radiusM: number;
  /** How far tracks run, metres of path. */
  readonly pathM: number;
  readonly reachM: number;
  /** Lateral spread at the source, radians. */
  readonly spreadRad: number;
  readonly maxAgeS: number;
}

/** e^-q for q in [0, 5.5) in steps of 1/256: the inner loop asks a million times. */
const TABLE = Float64Array.from({ length: 5.5 * 256 + 2 }, (_, i) => Math.exp(-i / 256));
const REACH = 3.3;

/** Called for every puff: place, half-width, weight Δt/(2πσ²σz), metres travelled and seconds of age. */
export type PuffVisitor = (
  x: number,
  y: number,
  sigma: number,
  peak: number,
  path: number,
  age: number,
) => void;

/**
 * Adds to `field` the coupling of every cell with air that arrived at the apex at second `t`:
 * Σ Δt·e^(-d²/2σ²)/(2πσ²σz) over the puffs of `walkBack`.
 */
export function addTrack(
  field: Float64Array,
  grid: PolarGrid,
  wind: WindTable,
  t: number,
  weight: number,
  options: TrackOptions,
): void {
  walkBack(wind, t, options, (x, y, sigma, peak) => addPuff(field, grid, x, y, sigma, weight * peak));
}

/** Puffs tracked back against the wind from second `t`, widening with age; steps follow the width, so none is missed. Calm air stays. */
export function walkBack(wind: WindTable, t: number, options: TrackOptions, visit: PuffVisitor): void {
  const scale = options.radiusM / 200;
  const longest = wind.stepS >= 300 ? 300 : 60;
  const vector = new Float64Array(2);
  let x = 0;
  let y = 0;
  let path = 0;
  let age = 0;
  while (path <= options.pathM && age <= options.maxAgeS && x * x + y * y <= options.reachM ** 2) {
    windAt(wind, t - age, vector);
    const measured = Math.hypot(vector[0]!, vector[1]!);
    const speed = Math.max(0.3, measured);
    const turned = options.spreadRad * path * draxler(age);
    const slow = (0.1 * path * age) / (age + 3600);
    const variance = scale * scale + turned * turned + slow * slow;
    const sigma = Math.sqrt(variance);
    const dt = Math.min((0.6 * sigma) / speed, longest);
    const sigmaZ = Math.max((0.06 * path) / Math.sqrt(1 + 0.0015 * path), 0.3 * scale, 0.2);
    visit(x, y, sigma, dt / (2 * Math.PI * variance * sigmaZ), path, age);
    if (measured > 1e-9) {
      x += (vector[0]! / measured) * speed * dt;
      y += (vector[1]! / measured) * speed * dt;
    }
    path += speed * dt;
    age += dt;
  }
}

/** cos Δ of the angles round a puff's bearing, for all its rings: refilled by every puff. */
let cosines = new Float64Array(0);

/**
 * Along a ring d² = r² + p² − 2rp·cos Δ, and cos(Δ + δ) = 2cos δ·cos Δ − cos(Δ − δ): a cell costs one product and no
 * coordinates, and only the arc within reach is walked (the server's engine pays for every step).
 */
function addPuff(
  field: Float64Array,
  grid: PolarGrid,
  px: number,
  py: number,
  sigma: number,
  peak: number,
): void {
  const reach = REACH * sigma;
  const far = Math.sqrt(px * px + py * py);
  const { angles, r } = grid;
  const last = Math.min(grid.rings.length - 1, ringAt(grid, far + reach));
  const first = far > reach ? ringAt(grid, far - reach) : 0;
  const perRad = angles / (2 * Math.PI);
  const middle = Math.atan2(px, py) * perRad - 0.5;
  // The widest arc of any ring is the one that the puff's tangents enclose.
  const apart = far > reach;
  const widest = apart ? Math.asin(reach / far) * perRad : angles / 2;
  const start = Math.ceil(middle - widest) - (apart ? 1 : 0);
  const most = apart ? Math.min(angles, Math.floor(middle + widest) + 2 - start) : angles;
  fillCosines(start - middle, most, perRad);
  const zero = ((start % angles) + angles) % angles;
  const scale = 256 / (2 * sigma * sigma);
  const table = TABLE;
  const near = cosines;
  for (let ring = first; ring <= last; ring++) {
    const base = ring * angles;
    const radius = r[base]!;
    const squares = radius * radius + far * far;
    const across = 2 * radius * far;
    const least = across > 0 ? (squares - reach * reach) / across : radius < reach ? -1 : 1;
    if (least >= 1) continue;
    const half = least <= -1 ? angles / 2 : Math.acos(least) * perRad;
    const from = Math.max(0, Math.ceil(middle - half) - start);
    const to = Math.min(most, Math.floor(middle + half) - start + 1);
    const constant = squares * scale;
    const slope = across * scale;
    // Up to the row's end, then on from its beginning.
    const turnover = Math.min(to, angles - zero);
    let shift = base + zero;
    for (let k = from; k < turnover; k++) {
      field[shift + k]! += peak * table[(constant - slope * near[k]!) | 0]!;
    }
    shift -= angles;
    for (let k = Math.max(from, turnover); k < to; k++) {
      field[shift + k]! += peak * table[(constant - slope * near[k]!) | 0]!;
    }
  }
}

function fillCosines(from: number, count: number, perRad: number): void {
  if (cosines.length < count) cosines = new Float64Array(2 * count);
  const out = cosines;
  const twice = 2 * Math.cos(1 / perRad);
  let cosine = Math.cos(from / perRad);
  let before = Math.cos((from - 1) / perRad);
  for (let k = 0; k < count; k++) {
    out[k] = cosine;
    const next = twice * cosine - before;
    before = cosine;
    cosine = next;
  }
}
