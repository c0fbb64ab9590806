import type { FeatureCollection } from 'geojson';
import type { LngLat } from '../../core/units.ts';
import type { Palette } from '../palette.ts';
import { features, pointFeature, type LayerDrawing } from './layer.ts';

export interface ProblemMark extends LngLat {
  readonly id: string;
  readonly open: boolean;
}

export function problemFeatures(problems: readonly ProblemMark[]): FeatureCollection {
  return features(problems.map((each) => pointFeature(each, { id: each.id, open: each.open })));
}

/** Small points: open ones filled in ink, closed ones hollow. */
export function problemLayers(palette: Palette): LayerDrawing[] {
  const { colour } = palette;
  return [
    {
      id: 'problem-points',
      type: 'circle',
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 2, 14, 4],
        'circle-color': ['case', ['get', 'open'], colour['text-2'], colour['map-land']],
        'circle-stroke-color': ['case', ['get', 'open'], colour['map-halo'], colour['text-2']],
        'circle-stroke-width': 1,
      },
    },
  ];
}
