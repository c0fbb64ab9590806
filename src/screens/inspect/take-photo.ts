import { photoOrigin } from '../../core/casework/photo-origin.ts';
import { newId } from '../../offline/event-draft.ts';
import { currentFix, followedFix } from '../../offline/position.ts';
import { preparePhoto } from '../../offline/prepare-photo.ts';
import { readPictureFile } from '../../offline/read-picture-file.ts';
import type { SheetPhoto } from '../../state/inspect-actions.ts';

/**
 * The camera's picture, and where the device was at that moment; the position never holds the picture up for long. A picture that
 * came to the office has no position.
 * Throws when the file is not a picture the browser can read.
 */
export async function takePhoto(
  file: Blob,
  chosen: 'camera' | 'gallery' | 'office' = 'camera',
): Promise<SheetPhoto> {
  const takenAt = Date.now();
  const [prepared, fix, said] = await Promise.all([
    preparePhoto(file),
    // The office's own position says nothing of the place.
    chosen === 'office' ? ('unavailable' as const) : (followedFix() ?? currentFix()),
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
      ...photoOrigin(said, chosen === 'camera' ? 'camera' : 'gallery', takenAt),
    },
  };
}
