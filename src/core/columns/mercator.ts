/** The world square of web mercator as 32-bit integers (9 mm at the equator), so that a zoom level is a shift of bits. */
export const WORLD = 2 ** 32;

/** Largest latitude of the square, degrees. */
const MAX_LAT = 85.051129;

/** Corners in world units, min ≤ max, y downwards. */
export interface WorldBox {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export interface LngLatBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function worldX(lng: number): number {
  return clamp(Math.floor(((lng + 180) / 360) * WORLD));
}

/** y = ½ − ln(tan(π/4 + φ/2)) / 2π, written with the sine. */
export function worldY(lat: number): number {
  const s = Math.sin((Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 180);
  return clamp(Math.floor((0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * WORLD));
}

export function lngOfWorld(x: number): number {
  return (x / WORLD) * 360 - 180;
}

export function latOfWorld(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;
}

/** Box in world units, grown by `pad` of its own size on each side. */
export function worldBox(box: LngLatBox, pad = 0): WorldBox {
  const [minX, maxX] = [worldX(box.west), worldX(box.east)];
  const [minY, maxY] = [worldY(box.north), worldY(box.south)];
  const [dx, dy] = [(maxX - minX) * pad, (maxY - minY) * pad];
  return { minX: clamp(minX - dx), minY: clamp(minY - dy), maxX: clamp(maxX + dx), maxY: clamp(maxY + dy) };
}

function clamp(value: number): number {
  return Math.max(0, Math.min(WORLD - 1, Math.floor(value)));
}
