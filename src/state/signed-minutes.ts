import { fetchPhotoUrls } from '../api/cases.ts';
import { fetchMinutes } from '../api/minutes.ts';
import type { EventType } from '../core/casework/events.ts';
import type { Payload } from '../core/casework/payloads.ts';
import { draftEvent, newId } from '../offline/event-draft.ts';
import { sendProofs, sendStep, type Seen, type StepEnd } from './case-steps.ts';
import type { SheetPhoto } from './inspect-actions.ts';

/** A picture of signed minutes as it can be shown. */
export interface Minutes {
  readonly id: string;
  readonly small: string;
  readonly whole: string;
}

/**
 * Sends what a meeting or an interview settled with pictures of its signed minutes: on this device first, so that none is lost when
 * the line is cut. Each try has ids of its own. Throws EventRefused or the SDK's error.
 */
export async function sendSigned<T extends EventType>(
  type: T,
  row: Seen,
  payload: Payload<T>,
  photos: readonly SheetPhoto[],
): Promise<StepEnd> {
  if (photos.length === 0) {
    await sendStep(type, row, payload);
    return 'confirmed';
  }
  const named = photos.map((photo) => ({ ...photo, id: newId() }));
  const refs = named.map(({ id, prepared }) => ({ id, sha256: prepared.sha256 }));
  const draft = draftEvent(type, row.id, payload, { seen: row.rev, photos: refs });
  const bytes = named.map(({ id, prepared, taken }) => ({
    id,
    subject: draft.subject,
    subjectId: row.id,
    phase: 'paper' as const,
    sha256: prepared.sha256,
    taken: { ...taken },
    bytes: prepared.bytes,
  }));
  return sendProofs([{ draft, photos: bytes }]);
}

/** The pictures of a meeting's or an interview's signed minutes that have arrived, as taken. Throws the SDK's error. */
export async function minutesOf(of: 'meeting' | 'step', id: string): Promise<readonly Minutes[]> {
  const photos = await fetchMinutes(of, id);
  const urls = await fetchPhotoUrls(photos);
  return photos.flatMap((each) => {
    const url = urls.get(each.id);
    return url ? [{ id: each.id, ...url }] : [];
  });
}
