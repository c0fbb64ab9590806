import type { FeatureCollection } from 'geojson';
import type { LngLat } from '../../core/units.ts';
import type { Palette } from '../palette.ts';
import { features, pointFeature, type LayerDrawing } from './layer.ts';
import { groundRadius } from './ground-radius.ts';

/** Ground resolution at zoom 0 on the equator with tiles of 512 px, metres per pixel. */
const METRES_PER_PX = 78_271.5;

/** The one place that is meant; `accuracyM` is the radius of its doubt, null for a pin. */
export function placeFeatures(
  place: (LngLat & { readonly accuracyM: number | null }) | null,
): FeatureCollection {
  if (!place) return features([]);
  const cos = Math.cos((place.lat * Math.PI) / 180);
  return features([pointFeature(place, { doubt: (place.accuracyM ?? 0) / (METRES_PER_PX * cos) })]);
}

/** A dot in the accent with a ring of paper, in the circle of its doubt. */
export function placeLayers(palette: Palette): LayerDrawing[] {
  const { colour } = palette;
  const radiusAt = (zoom: number) => ['*', ['get', 'doubt'], 2 ** zoom];
  return [
    {
      id: 'place-doubt',
      type: 'circle',
      filter: ['>', ['get', 'doubt'], 0],
      paint: {
        'circle-radius': groundRadius(radiusAt),
        'circle-color': colour.accent,
        'circle-opacity': 0.14,
        'circle-stroke-color': colour['accent-text'],
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'place-dot',
      type: 'circle',
      paint: {
        'circle-radius': 7,
        'circle-color': colour.accent,
        'circle-stroke-color': colour.surface,
        'circle-stroke-width': 3,
      },
    },
  ];
}
