import { EventRefused, sendEvent } from '../api/events.ts';
import { failedStatus } from '../api/failed-request.ts';
import { uploadPhoto } from '../api/photos.ts';
import { holdsTokenOf, isTokenTaken } from '../api/signed-in.ts';
import type { EventDraft } from '../core/casework/events.ts';
import { message, type Message } from '../core/message.ts';
import { isHeldBack } from './dependencies.ts';
import { outboxStore, type OutboxItem, type OutboxPhoto } from './outbox-store.ts';

/** How a round of sending ended. `busy`: another tab is at it. */
export const FLUSH_ENDS = ['done', 'offline', 'signed_out', 'busy'] as const;
export type FlushEnd = (typeof FLUSH_ENDS)[number];

type Verdict =
  /** `rev`: of the row with it, null when that is not known. */
  | { readonly end: 'confirmed'; readonly rev: number | null }
  | { readonly end: 'refused'; readonly reason: Message }
  | { readonly end: 'later' | 'offline' | 'signed_out' };

const LOCK = 'shangfeng-outbox';
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** Signing in again, slowing down or waiting mends these. */
const PASSING = [408, 425, 429];

/**
 * Sends what is due for this author: events in the order they were made, then photos one by one.
 * An item that fails for lack of a network waits and keeps its place; one that the server refuses is parked with the reason.
 * Never two rounds at once, whichever tab they run in.
 */
export async function flush(author: string, clock: () => number): Promise<FlushEnd> {
  if (!holdsTokenOf(author)) return 'signed_out';
  // Only a page on https or on this machine has locks; without them a double sending is still harmless.
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (!locks) return round(author, clock);
  return locks.request(LOCK, { ifAvailable: true }, async (lock) => (lock ? round(author, clock) : 'busy'));
}

async function round(author: string, clock: () => number): Promise<FlushEnd> {
  const confirmed = new Set<string>();
  const end = await sendItems(author, clock, confirmed);
  return end === 'done' ? sendPhotos(author, clock, confirmed) : end;
}

async function sendItems(author: string, clock: () => number, confirmed: Set<string>): Promise<FlushEnd> {
  const queue = (await outboxStore.items.orderBy('order').toArray()).filter((each) => each.author === author);
  const unconfirmed: OutboxItem[] = [];
  for (const item of queue) {
    if (item.state === 'confirmed' || item.state === 'replaced') continue;
    if (!isDue(item, clock()) || isHeldBack(item, unconfirmed)) {
      unconfirmed.push(item);
      continue;
    }
    await ifRoom(() => outboxStore.items.update(item.id, { state: 'sending' }));
    const verdict = await judge(() => sendEvent(item.draft), item.draft);
    const change = changeFor(item, verdict, clock());
    const done = verdict.end === 'confirmed' ? verdict : null;
    const receipt = { confirmedAt: done && clock(), rev: done?.rev ?? null };
    await ifRoom(() => outboxStore.items.update(item.id, { ...change, ...receipt }));
    if (done) confirmed.add(item.id);
    else unconfirmed.push({ ...item, ...change });
    if (verdict.end === 'offline' || verdict.end === 'signed_out') return verdict.end;
  }
  return 'done';
}

/** `confirmed`: events of this round, also where a full disk could not be told. */
async function sendPhotos(
  author: string,
  clock: () => number,
  confirmed: ReadonlySet<string>,
): Promise<FlushEnd> {
  const ids = (await outboxStore.photos.where('author').equals(author).toArray())
    .filter((each) => isDue(each, clock()))
    .map((each) => each.id);
  for (const id of ids) {
    const photo = await outboxStore.photos.get(id);
    if (!photo) continue;
    const item = await outboxStore.items.get(photo.event);
    if (item && item.state !== 'confirmed' && !confirmed.has(item.id)) continue;
    await ifRoom(() => outboxStore.photos.update(id, { state: 'sending' }));
    const verdict = await judge(async () => {
      await uploadPhoto({ ...fieldsOf(photo), by: author });
      return null;
    }, null);
    const noted = await ifRoom(() => outboxStore.photos.update(id, changeFor(photo, verdict, clock())));
    // The server has it, and deleting needs no room but makes some: so a full disk empties itself.
    if (!noted && verdict.end === 'confirmed') await outboxStore.photos.delete(id);
    if (verdict.end === 'offline' || verdict.end === 'signed_out') return verdict.end;
  }
  return 'done';
}

/**
 * Writes down where an item stands; false when the disk is full. It stays as it was then and goes again, which is harmless: a full disk
 * must not keep work from the server.
 */
async function ifRoom(write: () => PromiseLike<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    const { name, inner } = error as { readonly name?: string; readonly inner?: { readonly name?: string } };
    if (name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError') return false;
    throw error;
  }
}

/** What the form of an upload holds; the outbox's own bookkeeping stays here. */
function fieldsOf({ id, event, subject, subjectId, phase, sha256, taken, bytes }: OutboxPhoto) {
  return { id, event, subject, subjectId, phase, sha256, taken, bytes };
}

/**
 * 'sending' counts as due: the page was closed in the middle, and sending twice is harmless. No pause is longer than the longest: one
 * that seems so was made before the clock of the device was set back.
 */
function isDue({ state, nextTryAt }: OutboxItem | OutboxPhoto, now: number): boolean {
  if (state !== 'waiting' && state !== 'sending') return false;
  return nextTryAt <= now || nextTryAt > now + LONGEST_WAIT_MS;
}

async function judge(send: () => Promise<number | null>, draft: EventDraft | null): Promise<Verdict> {
  try {
    return { end: 'confirmed', rev: await send() };
  } catch (error) {
    if (error instanceof EventRefused) {
      return draft && isAlreadySo(draft, error.reason)
        ? { end: 'confirmed', rev: null }
        : { end: 'refused', reason: error.reason };
    }
    const status = failedStatus(error);
    if (status === null) return { end: 'later' };
    if (status === 0) return { end: 'offline' };
    if (status < 400 || status >= 500 || PASSING.includes(status)) return { end: 'later' };
    // A worn-out token gets the same answer as a wrong request; only the server can tell which it was.
    const taken = status === 401 ? false : await isTokenTaken();
    if (taken === false) return { end: 'signed_out' };
    if (taken === null) return { end: 'offline' };
    return { end: 'refused', reason: message('inspect_outbox_status', { status }) };
  }
}

/** Two tablets of one group both accept and set off: the second finds done what it wanted. */
function isAlreadySo({ type }: EventDraft, { key }: Message): boolean {
  if (key === 'server_task_is_under_way') return type === 'task.accepted' || type === 'task.started';
  return key === 'server_task_is_accepted' && type === 'task.accepted';
}

function changeFor(each: { readonly tries: number }, verdict: Verdict, at: number) {
  switch (verdict.end) {
    case 'confirmed':
      return { state: 'confirmed', reason: null } as const;
    case 'refused':
      return { state: 'refused', reason: verdict.reason } as const;
    // Not the item's fault: it goes on at once after signing in.
    case 'signed_out':
      return { state: 'waiting', nextTryAt: 0 } as const;
    default: {
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** each.tries);
      return { state: 'waiting', tries: each.tries + 1, nextTryAt: at + wait } as const;
    }
  }
}
