import type { Feature, FeatureCollection } from 'geojson';
import type { LngLat } from '../../core/units.ts';
import { MAP_FONT } from '../basemap-style.ts';
import type { Palette } from '../palette.ts';
import { features, pointFeature, type LayerDrawing } from './layer.ts';

export interface RouteStopMark extends LngLat {
  readonly id: string;
  readonly state: 'done' | 'current' | 'open';
}

/** The order of the stops, from where the group is: dots, because it is an order and not a road. */
export function routeFeatures(
  start: LngLat | null,
  stops: readonly RouteStopMark[],
  numbered: boolean,
): FeatureCollection {
  const line = [...(start ? [start] : []), ...stops].map((each) => [each.lng, each.lat]);
  const path: Feature[] =
    line.length < 2
      ? []
      : [
          {
            type: 'Feature',
            properties: { part: 'line' },
            geometry: { type: 'LineString', coordinates: line },
          },
        ];
  const marks = numbered
    ? stops.map((each, i) =>
        pointFeature(each, {
          part: 'stop',
          id: each.id,
          state: each.state,
          number: each.state === 'done' ? '✓' : String(i + 1),
        }),
      )
    : [];
  return features([...path, ...marks]);
}

export function routeLayers(palette: Palette): LayerDrawing[] {
  const { colour, lineFactor: k } = palette;
  return [
    {
      id: 'route-line',
      type: 'line',
      filter: ['==', ['get', 'part'], 'line'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour['accent-text'], 'line-width': 3 * k, 'line-dasharray': [0.01, 2.2] },
    },
    {
      id: 'route-stops',
      type: 'circle',
      filter: ['==', ['get', 'part'], 'stop'],
      paint: {
        'circle-radius': ['match', ['get', 'state'], 'current', 17, 14],
        'circle-color': ['match', ['get', 'state'], 'current', colour.accent, colour['symbol-fill']],
        'circle-stroke-color': ['match', ['get', 'state'], 'current', colour['symbol-fill'], colour.text],
        'circle-stroke-width': 2 * k,
      },
    },
    {
      id: 'route-numbers',
      type: 'symbol',
      filter: ['==', ['get', 'part'], 'stop'],
      layout: {
        'text-font': MAP_FONT,
        'text-field': ['get', 'number'],
        'text-size': 15,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: {
        'text-color': [
          'match',
          ['get', 'state'],
          'current',
          colour['text-on-accent'],
          'done',
          colour.ok,
          colour.text,
        ],
      },
    },
  ];
}
