import { ClientResponseError } from 'pocketbase';
import { EventRefused, sendEvent } from '../api/events.ts';
import { uploadPhoto } from '../api/photos.ts';
import type { EventDraft } from '../core/casework/events.ts';
import { message } from '../core/message.ts';
import { outboxStore, type OutboxItem, type OutboxPhoto } from './outbox-store.ts';

/** What a caller gives with an event: the bytes of its photos. */
export type PhotoDraft = Omit<OutboxPhoto, 'author' | 'event' | 'state' | 'tries' | 'nextTryAt' | 'reason'>;

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** Stores an event with its photos on this device in one transaction; resolves when it is safe, not when it is sent. */
export async function enqueue(author: string, draft: EventDraft, photos: readonly PhotoDraft[], at: number): Promise<void> {
  const fresh = { author, state: 'waiting', tries: 0, nextTryAt: 0, reason: null } as const;
  await outboxStore.transaction('rw', outboxStore.items, outboxStore.photos, async () => {
    await outboxStore.items.add({ ...fresh, id: draft.id, draft, storedAt: at, confirmedAt: null });
    await outboxStore.photos.bulkAdd(photos.map((photo) => ({ ...fresh, ...photo, event: draft.id })));
  });
}

/**
 * Sends what is due for this author: events in the order they were made, then photos.
 * An item that fails for lack of a network waits and keeps its place; one that the server refuses is parked with the reason.
 */
export async function flush(author: string, clock: () => number): Promise<void> {
  if (await sendItems(author, clock)) await sendPhotos(author, clock);
}

/** Puts a refused item back in the queue, after whatever was wrong has been mended. */
export async function retry(id: string): Promise<void> {
  const again = { state: 'waiting', nextTryAt: 0, reason: null } as const;
  await outboxStore.items.update(id, again);
  await outboxStore.photos.where('event').equals(id).and((each) => each.state === 'refused').modify(again);
}

async function sendItems(author: string, clock: () => number): Promise<boolean> {
  const items = (await outboxStore.items.orderBy('storedAt').toArray()).filter((each) => isDue(each, author));
  const blocked = new Set<string>();
  for (const item of items) {
    // Order is kept per subject: nothing overtakes an event about the same case.
    if (blocked.has(item.draft.subjectId)) continue;
    if (item.nextTryAt > clock()) {
      blocked.add(item.draft.subjectId);
      continue;
    }
    await outboxStore.items.update(item.id, { state: 'sending' });
    try {
      await sendEvent(item.draft);
      await outboxStore.items.update(item.id, { state: 'confirmed', confirmedAt: clock(), reason: null });
    } catch (error) {
      blocked.add(item.draft.subjectId);
      await outboxStore.items.update(item.id, afterFailure(item, error, clock()));
      if (isWithoutServer(error)) return false;
    }
  }
  return true;
}

async function sendPhotos(author: string, clock: () => number): Promise<void> {
  const photos = (await outboxStore.photos.toArray()).filter((each) => isDue(each, author) && each.nextTryAt <= clock());
  for (const photo of photos) {
    const item = await outboxStore.items.get(photo.event);
    if (item && item.state !== 'confirmed') continue;
    await outboxStore.photos.update(photo.id, { state: 'sending' });
    try {
      await uploadPhoto({ ...photo, by: author });
      await outboxStore.photos.update(photo.id, { state: 'confirmed', reason: null });
    } catch (error) {
      await outboxStore.photos.update(photo.id, afterFailure(photo, error, clock()));
      if (isWithoutServer(error)) return;
    }
  }
}

/** 'sending' counts as due: the page was closed in the middle, and sending twice is harmless. */
function isDue(each: OutboxItem | OutboxPhoto, author: string): boolean {
  return each.author === author && (each.state === 'waiting' || each.state === 'sending');
}

function isWithoutServer(error: unknown): boolean {
  return error instanceof ClientResponseError && (error.status === 0 || error.status === 401);
}

function afterFailure(each: { readonly tries: number }, error: unknown, at: number) {
  if (error instanceof EventRefused) return { state: 'refused', reason: error.reason } as const;
  if (error instanceof ClientResponseError && error.status >= 400 && error.status < 500 && !isWorthRetrying(error.status)) {
    return { state: 'refused', reason: message('app_outbox_refused', { status: error.status }) } as const;
  }
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** each.tries);
  return { state: 'waiting', tries: each.tries + 1, nextTryAt: at + wait } as const;
}

/** Signing in again, slowing down or waiting mends these. */
function isWorthRetrying(status: number): boolean {
  return status === 401 || status === 408 || status === 425 || status === 429;
}
