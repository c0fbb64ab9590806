import type { Shape } from './zone.ts';

export type PosteriorShape = Extract<Shape, { kind: 'posterior' }>;

const TURN = 2 * Math.PI;
/** Less than half a ppm is rounded to none; log needs a floor well below it. */
const LEAST_PPM = 0.1;

/**
 * Logarithm of a posterior's density above its threshold, continuous: linear in angle and in log r between cell centres,
 * equal to the cell's own value at its centre. ≥ 0 is inside. List and outline both use it, so that they agree.
 */
export function polarDensity(shape: PosteriorShape, threshold: number = shape.threshold): PolarDensity {
  return new PolarDensity(shape, threshold);
}

export class PolarDensity {
  private readonly values: Float64Array;
  private readonly centres: Float64Array;
  private readonly logs: Float64Array;
  private readonly angles: number;
  private readonly radiusM: number;

  constructor(shape: PosteriorShape, threshold: number) {
    const { rings, angles, massPpm } = shape;
    const areas = cellAreas(shape);
    this.angles = angles;
    this.radiusM = shape.radiusM;
    this.centres = Float64Array.from(rings, (outer, i) =>
      i === 0 ? (2 / 3) * outer : Math.sqrt(outer * rings[i - 1]!),
    );
    this.logs = this.centres.map((r) => Math.log(r));
    this.values = new Float64Array(rings.length * angles);
    const base = Math.log(Math.max(threshold, 1e-300));
    for (let cell = 0; cell < this.values.length; cell++) {
      const density = Math.max(massPpm[cell] ?? 0, LEAST_PPM) / areas[(cell / angles) | 0]!;
      const above = Math.log(density) - base;
      // The last kept cell equals the threshold but for rounding.
      this.values[cell] = Math.abs(above) < 1e-9 ? 0 : above;
    }
  }

  at(x: number, y: number): number {
    const r = Math.sqrt(x * x + y * y);
    if (r > this.radiusM) return -Infinity;
    return this.inside(r, x, y);
  }

  /** The same with the edge of the circle as a slope instead of a wall, for contouring. */
  sloped(x: number, y: number): number {
    const r = Math.sqrt(x * x + y * y);
    const edge = ((this.radiusM - r) / this.radiusM) * 40;
    return Math.min(edge, this.inside(r, x, y));
  }

  private inside(r: number, x: number, y: number): number {
    const { centres, logs, angles, values } = this;
    const last = centres.length - 1;
    let low = 0;
    let share = 0;
    if (r >= centres[last]!) low = last;
    else if (r > centres[0]!) {
      let high = last;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (centres[middle]! <= r) low = middle;
        else high = middle;
      }
      share = (Math.log(r) - logs[low]!) / (logs[low + 1]! - logs[low]!);
    }
    const turn = Math.atan2(x, y) / TURN;
    const position = (turn < 0 ? turn + 1 : turn) * angles - 0.5;
    const floor = Math.floor(position);
    const part = position - floor;
    const left = (floor + angles) % angles;
    const right = (floor + 1) % angles;
    const row = low * angles;
    const inner = values[row + left]! * (1 - part) + values[row + right]! * part;
    if (share === 0) return inner;
    const next = row + angles;
    return inner * (1 - share) + (values[next + left]! * (1 - part) + values[next + right]! * part) * share;
  }
}

/** Area in m² of a cell of each ring. */
export function cellAreas(shape: PosteriorShape): Float64Array {
  return Float64Array.from(shape.rings, (outer, i) => {
    const inner = i === 0 ? 0 : shape.rings[i - 1]!;
    return (Math.PI * (outer * outer - inner * inner)) / shape.angles;
  });
}

/** Area in m² of the cells that belong to the zone. */
export function keptAreaM2(shape: PosteriorShape): number {
  const areas = cellAreas(shape);
  const { massPpm, angles } = shape;
  let kept = 0;
  for (let ring = 0; ring < areas.length; ring++) {
    const area = areas[ring]!;
    // The last kept cell equals the threshold but for rounding.
    const least = shape.threshold * area * (1 - 1e-9);
    for (let cell = ring * angles; cell < (ring + 1) * angles; cell++)
      if (massPpm[cell]! >= least) kept += area;
  }
  return kept;
}

/** Threshold (ppm per m²) above which cells hold a share of all mass, e.g. 0.5 for the inner shade. */
export function thresholdFor(shape: PosteriorShape, holds: number): number {
  const areas = cellAreas(shape);
  const density = Float64Array.from(shape.massPpm, (ppm, cell) => ppm / areas[(cell / shape.angles) | 0]!);
  const order = Array.from(shape.massPpm.keys()).sort((a, b) => density[b]! - density[a]!);
  let sum = 0;
  let total = 0;
  for (const ppm of shape.massPpm) total += ppm;
  for (const cell of order) {
    sum += shape.massPpm[cell]!;
    if (sum >= holds * total) return density[cell]!;
  }
  return 0;
}
