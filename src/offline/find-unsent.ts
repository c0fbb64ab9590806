import type { EventDraft, EventType } from '../core/casework/events.ts';
import { outboxStore } from './outbox-store.ts';

/** The event of this kind about a subject that lies on this device, sent or not, the corrected one; null when there is none. */
export async function findUnsent(
  author: string,
  type: EventType,
  subjectId: string,
): Promise<EventDraft | null> {
  const item = await outboxStore.items
    .where('author')
    .equals(author)
    .and(({ draft, state }) => draft.type === type && draft.subjectId === subjectId && state !== 'replaced')
    .first();
  return item?.draft ?? null;
}
