import type { FeatureCollection } from 'geojson';
import type { SourceKind } from '../../core/sources/source-kinds.ts';
import type { LngLat } from '../../core/units.ts';
import { MAP_FONT } from '../basemap-style.ts';
import type { Palette } from '../palette.ts';
import { symbolImageId } from '../symbol-image.ts';
import { features, pointFeature, type LayerDrawing } from './layer.ts';
import { SYMBOL_OF } from './sources-style.ts';

export interface SuspectMark extends LngLat {
  readonly id: string;
  readonly kind: SourceKind;
  readonly rank: number;
  readonly picked: boolean;
}

export function suspectFeatures(suspects: readonly SuspectMark[]): FeatureCollection {
  return features(
    suspects.map((each) =>
      pointFeature(each, {
        id: each.id,
        image: symbolImageId(SYMBOL_OF[each.kind]),
        rank: each.rank,
        picked: each.picked,
      }),
    ),
  );
}

/** Where the rank sits on the ring: upper right. */
const BADGE_PX: readonly [number, number] = [11, -10];

/** A ringed symbol with its rank; the ring of a chosen one is in the accent, since choosing is ours. */
export function suspectLayers(palette: Palette): LayerDrawing[] {
  const { colour, lineFactor: k } = palette;
  const likelierOnTop = { 'symbol-sort-key': ['-', 0, ['get', 'rank']] as ['-', number, ['get', string]] };
  return [
    {
      id: 'suspect-rings',
      type: 'circle',
      layout: { 'circle-sort-key': ['-', 0, ['get', 'rank']] },
      paint: {
        'circle-radius': 11,
        'circle-color': colour['symbol-fill'],
        'circle-stroke-width': ['case', ['get', 'picked'], 2.5 * k, 2 * k],
        'circle-stroke-color': ['case', ['get', 'picked'], colour.accent, colour.text],
      },
    },
    {
      id: 'suspect-symbols',
      type: 'symbol',
      layout: {
        'icon-image': ['get', 'image'],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        ...likelierOnTop,
      },
    },
    {
      id: 'suspect-badges',
      type: 'circle',
      layout: { 'circle-sort-key': ['-', 0, ['get', 'rank']] },
      paint: {
        'circle-radius': 7,
        'circle-color': ['case', ['get', 'picked'], colour.accent, colour.text],
        'circle-stroke-color': colour['symbol-fill'],
        'circle-stroke-width': 1,
        'circle-translate': [...BADGE_PX],
      },
    },
    {
      id: 'suspect-ranks',
      type: 'symbol',
      layout: {
        'text-font': MAP_FONT,
        'text-field': ['to-string', ['get', 'rank']],
        'text-size': 11,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
        ...likelierOnTop,
      },
      paint: {
        'text-color': ['case', ['get', 'picked'], colour['text-on-accent'], colour.surface],
        'text-translate': [...BADGE_PX],
      },
    },
    // Placed before all names, since it lies above them; draws nothing.
    {
      id: 'suspect-room',
      type: 'symbol',
      layout: { 'icon-image': 'room', 'icon-allow-overlap': true },
      paint: { 'icon-opacity': 0 },
    },
  ];
}
