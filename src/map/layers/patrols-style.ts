import type { FeatureCollection } from 'geojson';
import type { LngLat } from '../../core/units.ts';
import { MAP_FONT } from '../basemap-style.ts';
import type { Palette } from '../palette.ts';
import { features, pointFeature, type LayerDrawing } from './layer.ts';
import { groundRadius } from './ground-radius.ts';

export interface PatrolMark extends LngLat {
  readonly id: string;
  /** Name and state in words: 2 组 空闲. */
  readonly text: string;
  /** Degrees clockwise from north the group moves to; null = unknown. */
  readonly heading: number | null;
  /** Radius of the position's doubt, metres; drawn when given. */
  readonly accuracyM?: number;
}

export function patrolFeatures(patrols: readonly PatrolMark[]): FeatureCollection {
  return features(
    patrols.map((each) =>
      pointFeature(each, {
        id: each.id,
        text: each.text,
        heading: each.heading ?? 0,
        accuracyM: each.accuracyM ?? 0,
        cos: Math.cos((each.lat * Math.PI) / 180),
      }),
    ),
  );
}

/** Arrowhead by heading in the accent, name and state beside it on a plate of the same colour. */
export function patrolLayers(palette: Palette): LayerDrawing[] {
  const { colour } = palette;
  const radiusAt = (zoom: number): unknown => [
    '/',
    ['get', 'accuracyM'],
    ['*', 78_271.5 / 2 ** zoom, ['get', 'cos']],
  ];
  return [
    {
      id: 'accuracy',
      type: 'circle',
      filter: ['>', ['get', 'accuracyM'], 0],
      paint: {
        'circle-radius': groundRadius(radiusAt),
        'circle-color': colour.accent,
        'circle-opacity': 0.14,
        'circle-stroke-color': colour['accent-text'],
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'patrols',
      type: 'symbol',
      layout: {
        'icon-image': 'patrol',
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: 'patrol-labels',
      type: 'symbol',
      layout: {
        'text-font': MAP_FONT,
        'text-field': ['get', 'text'],
        'text-size': 12,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 1.3,
        'text-justify': 'auto',
        'icon-image': 'plate',
        'icon-text-fit': 'both',
        'icon-text-fit-padding': [2, 6, 2, 6],
      },
      paint: {
        'text-color': colour['text-on-accent'],
      },
    },
  ];
}
