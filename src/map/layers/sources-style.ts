import type { FeatureCollection } from 'geojson';
import type { SourceKind, SourceState } from '../../core/sources/source-kinds.ts';
import type { LngLat } from '../../core/units.ts';
import type { SymbolShape } from '../../ui/symbol-shapes.ts';
import type { Palette } from '../palette.ts';
import { symbolImageId } from '../symbol-image.ts';
import { features, pointFeature, type LayerDrawing } from './layer.ts';

/** A source as the map draws it. */
export interface SourceMark extends LngLat {
  readonly id: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
}

/** The kinds that have a symbol: all of them, or this does not compile. */
export const SYMBOL_OF = {
  earthwork: 'earthwork',
  site: 'site',
  demolition: 'demolition',
  linear_works: 'linear_works',
  road: 'road',
  batching_plant: 'batching_plant',
  bare_land: 'bare_land',
  soil_yard: 'soil_yard',
  freight_yard: 'freight_yard',
  enterprise: 'enterprise',
  small_polluter: 'small_polluter',
  restaurant: 'restaurant',
  market: 'market',
  gas_station: 'gas_station',
  car_repair: 'car_repair',
  household_coal: 'household_coal',
  open_burning: 'open_burning',
  checkpoint: 'checkpoint',
  unnamed: 'unnamed',
} as const satisfies Record<SourceKind, SymbolShape>;

/** Kinds so many that they are dots until one comes near. */
const DOTS = new Set<SourceKind>(['restaurant', 'car_repair', 'household_coal']);

/** Sources as points; `hidden` kinds are left out. */
export function sourceFeatures(
  sources: readonly SourceMark[],
  hidden: ReadonlySet<SourceKind>,
): FeatureCollection {
  return features(
    sources
      .filter((each) => !hidden.has(each.kind))
      .map((each) =>
        pointFeature(each, {
          id: each.id,
          image: symbolImageId(SYMBOL_OF[each.kind]),
          dot: DOTS.has(each.kind),
          quiet: each.state !== 'active',
        }),
      ),
  ) as FeatureCollection;
}

/** Ink symbols by kind; what is stopped, sealed, finished or banned is paler; the selected one gets a ring. */
export function sourceLayers(palette: Palette, selected: string | null): LayerDrawing[] {
  const { colour } = palette;
  return [
    {
      id: 'restaurants',
      type: 'circle',
      filter: ['get', 'dot'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 1, 12, 1.75, 15, 3],
        'circle-color': colour.symbol,
        'circle-opacity': ['case', ['get', 'quiet'], 0.35, 0.75],
      },
    },
    {
      id: 'sources',
      type: 'symbol',
      filter: ['!', ['get', 'dot']],
      layout: {
        'icon-image': ['get', 'image'],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9.5, 0.36, 11, 0.58, 12, 0.75, 13.5, 1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: {
        // From afar they are a texture under the stations; near by each is a place to go to.
        'icon-opacity': [
          'interpolate',
          ['linear'],
          ['zoom'],
          10,
          ['case', ['get', 'quiet'], 0.3, 0.6],
          12,
          ['case', ['get', 'quiet'], 0.45, 1],
        ],
      },
    },
    {
      id: 'source-selected',
      type: 'circle',
      filter: ['==', ['get', 'id'], selected ?? ''],
      paint: {
        'circle-radius': 13,
        'circle-color': colour['symbol-fill'],
        'circle-opacity': 0,
        'circle-stroke-color': colour['accent-text'],
        'circle-stroke-width': 2.5,
      },
    },
  ];
}
