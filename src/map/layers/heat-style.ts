import type { RasterLayerSpecification } from 'maplibre-gl';
import type { LngLatBox } from '../../core/columns/mercator.ts';
import type { Rgb } from '../../core/columns/paint.ts';
import type { Palette } from '../palette.ts';

type Corners = [[number, number], [number, number], [number, number], [number, number]];

/** The raster is painted with its own opacity; the layer only shows it, smoothed by the screen. */
export const heatPaint: NonNullable<RasterLayerSpecification['paint']> = {
  'raster-fade-duration': 0,
  'raster-resampling': 'linear',
};

/** North-west, north-east, south-east, south-west, as image and canvas sources take them. */
export function cornersOf({ west, south, east, north }: LngLatBox): Corners {
  return [
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
}

/** The six heat tokens of a theme as numbers for the painter. */
export function heatColours({ colour }: Palette): Rgb[] {
  return (['heat-0', 'heat-1', 'heat-2', 'heat-3', 'heat-4', 'heat-5'] as const).map((each) =>
    rgbOf(colour[each]),
  );
}

/** #rrggbb as three numbers; anything else is black, which a test of the tokens would notice. */
export function rgbOf(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  const part = (k: number): number => Number.parseInt(match?.[k] ?? '0', 16);
  return [part(1), part(2), part(3)];
}
