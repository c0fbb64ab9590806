import type { CircleLayerSpecification } from 'maplibre-gl';

/** Between these zooms a circle of metres doubles with each zoom; MapLibre takes an exponential curve of base 2 through both. */
const LOW = 8;
const HIGH = 20;

/** `circle-radius` in pixels of a circle on the ground, from its radius in pixels at a zoom. */
export function groundRadius(
  radiusAt: (zoom: number) => unknown,
): NonNullable<NonNullable<CircleLayerSpecification['paint']>['circle-radius']> {
  return ['interpolate', ['exponential', 2], ['zoom'], LOW, radiusAt(LOW), HIGH, radiusAt(HIGH)] as never;
}
