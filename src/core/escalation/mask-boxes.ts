/** Why a picture may be for everybody: somebody drew boxes over what nobody is to know, or looked and said that there is nothing. */
export const PICTURE_MASKINGS = ['boxes', 'not_needed'] as const;
export type PictureMasking = (typeof PICTURE_MASKINGS)[number];

/** A box over a face or a number plate, in shares of the picture's width and height, 0…1. */
export interface MaskBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Point {
  readonly x: number;
  readonly y: number;
}

/** Less than that is a slip of the hand, no box. */
export const SMALLEST_SIDE = 0.01;
/** More than that hides the place, too. */
export const MOST_BOXES = 60;

/** The box between two corners, wherever they lie, cut to the picture; null when it is too small to be meant. */
export function boxBetween(one: Point, other: Point): MaskBox | null {
  const [left, right] = [inside(Math.min(one.x, other.x)), inside(Math.max(one.x, other.x))];
  const [top, bottom] = [inside(Math.min(one.y, other.y)), inside(Math.max(one.y, other.y))];
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  return box.width < SMALLEST_SIDE || box.height < SMALLEST_SIDE ? null : box;
}

/** The same box elsewhere, never past an edge. */
export function movedBox(box: MaskBox, byX: number, byY: number): MaskBox {
  const x = Math.max(0, Math.min(1 - box.width, box.x + byX));
  const y = Math.max(0, Math.min(1 - box.height, box.y + byY));
  return { ...box, x, y };
}

/** The box with its lower right corner elsewhere, never past an edge nor too small to be seen. */
export function grownBox(box: MaskBox, byX: number, byY: number): MaskBox {
  const width = Math.max(SMALLEST_SIDE, Math.min(1 - box.x, box.width + byX));
  const height = Math.max(SMALLEST_SIDE, Math.min(1 - box.y, box.height + byY));
  return { ...box, width, height };
}

/** Whole pixels of a picture that a box covers: outwards, so that no edge of a face is left. */
export function pixelsOf(box: MaskBox, width: number, height: number): MaskBox {
  const [left, top] = [Math.floor(box.x * width), Math.floor(box.y * height)];
  const right = Math.min(width, Math.ceil((box.x + box.width) * width));
  const bottom = Math.min(height, Math.ceil((box.y + box.height) * height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function inside(share: number): number {
  return Math.max(0, Math.min(1, share));
}
