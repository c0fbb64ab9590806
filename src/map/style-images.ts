import { SYMBOL_SHAPES, type SymbolShape } from '../ui/symbol-shapes.ts';
import { HATCH_OPTIONS, hatchImage } from './layers/heat-hatch.ts';
import type { Palette } from './palette.ts';
import {
  patrolImage,
  PLATE_OPTIONS,
  plateImage,
  roomImage,
  SYMBOL_RATIO,
  symbolImage,
  symbolImageId,
} from './symbol-image.ts';

interface StyleImage {
  readonly draw: (palette: Palette) => { width: number; height: number; data: Uint8ClampedArray };
  readonly options: typeof HATCH_OPTIONS | typeof PLATE_OPTIONS;
}

const atRatio = { pixelRatio: SYMBOL_RATIO } as const;

/** Every image that a layer names, drawn when it is first asked for. */
export const STYLE_IMAGES: ReadonlyMap<string, StyleImage> = new Map<string, StyleImage>([
  ...(Object.keys(SYMBOL_SHAPES) as SymbolShape[]).map((kind): [string, StyleImage] => [
    symbolImageId(kind),
    { draw: (palette) => symbolImage(kind, palette), options: atRatio },
  ]),
  ['plate', { draw: plateImage, options: PLATE_OPTIONS }],
  ['patrol', { draw: patrolImage, options: atRatio }],
  ['room', { draw: roomImage, options: atRatio }],
  ['hatch', { draw: hatchImage, options: HATCH_OPTIONS }],
]);
