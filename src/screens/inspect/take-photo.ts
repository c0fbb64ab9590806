import { photoOrigin } from '../../core/casework/photo-origin.ts';
import { newId } from '../../offline/event-draft.ts';
import { currentFix, followedFix } from '../../offline/position.ts';
import { preparePhoto } from '../../offline/prepare-photo.ts';
import { readPictureFile } from '../../offline/read-picture-file.ts';
import type { SheetPhoto } from '../../state/inspect-actions.ts';

/**
 * The camera's picture, and where the device was at that moment; the position never holds the picture up for long.
 * Throws when the file is not a picture the browser can read.
 */
export async function takePhoto(file: Blob, chosen: 'camera' | 'gallery' = 'camera'): Promise<SheetPhoto> {
  const takenAt = Date.now();
  const [prepared, fix, said] = await Promise.all([
    preparePhoto(file),
    followedFix() ?? currentFix(),
    readPictureFile(file),
  ]);
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
      ...photoOrigin(said, chosen, takenAt),
    },
  };
}
