import { liveQuery } from 'dexie';
import type { EventDraft } from '../core/casework/events.ts';
import { enqueue, flush, retry, type PhotoDraft } from '../offline/outbox.ts';
import { outboxStore, type OutboxItem, type OutboxPhoto } from '../offline/outbox-store.ts';

const EVERY_MS = 3000;

/** The outbox as the screens show it: three plain counts and the items behind them. */
class OutboxState {
  items = $state.raw<readonly OutboxItem[]>([]);
  photos = $state.raw<readonly OutboxPhoto[]>([]);

  readonly waiting = $derived(this.items.filter((each) => each.state === 'waiting' || each.state === 'sending'));
  readonly refused = $derived(this.items.filter((each) => each.state === 'refused'));
  readonly confirmed = $derived(this.items.filter((each) => each.state === 'confirmed'));
  readonly photosWaiting = $derived(this.photos.filter((each) => each.state === 'waiting' || each.state === 'sending'));
  readonly lastConfirmedAt = $derived(Math.max(0, ...this.confirmed.map((each) => each.confirmedAt ?? 0)));

  #author = '';
  #busy = false;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** Follows the store and sends what is due for this person; safe to call again. */
  follow(author: string): void {
    this.#author = author;
    if (this.#timer) return;
    liveQuery(() => outboxStore.items.orderBy('storedAt').toArray()).subscribe((items) => (this.items = items));
    liveQuery(() => outboxStore.photos.toArray()).subscribe((photos) => (this.photos = photos));
    this.#timer = setInterval(() => void this.send(), EVERY_MS);
    window.addEventListener('online', () => void this.send());
    void this.send();
  }

  /** Stored on this device when it resolves; sending goes on by itself. */
  async add(draft: EventDraft, photos: readonly PhotoDraft[] = []): Promise<void> {
    await enqueue(this.#author, draft, photos, Date.now());
    void this.send();
  }

  async retry(id: string): Promise<void> {
    await retry(id);
    void this.send();
  }

  async send(): Promise<void> {
    if (this.#busy || !this.#author) return;
    this.#busy = true;
    try {
      await flush(this.#author, Date.now);
    } finally {
      this.#busy = false;
    }
  }
}

export const outbox = new OutboxState();
