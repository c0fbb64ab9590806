import type { TrackPoint } from './zone.ts';

/** Numbers per capsule: x0, y0, unit direction (ux, uy), length, radius at the start, slope of the radius, box (4). */
const STRIDE = 11;

/**
 * Tapered capsules between neighbouring points of all tracks: the exact union of the discs whose centre and radius run
 * linearly from point to point. Flat numbers, no allocation per query.
 */
export class Capsules {
  private readonly numbers: Float64Array;
  readonly count: number;

  constructor(tracks: readonly (readonly TrackPoint[])[]) {
    const segments: [TrackPoint, TrackPoint][] = [];
    for (const track of tracks) {
      if (track.length === 1) segments.push([track[0]!, track[0]!]);
      for (let i = 1; i < track.length; i++) segments.push([track[i - 1]!, track[i]!]);
    }
    this.count = segments.length;
    this.numbers = new Float64Array(this.count * STRIDE);
    segments.forEach(([a, b], i) => this.numbers.set(capsule(a, b), i * STRIDE));
  }

  /** Whether a point lies in any capsule; leaves at the first. */
  holds(x: number, y: number): boolean {
    for (let i = 0; i < this.count; i++) {
      const n = i * STRIDE;
      const box = this.numbers;
      if (x < box[n + 7]! || x > box[n + 8]! || y < box[n + 9]! || y > box[n + 10]!) continue;
      if (this.depthIn(i, x, y) >= 0) return true;
    }
    return false;
  }

  /** Greatest depth below the edge of a capsule, metres; negative outside. */
  depth(x: number, y: number): number {
    let best = -Infinity;
    for (let i = 0; i < this.count; i++) best = Math.max(best, this.depthIn(i, x, y));
    return best;
  }

  /**
   * Depth in one capsule: max over t of r(t) − |q − p(t)|. With a = way along the axis, p = off the axis and slope k of
   * the radius the best t is a + k·p/√(1−k²); |k| ≥ 1 means that one disc holds the other.
   */
  depthIn(i: number, x: number, y: number): number {
    const n = i * STRIDE;
    const all = this.numbers;
    const px = x - all[n]!;
    const py = y - all[n + 1]!;
    const length = all[n + 4]!;
    const k = all[n + 6]!;
    const along = px * all[n + 2]! + py * all[n + 3]!;
    const off = Math.sqrt(Math.max(0, px * px + py * py - along * along));
    let t = Math.abs(k) < 1 ? along + (k * off) / Math.sqrt(1 - k * k) : k > 0 ? length : 0;
    t = t < 0 ? 0 : t > length ? length : t;
    const rest = along - t;
    return all[n + 5]! + k * t - Math.sqrt(off * off + rest * rest);
  }

  /** Box of one capsule: [minX, maxX, minY, maxY]. */
  boxOf(i: number): readonly [number, number, number, number] {
    const n = i * STRIDE + 7;
    const all = this.numbers;
    return [all[n]!, all[n + 1]!, all[n + 2]!, all[n + 3]!];
  }
}

function capsule(a: TrackPoint, b: TrackPoint): number[] {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = Math.sqrt(dx * dx + dy * dy);
  const [ux, uy] = length > 0 ? [dx / length, dy / length] : [0, 0];
  const from = length > 0 ? a.halfWidthM : Math.max(a.halfWidthM, b.halfWidthM);
  const slope = length > 0 ? (b.halfWidthM - a.halfWidthM) / length : 0;
  const minX = Math.min(a.x - a.halfWidthM, b.x - b.halfWidthM);
  const maxX = Math.max(a.x + a.halfWidthM, b.x + b.halfWidthM);
  const minY = Math.min(a.y - a.halfWidthM, b.y - b.halfWidthM);
  const maxY = Math.max(a.y + a.halfWidthM, b.y + b.halfWidthM);
  return [a.x, a.y, ux, uy, length, from, slope, minX, maxX, minY, maxY];
}
