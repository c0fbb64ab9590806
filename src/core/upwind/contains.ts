import { exhaustive } from '../exhaustive.ts';
import { plane } from '../geo.ts';
import type { LngLat } from '../units.ts';
import { Capsules } from './capsules.ts';
import { cellAreas, polarDensity } from './polar-density.ts';
import type { Shape, Zone } from './zone.ts';

/** Whether a point (metres east and north of the apex) lies inside; edges belong to the zone. */
export type InsideTest = (x: number, y: number) => boolean;

/** Metres east and north of the apex. */
export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

const RAD = Math.PI / 180;
/** No zone reaches further than this many degrees; beyond it the plane is not meant to be used. */
const FARTHEST_DEG = 2;

/** Whether a place lies in a zone; false for kind none. For many places take `insideTest` or the source index. */
export function contains(zone: Zone, place: LngLat): boolean {
  const { apex, shape } = zone;
  if (!(Math.abs(place.lat - apex.lat) < FARTHEST_DEG && Math.abs(place.lng - apex.lng) < FARTHEST_DEG))
    return false;
  const { x, y } = plane(apex).toXY(place.lng, place.lat);
  return insideTest(shape)(x, y);
}

/** Prepares the test of one shape; what does not depend on the point is computed once. */
export function insideTest(shape: Shape): InsideTest {
  switch (shape.kind) {
    case 'none':
      return () => false;
    case 'disc': {
      const r2 = shape.radiusM * shape.radiusM;
      return (x, y) => x * x + y * y <= r2;
    }
    case 'fan':
    case 'sector': {
      const r2 = shape.radiusM * shape.radiusM;
      const { east, north, cosHalf } = sectorNumbers(shape.axis, shape.halfAngleDeg);
      return (x, y) => {
        const d2 = x * x + y * y;
        return d2 <= r2 && x * east + y * north >= cosHalf * Math.sqrt(d2);
      };
    }
    case 'corridor': {
      const r2 = shape.radiusM * shape.radiusM;
      const capsules = new Capsules(shape.tracks);
      return (x, y) => x * x + y * y <= r2 && capsules.holds(x, y);
    }
    case 'posterior': {
      const density = polarDensity(shape);
      return (x, y) => density.at(x, y) >= 0;
    }
    default:
      return exhaustive(shape);
  }
}

/** Unit vector of the axis and cosine of the half angle; a half angle ≥ 180° is the whole circle. */
export function sectorNumbers(
  axis: number,
  halfAngleDeg: number,
): { east: number; north: number; cosHalf: number } {
  return {
    east: Math.sin(axis * RAD),
    north: Math.cos(axis * RAD),
    cosHalf: halfAngleDeg >= 180 ? -2 : Math.cos(halfAngleDeg * RAD),
  };
}

/** Tight box round a shape; null for none. */
export function shapeBox(shape: Shape): Box | null {
  switch (shape.kind) {
    case 'none':
      return null;
    case 'disc':
      return square(shape.radiusM);
    case 'fan':
    case 'sector':
      return sectorBox(shape.axis, shape.halfAngleDeg, shape.radiusM);
    case 'corridor':
      return corridorBox(shape);
    case 'posterior':
      return posteriorBox(shape);
    default:
      return exhaustive(shape);
  }
}

function square(radius: number): Box {
  return { minX: -radius, minY: -radius, maxX: radius, maxY: radius };
}

function sectorBox(axis: number, half: number, radius: number): Box {
  if (half >= 180) return square(radius);
  const bearings = [axis - half, axis + half];
  for (let cardinal = -360; cardinal <= 720; cardinal += 90) {
    if (Math.abs(cardinal - axis) <= half) bearings.push(cardinal);
  }
  const xs = bearings.map((b) => radius * Math.sin(b * RAD)).concat(0);
  const ys = bearings.map((b) => radius * Math.cos(b * RAD)).concat(0);
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
}

function corridorBox(shape: Extract<Shape, { kind: 'corridor' }>): Box | null {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const track of shape.tracks) {
    for (const { x, y, halfWidthM } of track) {
      box.minX = Math.min(box.minX, x - halfWidthM);
      box.minY = Math.min(box.minY, y - halfWidthM);
      box.maxX = Math.max(box.maxX, x + halfWidthM);
      box.maxY = Math.max(box.maxY, y + halfWidthM);
    }
  }
  if (box.minX > box.maxX) return null;
  const r = shape.radiusM;
  return {
    minX: Math.max(-r, box.minX),
    minY: Math.max(-r, box.minY),
    maxX: Math.min(r, box.maxX),
    maxY: Math.min(r, box.maxY),
  };
}

/** Box of the kept cells and, since the density runs on between centres, of their neighbours. */
function posteriorBox(shape: Extract<Shape, { kind: 'posterior' }>): Box | null {
  const { rings, angles, massPpm, threshold, radiusM } = shape;
  const areas = cellAreas(shape);
  let box: Box | null = null;
  for (let angle = 0; angle < angles; angle++) {
    let ring = rings.length - 1;
    while (ring >= 0 && massPpm[ring * angles + angle]! / areas[ring]! < threshold * (1 - 1e-9)) ring--;
    if (ring < 0) continue;
    const outer = Math.min(radiusM, rings[Math.min(ring + 1, rings.length - 1)]!);
    const part = sectorBox(((angle + 0.5) * 360) / angles, 540 / angles, outer);
    box = box ? joined(box, part) : part;
  }
  return box;
}

function joined(a: Box, b: Box): Box {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
}
