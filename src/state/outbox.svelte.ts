import { liveQuery } from 'dexie';
import { flush, type FlushEnd } from '../offline/flush.ts';
import { enqueue, prune, retry, setAside, wake, type Entry } from '../offline/outbox.ts';
import { outboxStore, type OutboxItem, type OutboxPhoto } from '../offline/outbox-store.ts';
import { replaceRefused } from '../offline/replace-refused.ts';
import { keepStorage, storageLeft } from '../offline/storage-left.ts';

const EVERY_MS = 3000;
const TIDY_EVERY_MS = 10 * 60_000;
/** Some two hundred photos; below this the inspector is told. */
const LOW_BYTES = 100_000_000;

/** The outbox as the screens show it, of the person who is signed in: three plain counts and the items behind them. */
class OutboxState {
  #all = $state.raw<readonly OutboxItem[]>([]);
  #allPhotos = $state.raw<readonly OutboxPhoto[]>([]);
  #author = $state('');
  /** How the last round of sending ended; null before the first. */
  end = $state<FlushEnd | null>(null);
  storageLow = $state(false);

  readonly items = $derived(this.#all.filter((each) => each.author === this.#author));
  readonly photos = $derived(this.#allPhotos.filter((each) => each.author === this.#author));
  readonly waiting = $derived(this.items.filter(isOnItsWay));
  readonly refused = $derived(
    this.items.filter((each) => each.state === 'refused' || this.refusedPhotosOf(each.id).length > 0),
  );
  readonly confirmed = $derived(this.items.filter((each) => each.state === 'confirmed'));
  readonly photosWaiting = $derived(this.photos.filter(isOnItsWay));
  /** Events and photos that this device still has to send, whoever made them. */
  readonly unsent = $derived([...this.#all, ...this.#allPhotos].filter(isOnItsWay).length);
  readonly lastConfirmedAt = $derived(Math.max(0, ...this.confirmed.map((each) => each.confirmedAt ?? 0)));

  #sending = false;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** Follows the store and sends what is due for this person; safe to call again, and when another person has signed in. */
  follow(author: string): void {
    this.#author = author;
    if (!this.#timer) this.#begin();
    void this.send();
  }

  /** Stored on this device, all or none, when it resolves; sending goes on by itself. `finished` and the answer: see `enqueue`. */
  async add(entries: readonly Entry[], finished?: string): Promise<boolean> {
    const stored = await enqueue(this.#author, entries, Date.now(), finished);
    void this.send();
    return stored;
  }

  async retry(id: string): Promise<void> {
    await retry(id);
    void this.send();
  }

  /** Puts corrected events in the place of a refused one; false when it is not refused any more. */
  async replace(id: string, entries: readonly Entry[]): Promise<boolean> {
    const replaced = await replaceRefused(this.#author, id, entries, Date.now());
    void this.send();
    return replaced;
  }

  async setAside(id: string): Promise<void> {
    await setAside(id);
  }

  photosOf(event: string): readonly OutboxPhoto[] {
    return this.photos.filter((each) => each.event === event);
  }

  refusedPhotosOf(event: string): readonly OutboxPhoto[] {
    return this.photos.filter((each) => each.event === event && each.state === 'refused');
  }

  async send(): Promise<void> {
    if (this.#sending || !this.#author) return;
    this.#sending = true;
    try {
      this.end = await flush(this.#author, Date.now);
    } finally {
      this.#sending = false;
    }
  }

  #begin(): void {
    liveQuery(() => outboxStore.items.orderBy('order').toArray()).subscribe((items) => (this.#all = items));
    liveQuery(() => outboxStore.photos.toArray()).subscribe((photos) => (this.#allPhotos = photos));
    this.#timer = setInterval(() => void this.send(), EVERY_MS);
    window.addEventListener('online', () => void wake(this.#author).then(() => this.send()));
    void keepStorage();
    void this.#tidy();
    setInterval(() => void this.#tidy(), TIDY_EVERY_MS);
  }

  async #tidy(): Promise<void> {
    await prune(Date.now());
    const left = await storageLeft();
    this.storageLow = left !== null && left < LOW_BYTES;
  }
}

export const outbox = new OutboxState();

function isOnItsWay({ state }: OutboxItem | OutboxPhoto): boolean {
  return state === 'waiting' || state === 'sending';
}
