import type { EventDraft } from '../core/casework/events.ts';
import { newId } from '../offline/event-draft.ts';
import type { PhotoDraft } from '../offline/outbox.ts';
import type { OutboxItem, OutboxPhoto } from '../offline/outbox-store.ts';
import type { SheetPhoto } from './inspect-actions.ts';
import { outbox } from './outbox.svelte.ts';
import { photoDraft, reference } from './visit-entries.ts';

/** Whether more pictures mend what the server refused; a finding has a form of its own. */
export function lacksPhotos({ draft, state, reason }: OutboxItem): boolean {
  const short = reason?.key.startsWith('server_needs_photo') ?? false;
  return state === 'refused' && short && draft.type !== 'problem.found';
}

/**
 * Sends a refused step anew with these pictures, as an event of its own: what was done when stays as it was. False when it is not
 * refused any more: sent again or mended in another window.
 */
export async function correctPhotos(refused: OutboxItem, photos: readonly SheetPhoto[]): Promise<boolean> {
  const stored = new Map(outbox.photosOf(refused.id).map((each) => [each.id, each]));
  const [like] = stored.values();
  const draft: EventDraft = { ...refused.draft, id: newId(), photos: photos.map(reference) };
  const entry = {
    draft,
    photos: photos.map((each) => asStored(stored.get(each.id)) ?? asTaken(each, refused, like)),
    after: refused.needs,
  };
  return outbox.replace(refused.id, [entry]);
}

function asStored(photo: OutboxPhoto | undefined): PhotoDraft | null {
  if (!photo) return null;
  const { id, subject, subjectId, phase, sha256, taken, bytes } = photo;
  return { id, subject, subjectId, phase, sha256, taken, bytes };
}

/** A picture taken later shows what the others show. */
function asTaken(photo: SheetPhoto, { draft }: OutboxItem, like: OutboxPhoto | undefined): PhotoDraft {
  const { subject = draft.subject, subjectId = draft.subjectId, phase = 'after' } = like ?? {};
  return { ...photoDraft(photo, 'problems', subjectId, 'after'), subject, phase };
}
