import { fetchPhotoUrls } from '../api/cases.ts';
import { fetchNamedPhotos } from '../api/named-photos.ts';
import type { PhotoRef } from '../core/casework/events.ts';
import type { DirectiveItemDone } from '../core/escalation/directive-payloads.ts';
import { draftEvent, newId } from '../offline/event-draft.ts';
import { sendProofs, type Seen, type StepEnd } from './case-steps.ts';
import type { SheetPhoto } from './inspect-actions.ts';

/** A picture as it can be shown. */
export interface ProofPicture {
  readonly id: string;
  readonly small: string;
  readonly whole: string;
}

/**
 * Says that a part of an order from above is done, with pictures of the work and of papers: on this device first, so that none is lost
 * when the line is cut. Each try has ids of its own, and `payload` gets them. Throws EventRefused.
 */
export async function sendItemDone(
  row: Seen,
  payload: (idOf: (photo: SheetPhoto) => string) => DirectiveItemDone,
  work: readonly SheetPhoto[],
  papers: readonly SheetPhoto[],
): Promise<StepEnd> {
  const ids = new Map([...work, ...papers].map((photo) => [photo, newId()]));
  const idOf = (photo: SheetPhoto): string => ids.get(photo) ?? '';
  const refs = [...ids].map(([photo, id]) => ({ id, sha256: photo.prepared.sha256 }));
  const draft = draftEvent('directive.item_done', row.id, payload(idOf), { seen: row.rev, photos: refs });
  const photos = [...ids].map(([photo, id]) => ({
    id,
    subject: 'directives',
    subjectId: row.id,
    phase: papers.includes(photo) ? ('paper' as const) : ('after' as const),
    sha256: photo.prepared.sha256,
    taken: { ...photo.taken },
    bytes: photo.prepared.bytes,
  }));
  return sendProofs([{ draft, photos }]);
}

/** The pictures that prove a part, as far as they have arrived and this person may see them. Throws the SDK's error. */
export async function proofPictures(photos: readonly PhotoRef[]): Promise<readonly ProofPicture[]> {
  if (photos.length === 0) return [];
  const found = await fetchNamedPhotos([{ photos: [...photos] }]);
  const urls = await fetchPhotoUrls(found);
  return found.flatMap(({ id }) => {
    const url = urls.get(id);
    return url ? [{ id, ...url }] : [];
  });
}
