/**
 * Keeps a fetched list and its live messages together: the server may have read an answer before a change whose message came in
 * first, so what was heard while the answer was on its way is taken again after it.
 */
export class HeardMeanwhile<T> {
  readonly #open = new Set<T[]>();

  /** Notes a message for the answers that are on their way. */
  hear(message: T): void {
    for (const each of this.#open) each.push(message);
  }

  /** Asks, and tells what was heard until the answer came, oldest first. Throws what `fetch` throws. */
  async during<R>(fetch: () => Promise<R>): Promise<{ readonly answer: R; readonly heard: readonly T[] }> {
    const heard: T[] = [];
    this.#open.add(heard);
    try {
      return { answer: await fetch(), heard };
    } finally {
      this.#open.delete(heard);
    }
  }
}
