import { exhaustive } from '../exhaustive.ts';
import { plane, ringArea, type AreaGeometry, type XY } from '../geo.ts';
import { metres } from '../units.ts';
import { shapeBox } from './contains.ts';
import { contour, netOver, toPolygons, type Crossing, type FlatPolygon } from './contour.ts';
import { corridorMask } from './corridor-mask.ts';
import { polarDensity, thresholdFor, type PosteriorShape } from './polar-density.ts';
import { chaikin, simplifyRing } from './simplify.ts';
import type { Shape, Zone } from './zone.ts';

/** An outline within a zone and how much of it that holds: probability for a posterior, share of the width else. */
export interface OutlineLevel {
  readonly holds: number;
  readonly geometry: AreaGeometry;
}

const RAD = Math.PI / 180;
/** Arcs are drawn so finely that the chord is nowhere further than this from the circle. */
const SAGITTA_M = 0.1;
/** Sides are cut into pieces that stay within 2 cm of the plane's straight line. */
const STRAIGHT_M = 1000;
const CORRIDOR_NET = 200;
const POSTERIOR_NET = 96;
/** Parts below this share of the largest are dropped from a posterior's picture. */
const LEAST_PART = 0.01;

/**
 * The drawn edge of a zone, in degrees, on the same plane as `contains`: closed, right-hand rule, null for kind none.
 * Agrees with `contains` to 0.1 m (disc, fan, sector), 0.0075·R (corridor; narrower gaps are drawn shut) and 0.03·R (posterior: smoothed, specks dropped).
 */
export function outline(zone: Zone): AreaGeometry | null {
  return toGeometry(zone, flatOutline(zone.shape));
}

/** Nested outlines for shades, outermost first: the zone itself, then what is likeliest within it. */
export function outlineLevels(zone: Zone): OutlineLevel[] {
  const { shape } = zone;
  const outer = outline(zone);
  if (!outer) return [];
  if (shape.kind === 'none' || shape.kind === 'disc') return [{ holds: 1, geometry: outer }];
  const isPosterior = shape.kind === 'posterior';
  const levels: OutlineLevel[] = [{ holds: isPosterior ? shape.holds : 1, geometry: outer }];
  for (const holds of isPosterior ? [0.7, 0.5, 0.25] : [2 / 3, 1 / 3]) {
    const inner = isPosterior
      ? { ...shape, holds, threshold: thresholdFor(shape, holds) }
      : narrowed(shape, holds);
    const geometry = toGeometry(zone, flatOutline(inner));
    if (geometry) levels.push({ holds, geometry });
  }
  return levels;
}

/** The same edge in metres east and north of the apex. */
export function flatOutline(shape: Shape): FlatPolygon[] {
  switch (shape.kind) {
    case 'none':
      return [];
    case 'disc':
      return shape.radiusM > 0 ? [{ outer: arc(shape.radiusM, 0, 360), holes: [] }] : [];
    case 'fan':
    case 'sector':
      return sectorOutline(shape.axis, shape.halfAngleDeg, shape.radiusM);
    case 'corridor':
      return corridorOutline(shape);
    case 'posterior':
      return posteriorOutline(shape);
    default:
      return exhaustive(shape);
  }
}

function narrowed(shape: Exclude<Shape, { kind: 'none' | 'disc' | 'posterior' }>, share: number): Shape {
  if (shape.kind !== 'corridor') return { ...shape, halfAngleDeg: shape.halfAngleDeg * share };
  const tracks = shape.tracks.map((track) => track.map((p) => ({ ...p, halfWidthM: p.halfWidthM * share })));
  return { ...shape, radiusM: metres(shape.radiusM), tracks };
}

/** Counter-clockwise, that is from the higher bearing down to the lower; the full circle does not repeat its start. */
function arc(radius: number, from: number, to: number): XY[] {
  const stepDeg = (2 * Math.acos(1 - Math.min(1, SAGITTA_M / radius))) / RAD;
  const steps = Math.max(8, Math.ceil((to - from) / stepDeg));
  const full = to - from >= 360;
  const points: XY[] = [];
  for (let i = 0; i <= (full ? steps - 1 : steps); i++) {
    const bearing = (to - ((to - from) * i) / steps) * RAD;
    points.push({ x: radius * Math.sin(bearing), y: radius * Math.cos(bearing) });
  }
  return points;
}

function sectorOutline(axis: number, half: number, radius: number): FlatPolygon[] {
  if (!(radius > 0) || !(half > 0)) return [];
  if (half >= 180) return [{ outer: arc(radius, 0, 360), holes: [] }];
  const rim = arc(radius, axis - half, axis + half);
  return [
    {
      outer: [...side(rim[0]!, radius), ...rim, ...side(rim[rim.length - 1]!, radius).reverse()].slice(0, -1),
      holes: [],
    },
  ];
}

/** Points from the apex towards the rim: a straight side of the plane bends against a straight line in degrees. */
function side(rim: XY, radius: number): XY[] {
  const pieces = Math.ceil(radius / STRAIGHT_M);
  return Array.from({ length: pieces }, (_, i) => ({ x: (rim.x * i) / pieces, y: (rim.y * i) / pieces }));
}

/** Capsules drawn into a net, then each crossing moved onto the exact edge by halving. */
function corridorOutline(shape: Extract<Shape, { kind: 'corridor' }>): FlatPolygon[] {
  const drawn = corridorMask(shape, CORRIDOR_NET);
  if (!drawn) return [];
  const { net, inside, capsules } = drawn;
  const r2 = shape.radiusM * shape.radiusM;
  const holds = (x: number, y: number): boolean => x * x + y * y <= r2 && capsules.holds(x, y);
  const crossing: Crossing = (ix, iy, ox, oy) => {
    let low = 0;
    let high = 1;
    for (let round = 0; round < 10; round++) {
      const middle = (low + high) / 2;
      if (holds(ix + (ox - ix) * middle, iy + (oy - iy) * middle)) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  // Gaps smaller than the net can draw.
  const least = (net.stepM / 2) ** 2;
  return toPolygons(contour(net, inside, crossing, holds).filter((ring) => Math.abs(ringArea(ring)) > least));
}

/** Log-density on a net, contoured, thinned by Douglas–Peucker 0.004R, rounded by one Chaikin pass (upwind.md §3 L5). */
function posteriorOutline(shape: PosteriorShape): FlatPolygon[] {
  const box = shapeBox(shape);
  if (!box) return [];
  const net = netOver(box, POSTERIOR_NET);
  const density = polarDensity(shape);
  const field = new Float64Array(net.columns * net.rows);
  const inside = new Uint8Array(field.length);
  for (let row = 1; row + 1 < net.rows; row++) {
    for (let column = 1; column + 1 < net.columns; column++) {
      const at = row * net.columns + column;
      field[at] = density.sloped(net.minX + column * net.stepM, net.minY + row * net.stepM);
      inside[at] = field[at]! >= 0 ? 1 : 0;
    }
  }
  const crossing: Crossing = (ix, iy, ox, oy) => {
    const inner = density.sloped(ix, iy);
    const outer = density.sloped(ox, oy);
    return inner > outer ? inner / (inner - outer) : 0.5;
  };
  const rings = contour(net, inside, crossing, (x, y) => density.sloped(x, y) >= 0);
  const drawn = rings.map((ring) => chaikin(simplifyRing(ring, 0.004 * shape.radiusM)));
  const largest = Math.max(0, ...drawn.map((ring) => ringArea(ring)));
  return toPolygons(
    drawn.filter((ring) => {
      const area = ringArea(ring);
      return area < 0 ? -area > net.stepM ** 2 : area >= LEAST_PART * largest;
    }),
  );
}

function toGeometry(zone: Zone, polygons: readonly FlatPolygon[]): AreaGeometry | null {
  if (polygons.length === 0) return null;
  const flat = plane(zone.apex);
  const ring = (points: readonly XY[]): number[][] => {
    const placed = points.map(({ x, y }) => {
      const { lng, lat } = flat.toLngLat(x, y);
      return [lng, lat];
    });
    return [...placed, placed[0]!.slice()];
  };
  const parts = polygons.map(({ outer, holes }) => [ring(outer), ...holes.map(ring)]);
  return parts.length === 1
    ? { type: 'Polygon', coordinates: parts[0]! }
    : { type: 'MultiPolygon', coordinates: parts };
}
