import type { FeatureCollection } from 'geojson';
import type { LngLat } from '../../core/units.ts';
import type { Palette } from '../palette.ts';
import { features, type LayerDrawing } from './layer.ts';

/** The loop as it is drawn; a line until it has three points. */
export function lassoFeatures(loop: readonly LngLat[]): FeatureCollection {
  const ring = loop.map((each) => [each.lng, each.lat]);
  const first = ring[0];
  if (!first || ring.length < 3) return features([]);
  return features([
    { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...ring, first]] } },
  ]);
}

export function lassoLayers(palette: Palette): LayerDrawing[] {
  const { colour } = palette;
  return [
    { id: 'lasso-fill', type: 'fill', paint: { 'fill-color': colour.accent, 'fill-opacity': 0.1 } },
    {
      id: 'lasso-line',
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour['accent-text'], 'line-width': 2, 'line-dasharray': [2, 1.5] },
    },
  ];
}
