import { SvelteMap } from 'svelte/reactivity';
import { fetchZone } from '../api/tasks.ts';
import type { ZoneRecord } from '../schema/records.ts';

/** Frozen and proposed zones by id, fetched when first asked for. They never change but for their outcome. */
class ZonesState {
  #byId = new SvelteMap<string, ZoneRecord | null>();
  #asked = new Set<string>();

  /** The zone, or null while it is on its way or when this person may not see it. */
  get(id: string): ZoneRecord | null {
    if (!this.#asked.has(id)) this.refresh(id);
    return this.#byId.get(id) ?? null;
  }

  /** Asks again: what came of a zone is known once its search has ended. What was there stays until the answer. */
  refresh(id: string): void {
    this.#asked.add(id);
    void fetchZone(id).then(
      (zone) => this.#byId.set(id, zone),
      () => this.#asked.delete(id),
    );
  }
}

export const zones = new ZonesState();
