import type { Position } from '../geo.ts';

/** GeoJSON geometry of a line, WGS-84 degrees. */
export type LineGeometry =
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] };
