import { distance, insideArea, type AreaGeometry } from './geo.ts';
import { edgeDistanceM } from './territory/edge-distance.ts';
import type { LngLat } from './units.ts';

const RAD = Math.PI / 180;
/** Krasovsky 1940, the ellipsoid of the public formula. */
const AXIS_M = 6_378_245;
const E2 = 0.006_693_421_622_965_943;

/** WGS-84 → GCJ-02 by the public formula (as in gcoord and eviltransform); outside its box of China nothing changes. */
export function toGcj02({ lng, lat }: LngLat): LngLat {
  if (lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271) return { lng, lat };
  const x = lng - 105;
  const y = lat - 35;
  const root = Math.sqrt(Math.abs(x));
  const common = ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3;
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    common +
    ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    common +
    ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  const magic = 1 - E2 * Math.sin(lat * RAD) ** 2;
  const meridian = (AXIS_M * (1 - E2)) / (magic * Math.sqrt(magic));
  const normal = AXIS_M / Math.sqrt(magic);
  return { lng: lng + east / (normal * Math.cos(lat * RAD) * RAD), lat: lat + north / (meridian * RAD) };
}

/** GCJ-02 → WGS-84 by iterating the public formula; good to 1e-7°. */
export function fromGcj02(shifted: LngLat): LngLat {
  let guess = shifted;
  for (let round = 0; round < 8; round++) {
    const back = toGcj02(guess);
    const lng = guess.lng + shifted.lng - back.lng;
    const lat = guess.lat + shifted.lat - back.lat;
    const moved = Math.abs(lng - guess.lng) + Math.abs(lat - guess.lat);
    guess = { lng, lat };
    if (moved < 1e-9) break;
  }
  return guess;
}

/** A hint, never a verdict. */
export interface ShiftHint {
  /** What the points would move by if they were converted, metres. */
  readonly shiftM: number;
  /** Points that speak for the shift, and against it. */
  readonly better: number;
  readonly worse: number;
}

/** An outline drawn from the same survey lies this near the fence; a shifted one does not. */
const ON_EDGE_M = 60;

/**
 * Whether points given as WGS-84 look like GCJ-02, judged by the fence they should lie in: converting them back brings clearly more
 * of them inside it, or (an outline) onto its edge. Needs at least 3 points that speak for it, 4 times as many as for the
 * worse, and a shift of 300–800 m (about 570 m in Zhengzhou); else null: points deep inside a fence say nothing.
 */
export function looksShifted(points: readonly LngLat[], fence: AreaGeometry): ShiftHint | null {
  const converted = points.map(fromGcj02);
  const moved = points.reduce((sum, point, i) => sum + distance(point, converted[i]!), 0);
  const shiftM = Math.round(moved / Math.max(1, points.length));
  if (shiftM < 300 || shiftM > 800) return null;

  const onEdge = (place: LngLat): boolean => edgeDistanceM(fence, place) < ON_EDGE_M;
  const before = points.filter(onEdge).length;
  const after = converted.filter(onEdge).length;
  if (after >= 3 && after >= 0.6 * points.length && after >= 4 * before) {
    return { shiftM, better: after, worse: before };
  }
  const inside = points.map((point) => insideArea(fence, point));
  const insideThen = converted.map((point) => insideArea(fence, point));
  const better = points.filter((_, i) => !inside[i] && insideThen[i]).length;
  const worse = points.filter((_, i) => inside[i] && !insideThen[i]).length;
  return better >= 3 && better >= 4 * worse ? { shiftM, better, worse } : null;
}
