import type {
  CircleLayerSpecification,
  ExpressionSpecification,
  FilterSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';
import type { FeatureCollection, Point } from 'geojson';
import { MAP_FONT } from '../basemap-style.ts';
import type { Palette } from '../palette.ts';

/** One mark: a cluster, or a problem itself where total = 1. */
export interface Marks {
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  readonly total: Uint32Array;
  /** Of them with severity 3. */
  readonly major: Uint32Array;
  readonly severity: Uint8Array;
  readonly row: Uint32Array;
  readonly reachDeg: Float64Array;
}

export interface MarkProperties {
  readonly total: number;
  readonly major: number;
  readonly severity: number;
  readonly row: number;
  readonly reachDeg: number;
  readonly label: string;
}

export const isCluster: FilterSpecification = ['>', ['get', 'total'], 1];
export const isSingle: FilterSpecification = ['==', ['get', 'total'], 1];

/** The marks as the small GeoJSON a source can take at once; `count` words a number. */
export function marksGeoJson(
  marks: Marks | null,
  count: (value: number) => string,
): FeatureCollection<Point, MarkProperties> {
  return {
    type: 'FeatureCollection',
    features: Array.from(marks?.lng ?? [], (lng, i) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lng, marks!.lat[i]!] },
      properties: {
        total: marks!.total[i]!,
        major: marks!.major[i]!,
        severity: marks!.severity[i]!,
        row: marks!.row[i]!,
        reachDeg: marks!.reachDeg[i]!,
        label: count(marks!.total[i]!),
      },
    })),
  };
}

/** Area grows with the count; what can be pressed is indigo. */
export function clusterPaint({
  colour,
  lineFactor,
}: Palette): NonNullable<CircleLayerSpecification['paint']> {
  return {
    'circle-radius': radius(),
    'circle-color': colour['accent-soft'],
    'circle-opacity': 0.94,
    'circle-stroke-color': colour['accent-text'],
    'circle-stroke-width': ['case', ['>', ['get', 'major'], 0], 2.5 * lineFactor, 1.25 * lineFactor],
  };
}

export function clusterCountLayout(): NonNullable<SymbolLayerSpecification['layout']> {
  return {
    'text-field': ['get', 'label'],
    'text-font': MAP_FONT,
    'text-size': ['interpolate', ['linear'], ['get', 'total'], 2, 12, 1000, 14],
    'text-allow-overlap': true,
    'text-ignore-placement': true,
  };
}

export function clusterCountPaint({ colour }: Palette): NonNullable<SymbolLayerSpecification['paint']> {
  return { 'text-color': colour['accent-text'] };
}

/** Single problems: size tells the severity, the ring that it is the gravest. */
export function problemPaint({
  colour,
  lineFactor,
}: Palette): NonNullable<CircleLayerSpecification['paint']> {
  return {
    'circle-radius': ['match', ['get', 'severity'], 3, 6.5, 2, 5, 4],
    'circle-color': ['match', ['get', 'severity'], 3, colour['accent-text'], colour['accent-soft']],
    'circle-stroke-color': colour['accent-text'],
    'circle-stroke-width': 1.5 * lineFactor,
  };
}

function radius(): ExpressionSpecification {
  return ['interpolate', ['linear'], ['sqrt', ['get', 'total']], 1, 10, 5, 14, 15, 20, 40, 28, 200, 36];
}
