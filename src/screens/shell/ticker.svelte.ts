import { createSubscriber } from 'svelte/reactivity';

/** The wall clock of the bar: changes while something shows it, and rests otherwise. */
class Ticker {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, 1000);
    return () => clearInterval(timer);
  });

  /** Epoch ms, fresh every second. */
  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}

export const ticker = new Ticker();
