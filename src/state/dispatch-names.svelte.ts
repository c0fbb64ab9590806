import { SvelteMap } from 'svelte/reactivity';
import { fetchNames } from '../api/names.ts';

/** Names of people whose decisions the desk shows, fetched when first asked for. */
class DispatchNames {
  #byId = new SvelteMap<string, string>();
  #asked = new Set<string>();

  /** The name; '' while it is on its way or when this person may not see it. */
  get(id: string): string {
    if (id !== '' && !this.#asked.has(id)) {
      this.#asked.add(id);
      void fetchNames([id]).then(
        (names) => this.#byId.set(id, names.get(id) ?? ''),
        () => this.#asked.delete(id),
      );
    }
    return this.#byId.get(id) ?? '';
  }
}

export const dispatchNames = new DispatchNames();
