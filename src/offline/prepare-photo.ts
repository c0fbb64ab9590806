import { pixelsOf, type MaskBox } from '../core/escalation/mask-boxes.ts';
import { sha256 } from '../core/files/sha256.ts';

export interface PreparedPhoto {
  readonly bytes: Blob;
  /** SHA-256 of the bytes as they will be sent, lower-case hex. */
  readonly sha256: string;
}

const LONGEST_EDGE = 2048;
const QUALITY = 0.8;

/**
 * Makes a picture small enough for the road: upright, at most 2,048 px, JPEG, with its hash.
 * Throws when the file is not a picture the browser can read.
 */
export async function preparePhoto(file: Blob): Promise<PreparedPhoto> {
  const picture = await shrinkPicture(file);
  return { ...picture, sha256: await hashOf(picture.bytes) };
}

/**
 * A copy for everybody: what lies under the boxes is painted black before the picture is encoded anew, so that nothing of it is in the
 * file, and neither is anything that the camera wrote beside the picture. Throws when the file is not a picture.
 */
export async function maskPicture(file: Blob, boxes: readonly MaskBox[]): Promise<PreparedPhoto> {
  const { bytes } = await shrinkPicture(file, (context, width, height) => {
    context.fillStyle = 'black';
    for (const box of boxes) {
      const { x, y, width: across, height: down } = pixelsOf(box, width, height);
      context.fillRect(x, y, across, down);
    }
  });
  return { bytes, sha256: await hashOf(bytes) };
}

/** The same without its hash, for pictures that are no evidence. */
export async function shrinkPicture(
  file: Blob,
  paint?: (context: OffscreenCanvasRenderingContext2D, width: number, height: number) => void,
): Promise<Pick<PreparedPhoto, 'bytes'>> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_EDGE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  paint?.(context, width, height);
  const bytes = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return { bytes };
}

async function hashOf(bytes: Blob): Promise<string> {
  return sha256(new Uint8Array(await bytes.arrayBuffer()));
}
