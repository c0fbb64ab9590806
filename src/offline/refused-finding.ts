import type { ProblemFound } from '../core/casework/payloads.ts';
import type { DraftPhoto, FindingDraft } from './finding-draft.ts';
import { outboxStore, type OutboxPhoto } from './outbox-store.ts';
import { unsentWith } from './replace-refused.ts';

/**
 * A refused finding as the form takes it, with everything as it was recorded: what was chosen and written, the position when the
 * shutter fell, the photos with their hashes. Null when it is no finding, somebody else's, or not refused any more.
 */
export async function refusedFinding(author: string, event: string): Promise<FindingDraft | null> {
  const { items, photos: store } = outboxStore;
  return outboxStore.transaction('r', items, store, async () => {
    const item = await items.get(event);
    if (item?.author !== author || item.state !== 'refused' || item.draft.type !== 'problem.found')
      return null;
    const [fixed] = await unsentWith(item);
    const photos = await store
      .where('event')
      .anyOf([event, ...(fixed ? [fixed.id] : [])])
      .toArray();
    const found = JSON.parse(item.draft.payload) as ProblemFound;
    const { lng, lat, accuracyM, by, reason } = found.place;
    const measured = by === 'gps' && accuracyM !== null;
    return {
      author,
      source: event,
      savedAt: item.storedAt,
      category: found.category,
      severity: String(found.severity) as FindingDraft['severity'],
      handling: fixed ? 'on_spot' : 'to_assign',
      note: found.note,
      pin: by === 'pin' ? { lng, lat } : null,
      pinReason: by === 'pin' ? reason : '',
      fix: measured ? { lng, lat, accuracyM, at: found.foundAt } : null,
      linked: found.linked ?? '',
      before: inOrder(item.draft.photos, photos),
      after: inOrder(fixed?.draft.photos ?? [], photos),
    };
  });
}

/** As they were taken; one whose bytes are not on this device any more is left out. */
function inOrder(refs: readonly { readonly id: string }[], photos: readonly OutboxPhoto[]): DraftPhoto[] {
  return refs.flatMap((ref) => {
    const photo = photos.find((each) => each.id === ref.id);
    return photo
      ? [{ id: photo.id, bytes: photo.bytes, sha256: photo.sha256, taken: { ...photo.taken } }]
      : [];
  });
}
