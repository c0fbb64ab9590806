import { newId } from '../../offline/event-draft.ts';
import { currentFix, followedFix } from '../../offline/position.ts';
import { preparePhoto } from '../../offline/prepare-photo.ts';
import type { SheetPhoto } from '../../state/inspect-actions.ts';

/**
 * The camera's picture, and where the device was at that moment; the position never holds the picture up for long.
 * Throws when the file is not a picture the browser can read.
 */
export async function takePhoto(file: Blob): Promise<SheetPhoto> {
  const takenAt = Date.now();
  const [prepared, fix] = await Promise.all([preparePhoto(file), followedFix() ?? currentFix()]);
  const placed = typeof fix === 'string' ? null : fix;
  return {
    id: newId(),
    prepared,
    url: URL.createObjectURL(prepared.bytes),
    taken: {
      takenAt,
      lng: placed?.lng ?? null,
      lat: placed?.lat ?? null,
      accuracyM: placed?.accuracyM ?? null,
      placeBy: placed ? 'gps' : 'none',
      by: 'camera',
    },
  };
}
