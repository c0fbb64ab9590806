import { SYMBOL_SHAPES, type SymbolPart, type SymbolShape } from '../ui/symbol-shapes.ts';
import type { Palette } from './palette.ts';

/** Pixels of the image per CSS pixel: sharp on every screen without a second set. */
export const SYMBOL_RATIO = 2;
const EDGE = 22;
const PLATE_EDGE = 12;
/** CSS pixels per unit of the symbol's 16-unit square. */
const UNIT = 1.12;

/** Name of a source kind's image on the map. */
export function symbolImageId(kind: SymbolShape): string {
  return `kind:${kind}`;
}

/** Draws one symbol with a halo of paper, so that it reads on water, roads and zone alike. */
export function symbolImage(kind: SymbolShape, palette: Palette): ImageData {
  const parts: readonly SymbolPart[] = SYMBOL_SHAPES[kind];
  return drawn(EDGE, (context) => {
    context.scale(UNIT, UNIT);
    context.lineJoin = 'round';
    context.strokeStyle = palette.colour['symbol-fill'];
    for (const part of parts) {
      context.lineWidth = (part.stroke ?? 0) + 2.4;
      context.stroke(new Path2D(part.d));
    }
    for (const part of parts) {
      const path = new Path2D(part.d);
      if (part.fill) {
        context.fillStyle = palette.colour[part.fill === 'ink' ? 'symbol' : 'symbol-fill'];
        context.fill(path);
      }
      if (!part.stroke) continue;
      context.setLineDash(part.dash ? [...part.dash] : []);
      context.strokeStyle = palette.colour.symbol;
      context.lineWidth = part.stroke;
      context.stroke(path);
    }
  });
}

/** The patrol's arrowhead: points up, so that the layer can turn it by the heading. */
export function patrolImage(palette: Palette): ImageData {
  return drawn(24, (context) => {
    const head = new Path2D('M0-9L7 8L0 4.5L-7 8Z');
    context.lineJoin = 'round';
    context.strokeStyle = palette.colour['map-halo'];
    context.lineWidth = 3;
    context.stroke(head);
    context.fillStyle = palette.colour.accent;
    context.fill(head);
  });
}

/** A plate of the accent behind words: stretches, with round corners of 3 px. */
export function plateImage(palette: Palette): ImageData {
  return drawn(PLATE_EDGE, (context) => {
    context.beginPath();
    context.roundRect(-PLATE_EDGE / 2, -PLATE_EDGE / 2, PLATE_EDGE, PLATE_EDGE, 3);
    context.fillStyle = palette.colour.accent;
    context.fill();
  });
}

/** Nothing, as large as a station's pill: it only takes room. */
export function roomImage(): ImageData {
  return drawn(36, () => {});
}

/** The part of the plate that stretches and the part that holds the words, in its pixels. */
export const PLATE_OPTIONS = {
  pixelRatio: SYMBOL_RATIO,
  stretchX: [[8, 16]] as [number, number][],
  stretchY: [[8, 16]] as [number, number][],
};

function drawn(edge: number, draw: (context: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = edge * SYMBOL_RATIO;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return new ImageData(canvas.width, canvas.height);
  context.scale(SYMBOL_RATIO, SYMBOL_RATIO);
  context.translate(edge / 2, edge / 2);
  draw(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
