import type { LayerSpecification } from 'maplibre-gl';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { LayerId } from '../z-order.ts';

type WithoutSource<T> = T extends unknown ? Omit<T, 'source' | 'id'> : never;

/** One layer as a pure function draws it: the source is said once, by the component that mounts it. */
export type LayerDrawing = WithoutSource<Exclude<LayerSpecification, { type: 'background' }>> & {
  readonly id: LayerId;
};

export const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

export function features<G extends Geometry>(list: readonly Feature<G>[]): FeatureCollection<G> {
  return { type: 'FeatureCollection', features: [...list] };
}

export function pointFeature(
  place: { readonly lng: number; readonly lat: number },
  properties: Record<string, unknown>,
): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [place.lng, place.lat] } };
}
