import type { EventDraft } from '../core/casework/events.ts';
import type { Message } from '../core/message.ts';
import { outboxStore, type ItemState } from './outbox-store.ts';

/** Unsent work as it is written to a file: enough to prove what was done, and to enter it again by hand. */
export interface UnsentWork {
  readonly format: 'shangfeng-unsent';
  readonly version: 1;
  readonly author: string;
  /** Epoch ms. */
  readonly exportedAt: number;
  readonly events: readonly UnsentEvent[];
}

export interface UnsentEvent {
  readonly event: EventDraft;
  readonly state: ItemState;
  readonly reason: Message | null;
  /** Epoch ms. */
  readonly storedAt: number;
  readonly photos: readonly UnsentPhoto[];
}

/** A photo by its hash; the bytes stay on the device. */
export interface UnsentPhoto {
  readonly id: string;
  readonly phase: 'before' | 'after' | 'paper';
  readonly sha256: string;
  readonly bytes: number;
  readonly taken: Readonly<Record<string, unknown>>;
  readonly state: ItemState;
}

/**
 * Everything of one person that the server has not confirmed, in the order it was done: events, and confirmed events whose photos
 * still wait. An empty outbox gives an empty list.
 */
export async function unsentWork(author: string, at: number): Promise<UnsentWork> {
  return outboxStore.transaction('r', outboxStore.items, outboxStore.photos, async () => {
    const items = (await outboxStore.items.orderBy('order').toArray()).filter(
      (each) => each.author === author,
    );
    const photos = await outboxStore.photos.where('author').equals(author).toArray();
    const events = items
      .map(({ id, draft, state, reason, storedAt }) => ({
        event: draft,
        state,
        reason,
        storedAt,
        photos: photos
          .filter((each) => each.event === id)
          .map(({ id: photo, phase, sha256, taken, bytes, state: sent }) => ({
            id: photo,
            phase,
            sha256,
            bytes: bytes.size,
            taken,
            state: sent,
          })),
      }))
      .filter(
        (each) => each.state !== 'confirmed' || each.photos.some((photo) => photo.state !== 'confirmed'),
      );
    return { format: 'shangfeng-unsent', version: 1, author, exportedAt: at, events };
  });
}
