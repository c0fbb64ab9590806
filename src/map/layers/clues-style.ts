import type { FeatureCollection } from 'geojson';
import type { LngLat } from '../../core/units.ts';
import type { SymbolShape } from '../../ui/symbol-shapes.ts';
import type { Palette } from '../palette.ts';
import { symbolImageId } from '../symbol-image.ts';
import { features, pointFeature, type LayerDrawing } from './layer.ts';

export const CLUE_KINDS = ['handheld', 'sighting'] as const satisfies readonly SymbolShape[];
/** A reading of a handheld or vehicle's meter, or what a camera, a satellite or a caller saw. */
export type ClueKind = (typeof CLUE_KINDS)[number];

export interface ClueMark extends LngLat {
  readonly id: string;
  readonly kind: ClueKind;
}

export function clueFeatures(clues: readonly ClueMark[]): FeatureCollection {
  return features(
    clues.map((each) =>
      pointFeature(each, { id: each.id, kind: each.kind, image: symbolImageId(each.kind) }),
    ),
  );
}

/** Thin ink symbols without figure or colour, so that none is taken for a station; the selected one gets a ring. */
export function clueLayers(palette: Palette, selected: string | null): LayerDrawing[] {
  const { colour } = palette;
  const symbols = {
    type: 'symbol',
    layout: {
      'icon-image': ['get', 'image'],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 9.5, 0.45, 12, 0.7, 14, 0.9],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  } as const satisfies Partial<LayerDrawing>;
  return [
    { id: 'sightings', filter: ['==', ['get', 'kind'], 'sighting'], ...symbols },
    { id: 'mobile-readings', filter: ['==', ['get', 'kind'], 'handheld'], ...symbols },
    {
      id: 'clue-selected',
      type: 'circle',
      filter: ['==', ['get', 'id'], selected ?? ''],
      paint: {
        'circle-radius': 11,
        'circle-color': colour['symbol-fill'],
        'circle-opacity': 0,
        'circle-stroke-color': colour['accent-text'],
        'circle-stroke-width': 2.5,
      },
    },
  ];
}
