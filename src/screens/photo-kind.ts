import { CLIP_KINDS } from '../core/casework/clip.ts';
import type { PhotoRecord } from '../schema/records.ts';

/** Whether it is a clip, which is played and not looked at. */
export function isClip({ media }: Pick<PhotoRecord, 'media'>): boolean {
  return CLIP_KINDS.some((each) => each === media);
}
