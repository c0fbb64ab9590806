import type { PhotoTaken } from '../core/casework/photo-taken.ts';
import type { PhotoRecord } from '../schema/records.ts';
import { m } from '../text/paraglide/messages.js';
import { dateAndClock } from '../text/time.ts';

/** What has to be known about a photo before it is believed (feature 0.27): from the gallery, worked over, or without a place. */
export function photoMarks(taken: Partial<PhotoTaken>): readonly string[] {
  return [
    ...(taken.by === 'gallery' ? [m.ui_photo_gallery()] : []),
    ...(taken.edited ? [m.ui_photo_edited({ software: taken.edited })] : []),
    ...(taken.placeBy === 'none' ? [m.ui_photo_no_place()] : []),
  ];
}

/** When a picture was taken as the shutter knew it, epoch ms; 0 when it did not. */
export function takenAt({ taken }: Pick<PhotoRecord, 'taken'>): number {
  return (taken as Partial<PhotoRecord['taken']> | null)?.takenAt ?? 0;
}

/** When it was taken and how well placed; '' when nobody knows. */
export function takenWords(photo: Pick<PhotoRecord, 'taken'>): string {
  const { accuracyM } = (photo.taken ?? {}) as { accuracyM?: number | null };
  const place = typeof accuracyM === 'number' ? ` · ±${Math.round(accuracyM)} m` : '';
  return takenAt(photo) > 0 ? `${dateAndClock(takenAt(photo))}${place}` : '';
}
