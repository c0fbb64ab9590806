import type { XY } from '../geo.ts';

/** Douglas–Peucker on an open-written ring: drops points that lie within `toleranceM` of what remains. */
export function simplifyRing(ring: readonly XY[], toleranceM: number): XY[] {
  if (ring.length < 5) return ring.slice();
  // Two fixed ends: the first point and the one farthest from it.
  let far = 0;
  let best = -1;
  for (let i = 1; i < ring.length; i++) {
    const d = (ring[i]!.x - ring[0]!.x) ** 2 + (ring[i]!.y - ring[0]!.y) ** 2;
    if (d > best) {
      best = d;
      far = i;
    }
  }
  const closed = ring.concat([ring[0]!]);
  const keep = new Uint8Array(closed.length);
  keep[0] = keep[far] = keep[closed.length - 1] = 1;
  const stack = [0, far, far, closed.length - 1];
  while (stack.length > 0) {
    const to = stack.pop()!;
    const from = stack.pop()!;
    let worst = toleranceM;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const off = offSegment(closed[i]!, closed[from]!, closed[to]!);
      if (off > worst) {
        worst = off;
        at = i;
      }
    }
    if (at < 0) continue;
    keep[at] = 1;
    stack.push(from, at, at, to);
  }
  const kept = ring.filter((_, i) => keep[i] === 1);
  return kept.length >= 3 ? kept : ring.slice();
}

/** One pass of Chaikin's corner cutting on an open-written ring: each side gives its quarter points. */
export function chaikin(ring: readonly XY[]): XY[] {
  const out: XY[] = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    out.push({ x: 0.75 * a.x + 0.25 * b.x, y: 0.75 * a.y + 0.25 * b.y });
    out.push({ x: 0.25 * a.x + 0.75 * b.x, y: 0.25 * a.y + 0.75 * b.y });
  }
  return out;
}

function offSegment(p: XY, a: XY, b: XY): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length2 = dx * dx + dy * dy;
  const t = length2 > 0 ? Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2)) : 0;
  return Math.sqrt((p.x - a.x - t * dx) ** 2 + (p.y - a.y - t * dy) ** 2);
}
