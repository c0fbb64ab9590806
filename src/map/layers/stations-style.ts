import type { FeatureCollection } from 'geojson';
import { MAP_FONT } from '../basemap-style.ts';
import { features, pointFeature, type LayerDrawing } from './layer.ts';

/** A station as the map shows it: a dot on its place, a pill above, its name below. */
export interface StationMark {
  readonly id: string;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
  /** 0 = no valid value. */
  readonly level: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  /** The figure; "–" without one. */
  readonly value: string;
  /** Age of the last value in words, for a silent station. */
  readonly age?: string;
}

/** Places and names of the stations, for the room they take. */
export function stationFeatures(
  stations: readonly { readonly name: string; readonly lng: number; readonly lat: number }[],
): FeatureCollection {
  return features(stations.map((each) => pointFeature(each, { name: each.name })));
}

/**
 * Stations are HTML, which the map's own labels know nothing of: this layer draws nothing and keeps the room of pill and
 * name free of the words of the ground.
 */
export function stationLayers(): LayerDrawing[] {
  return [
    {
      id: 'station-room',
      type: 'symbol',
      layout: {
        'icon-image': 'room',
        'icon-offset': [0, -12],
        'icon-allow-overlap': true,
        'text-font': MAP_FONT,
        'text-field': ['get', 'name'],
        'text-size': 12,
        'text-anchor': 'top',
        'text-offset': [0, 0.5],
        'text-allow-overlap': true,
      },
      paint: { 'text-opacity': 0 },
    },
  ];
}
