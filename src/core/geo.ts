import { message } from './message.ts';
import { err, ok, type Result } from './result.ts';
import { bearing, type Bearing, type LngLat } from './units.ts';

export interface XY {
  x: number;
  y: number;
}

/** Metres east (x) and north (y) of an origin, and back. */
export interface Plane {
  readonly origin: LngLat;
  readonly toXY: (lng: number, lat: number) => XY;
  /** The same without an allocation, for inner loops. */
  readonly toXYInto: (lng: number, lat: number, out: XY) => void;
  readonly toLngLat: (x: number, y: number) => LngLat;
  /** The series behind it, for loops that must not call a function per point. */
  readonly series: PlaneSeries;
}

/** Metres per degree at the origin and their slopes per degree; sine of the latitude and its slope per degree. */
export interface PlaneSeries {
  readonly kx: number;
  readonly kxSlope: number;
  readonly ky: number;
  readonly kySlope: number;
  readonly sinLat: number;
  readonly sinSlope: number;
  /** Third order of Gauss' mid-latitude series, per degree²: of x by latitude and longitude, of y by longitude. */
  readonly xByLat: number;
  readonly xByLng: number;
  readonly yByLng: number;
}

export type Position = readonly number[];
export type Ring = readonly Position[];
/** GeoJSON areas (RFC 7946), longitude first, WGS-84 degrees. */
export type AreaGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

const RAD = Math.PI / 180;
const EQUATOR_M = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const E2 = FLATTENING * (2 - FLATTENING);

/**
 * Local plane at `origin`, metres; within 0.1 mm of WGS-84 geodesics at 10 km, within 1 cm at 50 km.
 * Scale at the mid-latitude (radii of curvature N and M and their slopes), turned by half the meridian convergence.
 * Source: upwind.md §5; WGS-84 radii of curvature, EPSG guidance note 7-2.
 */
export function plane(origin: LngLat): Plane {
  const { lng: lng0, lat: lat0 } = origin;
  const series = planeSeries(lat0);
  const { kx, kxSlope, ky, kySlope, sinLat, sinSlope, xByLat, xByLng, yByLng } = series;
  const toXYInto = (lng: number, lat: number, out: XY): void => {
    const dLat = lat - lat0;
    const dLng = lng - lng0;
    const lng2 = dLng * dLng;
    const dx = dLng * (kx + (kxSlope * dLat) / 2) * (1 - xByLat * dLat * dLat - xByLng * lng2);
    const dy = dLat * (ky + (kySlope * dLat) / 2) * (1 - yByLng * lng2);
    const e = ((sinLat + (sinSlope * dLat) / 2) * dLng * RAD) / 2;
    // 1/√(1+e²) keeps the length while turning.
    const keep = 1 / Math.sqrt(1 + e * e);
    out.x = (dx - dy * e) * keep;
    out.y = (dy + dx * e) * keep;
  };
  const toXY = (lng: number, lat: number): XY => {
    const out = { x: 0, y: 0 };
    toXYInto(lng, lat, out);
    return out;
  };
  const toLngLat = (x: number, y: number): LngLat => {
    const at = { x: 0, y: 0 };
    let lat = lat0 + y / ky;
    let lng = lng0 + x / kx;
    // Fixed point: the error shrinks about 1,000-fold per round at 10 km, 100-fold at 100 km.
    for (let round = 0; round < 6; round++) {
      toXYInto(lng, lat, at);
      const missX = x - at.x;
      const missY = y - at.y;
      if (missX * missX + missY * missY < 1e-12) break;
      lat += missY / ky;
      lng += missX / (kx + kxSlope * (lat - lat0));
    }
    return { lng, lat };
  };
  return { origin, toXY, toXYInto, toLngLat, series };
}

/** Metres per degree on WGS-84 at a latitude, with slopes per degree. */
export function planeSeries(lat: number): PlaneSeries {
  const sin = Math.sin(lat * RAD);
  const cos = Math.cos(lat * RAD);
  const w2 = 1 / (1 - E2 * sin * sin);
  const normal = EQUATOR_M * Math.sqrt(w2);
  const meridian = EQUATOR_M * (1 - E2) * w2 * Math.sqrt(w2);
  return {
    kx: normal * cos * RAD,
    kxSlope: -meridian * sin * RAD * RAD,
    ky: meridian * RAD,
    kySlope: 3 * meridian * E2 * sin * cos * w2 * RAD * RAD,
    sinLat: sin,
    sinSlope: cos * RAD,
    xByLat: (RAD * RAD) / 12,
    xByLng: (RAD * RAD * sin * sin) / 24,
    yByLng: (RAD * RAD * (2 + sin * sin)) / 24,
  };
}

/** Place `distanceM` metres from `origin` towards `towards` (degrees from true north). */
export function destination(origin: LngLat, towards: number, distanceM: number): LngLat {
  return plane(origin).toLngLat(distanceM * Math.sin(towards * RAD), distanceM * Math.cos(towards * RAD));
}

/** Direction of `to` as seen at `from`, true north, [0, 360); 0 when both are the same place. */
export function bearingBetween(from: LngLat, to: LngLat): Bearing {
  const { x, y } = plane(from).toXY(to.lng, to.lat);
  return bearing(Math.atan2(x, y) / RAD);
}

/** Metres between two places on the plane of the first. */
export function distance(from: LngLat, to: LngLat): number {
  const { x, y } = plane(from).toXY(to.lng, to.lat);
  return Math.sqrt(x * x + y * y);
}

/** Smallest turn from `a` to `b` in degrees, (-180, 180], clockwise positive. */
export function turn(a: number, b: number): number {
  const d = (((b - a) % 360) + 360) % 360;
  return d > 180 ? d - 360 : d;
}

/** Whether a place lies in an area: even-odd rule in degrees, holes and parts counted; the edge itself may go either way. */
export function insideArea(geometry: AreaGeometry, place: LngLat): boolean {
  if (geometry.type === 'Polygon') return insideRings(geometry.coordinates, place.lng, place.lat);
  return geometry.coordinates.some((rings) => insideRings(rings, place.lng, place.lat));
}

/** Even-odd test of one polygon's rings (outer and holes alike); works in any flat coordinates. */
export function insideRings(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i]!;
      const b = ring[j]!;
      const ay = a[1]!;
      const by = b[1]!;
      if (ay > y !== by > y && x < ((b[0]! - a[0]!) * (y - ay)) / (by - ay) + a[0]!) inside = !inside;
    }
  }
  return inside;
}

/** Area in m² on the plane of each part's first vertex; holes are taken off. Good to 0.01 % within 50 km. */
export function areaM2(geometry: AreaGeometry): number {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  let total = 0;
  for (const rings of parts) {
    const first = rings[0]?.[0];
    if (!first) continue;
    const flat = plane({ lng: first[0]!, lat: first[1]! });
    rings.forEach((ring, i) => {
      const area = Math.abs(ringArea(ring.map((p) => flat.toXY(p[0]!, p[1]!))));
      total += i === 0 ? area : -area;
    });
  }
  return total;
}

/** Signed area of a ring of plane points, m²; counter-clockwise positive; closed or not. */
export function ringArea(ring: readonly XY[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += ring[j]!.x * ring[i]!.y - ring[i]!.x * ring[j]!.y;
  }
  return sum / 2;
}

/**
 * Takes an area from outside: rings closed, ≥ 4 points, within ±180/±90, no edge crossing another, not empty.
 * Errors: Message upwind_area_* with the ring's number (1 = outer ring of the first part).
 */
export function checkArea(value: unknown): Result<AreaGeometry> {
  const geometry = value as { type?: unknown; coordinates?: unknown } | null;
  const type = geometry?.type;
  if ((type !== 'Polygon' && type !== 'MultiPolygon') || !Array.isArray(geometry?.coordinates)) {
    return err(message('upwind_area_not_polygon'));
  }
  const parts = (type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as unknown[];
  if (parts.length === 0) return err(message('upwind_area_empty'));
  let number = 0;
  for (const part of parts) {
    if (!Array.isArray(part) || part.length === 0) return err(message('upwind_area_empty'));
    for (const ring of part as unknown[]) {
      const problem = ringProblem(ring);
      number++;
      if (problem) return err(message(problem, { ring: number }));
    }
    if (ringsCross(part as Ring[])) return err(message('upwind_area_crosses_itself', { ring: number }));
  }
  return ok(geometry as AreaGeometry);
}

function ringProblem(ring: unknown): string | null {
  if (!Array.isArray(ring)) return 'upwind_area_not_polygon';
  for (const p of ring as unknown[]) {
    if (!Array.isArray(p) || !Number.isFinite(p[0]) || !Number.isFinite(p[1]))
      return 'upwind_area_not_numbers';
    if (Math.abs(p[0] as number) > 180 || Math.abs(p[1] as number) > 90) return 'upwind_area_out_of_range';
  }
  const points = ring as Ring;
  if (points.length < 4) return 'upwind_area_too_few_points';
  const first = points[0]!;
  const last = points[points.length - 1]!;
  if (first[0] !== last[0] || first[1] !== last[1]) return 'upwind_area_unclosed';
  const area = ringArea(points.map((p) => ({ x: p[0]! - first[0]!, y: p[1]! - first[1]! })));
  return area === 0 ? 'upwind_area_flat' : null;
}

/** Edges sorted by their west end, so that only edges whose longitudes overlap are compared. */
function ringsCross(rings: readonly Ring[]): boolean {
  const edges: [Position, Position][] = [];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const a = ring[i - 1]!;
      const b = ring[i]!;
      edges.push(a[0]! <= b[0]! ? [a, b] : [b, a]);
    }
  }
  edges.sort((p, q) => p[0][0]! - q[0][0]!);
  for (let i = 0; i < edges.length; i++) {
    const [a, b] = edges[i]!;
    for (let j = i + 1; j < edges.length && edges[j]![0][0]! <= b[0]!; j++) {
      const [c, d] = edges[j]!;
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
    }
  }
  return false;
}

function side(a: Position, b: Position, p: Position): number {
  return Math.sign((b[0]! - a[0]!) * (p[1]! - a[1]!) - (b[1]! - a[1]!) * (p[0]! - a[0]!));
}
