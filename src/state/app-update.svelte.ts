import type { AppCopy } from '../offline/app-copy.ts';
import { outbox } from './outbox.svelte.ts';
import { session } from './session.svelte.ts';

/** The page has its first picture before the rest of the app is fetched beside it. */
const AFTER_MS = 3000;
const LOOK_EVERY_MS = 30 * 60_000;

/** The app's copy on this device. It changes only when asked, and not while work waits to be sent. */
class AppUpdate {
  /** A newer version lies ready. */
  ready = $state(false);

  /** What waits on this device stays readable to the version that wrote it. */
  readonly allowed = $derived(outbox.unsent === 0);

  #copy: AppCopy | null = null;
  #begun = false;

  /** Keeps the app on the device and looks for newer versions; safe to call again. Never throws. */
  follow(): void {
    if (this.#begun) return;
    this.#begun = true;
    if (session.user) outbox.follow(session.user.id);
    setTimeout(() => void this.#keep(), AFTER_MS);
  }

  take(): void {
    if (this.allowed) this.#copy?.takeNewer();
  }

  async #keep(): Promise<void> {
    const { keepApp } = await import('../offline/app-copy.ts');
    this.#copy = await keepApp(() => (this.ready = true));
    if (this.#copy) setInterval(() => void this.#copy?.look(), LOOK_EVERY_MS);
  }
}

export const appUpdate = new AppUpdate();
