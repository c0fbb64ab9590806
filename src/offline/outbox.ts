import type { EventDraft } from '../core/casework/events.ts';
import { dependenciesOf } from './dependencies.ts';
import { outboxStore, type OutboxPhoto } from './outbox-store.ts';

/** What a caller gives with an event: the bytes of its photos. */
export type PhotoDraft = Omit<OutboxPhoto, 'author' | 'event' | 'state' | 'tries' | 'nextTryAt' | 'reason'>;

/** Receipts stay to be looked at for a day. */
const KEPT_MS = 86_400_000;

/** One event to be stored, with the bytes of its photos. */
export interface Entry {
  readonly draft: EventDraft;
  readonly photos?: readonly PhotoDraft[];
  /** Subjects besides its own whose events have to be with the server first. */
  readonly after?: readonly string[];
}

/**
 * Stores events with their photos on this device, all or none, and ends the unfinished finding they came from (`finished`: its
 * source). Resolves when they are safe, not when they are sent; false when one of the photos is stored already: two windows of one
 * person went on with the same finding, and the other one was first.
 */
export async function enqueue(
  author: string,
  entries: readonly Entry[],
  at: number,
  finished?: string,
): Promise<boolean> {
  const fresh = { author, state: 'waiting', tries: 0, nextTryAt: 0, reason: null } as const;
  const { items, photos: store, drafts } = outboxStore;
  return outboxStore.transaction('rw', items, store, drafts, async () => {
    if (finished !== undefined) await drafts.delete([author, finished]);
    const ids = entries.flatMap(({ photos = [] }) => photos.map((each) => each.id));
    if ((await store.bulkGet(ids)).some((each) => each !== undefined)) return false;
    let order = (await items.orderBy('order').last())?.order ?? 0;
    for (const { draft, photos = [], after = [] } of entries) {
      const needs = [...dependenciesOf(draft), ...after];
      await items.add({
        ...fresh,
        id: draft.id,
        draft,
        order: ++order,
        needs,
        storedAt: at,
        confirmedAt: null,
      });
      await store.bulkAdd(photos.map((photo) => ({ ...fresh, ...photo, event: draft.id })));
    }
    return true;
  });
}

/** Puts a refused item back in the queue, after whatever was wrong has been mended. */
export async function retry(id: string): Promise<void> {
  const again = { state: 'waiting', tries: 0, nextTryAt: 0, reason: null } as const;
  await outboxStore.transaction('rw', outboxStore.items, outboxStore.photos, async () => {
    await outboxStore.items
      .where('id')
      .equals(id)
      .and((each) => each.state === 'refused')
      .modify(again);
    await outboxStore.photos
      .where('event')
      .equals(id)
      .and((each) => each.state === 'refused')
      .modify(again);
  });
}

/** Its author has read why it was refused and leaves it at that. It stays on the device with its photos, out of the way. */
export async function setAside(id: string): Promise<void> {
  await outboxStore.transaction('rw', outboxStore.items, outboxStore.photos, async () => {
    const item = await outboxStore.items.get(id);
    if (item?.state !== 'refused') return;
    await outboxStore.items.update(id, { state: 'set_aside' });
    await outboxStore.photos
      .where('event')
      .equals(id)
      .and((each) => each.state !== 'confirmed')
      .modify({ state: 'set_aside' });
  });
}

/** The network is back: nobody waits out a pause that was made for its absence. */
export async function wake(author: string): Promise<void> {
  for (const table of [outboxStore.items, outboxStore.photos]) {
    await table
      .where('author')
      .equals(author)
      .and((each) => each.state === 'waiting')
      .modify({ nextTryAt: 0 });
  }
}

/** Forgets what the server confirmed more than a day ago, with its photos; an item whose photo still waits stays. */
export async function prune(at: number): Promise<void> {
  await outboxStore.transaction('rw', outboxStore.items, outboxStore.photos, async () => {
    const old = await outboxStore.items
      .filter((each) => each.state === 'confirmed' && (each.confirmedAt ?? at) < at - KEPT_MS)
      .toArray();
    for (const { id } of old) {
      const photos = await outboxStore.photos.where('event').equals(id).toArray();
      if (photos.some((each) => each.state !== 'confirmed')) continue;
      await outboxStore.photos.bulkDelete(photos.map((each) => each.id));
      await outboxStore.items.delete(id);
    }
  });
}
