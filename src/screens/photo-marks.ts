import type { PhotoTaken } from '../core/casework/photo-taken.ts';
import { m } from '../text/paraglide/messages.js';

/** What has to be known about a photo before it is believed (feature 0.27): from the gallery, worked over, or without a place. */
export function photoMarks(taken: Partial<PhotoTaken>): readonly string[] {
  return [
    ...(taken.by === 'gallery' ? [m.ui_photo_gallery()] : []),
    ...(taken.edited ? [m.ui_photo_edited({ software: taken.edited })] : []),
    ...(taken.placeBy === 'none' ? [m.ui_photo_no_place()] : []),
  ];
}
