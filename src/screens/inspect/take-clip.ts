import { photoOrigin } from '../../core/casework/photo-origin.ts';
import type { Message } from '../../core/message.ts';
import { ok, type Result } from '../../core/result.ts';
import { newId } from '../../offline/event-draft.ts';
import { currentFix, followedFix } from '../../offline/position.ts';
import { readClip } from '../../offline/read-clip.ts';
import type { SheetPhoto } from '../../state/inspect-actions.ts';

/**
 * A clip that was just filmed or chosen, and where the device was then; one that came to the office has no position. A file of another
 * age than now is marked as from the gallery, as photos are (feature 0.27).
 */
export async function takeClip(
  file: File,
  chosen: 'camera' | 'gallery' | 'office',
): Promise<Result<SheetPhoto, Message>> {
  const takenAt = Date.now();
  const read = await readClip(file);
  if (!read.ok) return read;
  const fix = chosen === 'office' ? 'unavailable' : (followedFix() ?? (await currentFix()));
  const placed = typeof fix === 'string' ? null : fix;
  const said = { writtenAt: file.lastModified, shotAt: null, changedAt: null, software: '' };
  return ok({
    id: newId(),
    prepared: read.value,
    url: '',
    taken: {
      takenAt,
      lng: placed?.lng ?? null,
      lat: placed?.lat ?? null,
      accuracyM: placed?.accuracyM ?? null,
      placeBy: placed ? 'gps' : 'none',
      ...photoOrigin(said, chosen === 'camera' ? 'camera' : 'gallery', takenAt),
      clip: read.value.kind,
    },
  });
}
