import { SvelteMap } from 'svelte/reactivity';
import { keepAnswers } from '../api/keeping.ts';
import type { Instant } from '../core/units.ts';
import { session } from './session.svelte.ts';

/** Answers older than this are of no use to anybody. */
const KEPT_DAYS_MS = 14 * 86_400_000;

/** What the tablet works with when there is no network: the server's last answers, and how old they are. */
class KeptAnswers {
  /** Questions answered from this device, by when that answer was the server's. */
  readonly #old = new SvelteMap<string, Instant>();
  #keeping = false;

  /** The oldest of what is shown, null when all came from the server just now. */
  readonly since = $derived(this.#old.size === 0 ? null : Math.min(...this.#old.values()));

  /** From now on what the tablet asks for is kept; safe to call again. */
  start(): void {
    if (this.#keeping) return;
    this.#keeping = true;
    const store = import('../offline/kept-store.ts');
    keepAnswers(store.then(({ openKeeper }) => openKeeper((question, at) => this.#take(question, at))));
    void store
      .then(({ forgetKept }) => forgetKept({ before: Date.now() - KEPT_DAYS_MS }))
      .catch(() => undefined);
    session.whenLeaving(
      (person) => void store.then(({ forgetKept }) => forgetKept({ person })).catch(() => undefined),
    );
  }

  #take(question: string, keptAt: Instant | null): void {
    if (keptAt === null) this.#old.delete(question);
    else this.#old.set(question, keptAt);
  }
}

export const keptAnswers = new KeptAnswers();
