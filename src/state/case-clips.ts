import { fetchPhotoUrls } from '../api/cases.ts';
import type { ClipKind } from '../core/casework/clip.ts';
import type { PhotoRecord } from '../schema/records.ts';
import { proofEntry, sendProofs, type Seen, type StepEnd } from './case-steps.ts';
import type { SheetPhoto } from './inspect-actions.ts';

/** Adds a clip to a case, on this device first: it goes out by itself when the line is cut. Throws EventRefused. */
export async function sendClip(row: Seen, clip: SheetPhoto, phase: 'before' | 'after'): Promise<StepEnd> {
  const kind: ClipKind = clip.taken.clip ?? 'mp4';
  const payload = () => ({ kind, phase, note: '' });
  return sendProofs([proofEntry('problem.filmed', row, payload, [{ photos: [clip], phase }])]);
}

/** Where a clip can be had now: addresses hold for minutes, a page is open for hours. Throws the SDK's error. */
export async function clipUrl(clip: PhotoRecord): Promise<string> {
  return (await fetchPhotoUrls([clip])).get(clip.id)?.whole ?? '';
}
