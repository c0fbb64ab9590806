import { plane } from '../geo.ts';
import type { LngLat } from '../units.ts';

export interface Route {
  /** Indices into the stops, in driving order. */
  readonly order: readonly number[];
  /** Length along streets, estimated: straight line × detour. */
  readonly km: number;
  /** Driving plus time at each stop. */
  readonly minutes: number;
}

export interface RouteOptions {
  /** Streets against straight line; 1.3 is usual for a grid of streets. */
  readonly detour?: number;
  readonly speedKmh?: number;
  readonly minutesPerStop?: number;
}

/**
 * Order in which a patrol visits its stops: open path from `start`, the better of nearest neighbour and the given order, each improved by 2-opt;
 * so never longer than the given order.
 * No stops: an empty order, 0 km, 0 minutes. Ties keep the given order, so the result is stable.
 */
export function orderRoute(start: LngLat, stops: readonly LngLat[], options: RouteOptions = {}): Route {
  const { detour = 1.3, speedKmh = 30, minutesPerStop = 12 } = options;
  const flat = plane(start);
  const points = stops.map((stop) => flat.toXY(stop.lng, stop.lat));
  const given = untangle(
    points.map((_, index) => index),
    points,
  );
  const nearest = untangle(nearestFirst(points), points);
  const order = length(nearest, points) < length(given, points) ? nearest : given;
  const km = (length(order, points) * detour) / 1000;
  return { order, km, minutes: (km / speedKmh) * 60 + stops.length * minutesPerStop };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const ORIGIN: Point = { x: 0, y: 0 };

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function nearestFirst(points: readonly Point[]): number[] {
  const left = points.map((_, index) => index);
  const order: number[] = [];
  let here = ORIGIN;
  while (left.length > 0) {
    let best = 0;
    for (let i = 1; i < left.length; i++) {
      if (distance(here, points[left[i]!]!) < distance(here, points[left[best]!]!)) best = i;
    }
    const next = left.splice(best, 1)[0]!;
    order.push(next);
    here = points[next]!;
  }
  return order;
}

/** 2-opt on an open path: reverse a stretch whenever that shortens the whole; only the two ends of the stretch change. */
function untangle(order: number[], points: readonly Point[]): number[] {
  const best = [...order];
  const at = (n: number): Point => (n < 0 ? ORIGIN : points[best[n]!]!);
  for (let improved = true; improved;) {
    improved = false;
    for (let i = 0; i < best.length - 1; i++) {
      for (let j = i + 1; j < best.length; j++) {
        const isLast = j === best.length - 1;
        const before = distance(at(i - 1), at(i)) + (isLast ? 0 : distance(at(j), at(j + 1)));
        const after = distance(at(i - 1), at(j)) + (isLast ? 0 : distance(at(i), at(j + 1)));
        if (after < before - 0.5) {
          reverse(best, i, j);
          improved = true;
        }
      }
    }
  }
  return best;
}

function reverse(order: number[], from: number, to: number): void {
  for (let low = from, high = to; low < high; low++, high--) {
    const kept = order[low]!;
    order[low] = order[high]!;
    order[high] = kept;
  }
}

function length(order: readonly number[], points: readonly Point[]): number {
  let total = 0;
  let here = ORIGIN;
  for (const index of order) {
    total += distance(here, points[index]!);
    here = points[index]!;
  }
  return total;
}
