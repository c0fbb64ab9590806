import type { AreaGeometry, Position } from '../geo.ts';
import { looksShifted, type ShiftHint } from '../gcj02.ts';
import type { LineGeometry } from '../territory/line-geometry.ts';
import type { LngLat } from '../units.ts';

/** Coordinate systems of Chinese files. CGCS2000 differs from WGS-84 by centimetres: nothing is shifted. */
export const DATUMS = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const;
export type Datum = (typeof DATUMS)[number];

/** From a file's coordinates to WGS-84; comes from the edge, where the conversion library lives. */
export type ToWgs84 = (place: LngLat) => LngLat;

/** About 0.1 m: more digits are noise and make files large. */
const DIGITS = 1e6;

export function convertPlace(place: LngLat, convert: ToWgs84): LngLat {
  const { lng, lat } = convert(place);
  return { lng: Math.round(lng * DIGITS) / DIGITS, lat: Math.round(lat * DIGITS) / DIGITS };
}

/** The same geometry on WGS-84; heights are dropped, closed rings stay closed. Positions must have been checked to be numbers. */
export function convertGeometry<G extends AreaGeometry | LineGeometry>(geometry: G, convert: ToWgs84): G {
  const walk = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    if (typeof value[0] !== 'number') return value.map(walk);
    const place = convertPlace({ lng: value[0], lat: Number(value[1]) }, convert);
    return [place.lng, place.lat];
  };
  return { ...geometry, coordinates: walk(geometry.coordinates) };
}

/** Corners of an area or a line. */
export function cornersOf(geometry: AreaGeometry | LineGeometry): LngLat[] {
  const flat = (value: unknown): LngLat[] =>
    Array.isArray(value)
      ? typeof value[0] === 'number'
        ? [{ lng: value[0], lat: Number((value as Position)[1]) }]
        : value.flatMap(flat)
      : [];
  return flat(geometry.coordinates);
}

const MOST_LOOKED_AT = 400;

/** Whether a shift could be hidden in files of this system: converted ones were not taken for what they are not. */
export function maybeShifted(datum: Datum): boolean {
  return datum === 'wgs84' || datum === 'cgcs2000';
}

/** A hint that places declared as WGS-84 or CGCS2000 were shifted by 300–600 m on their way; null for other systems or without a fence. */
export function shiftHint(
  places: readonly LngLat[],
  fence: AreaGeometry | null,
  datum: Datum,
): ShiftHint | null {
  if (!fence || !maybeShifted(datum)) return null;
  const step = Math.max(1, Math.ceil(places.length / MOST_LOOKED_AT));
  return looksShifted(
    places.filter((_, index) => index % step === 0),
    fence,
  );
}
