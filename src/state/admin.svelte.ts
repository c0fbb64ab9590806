import { isForbidden } from '../api/fetch-json.ts';
import { sendEvent } from '../api/events.ts';
import type { GroupAreaChanged } from '../core/casework/payloads.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { GroupRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';

/** Something an admin page shows, with the states that every list has. What was there stays when a later load fails. */
export class Loaded<T> {
  state = $state<LoadState>('loading');
  value = $state.raw<T | null>(null);
  readonly #fetch: () => Promise<T>;
  #asked = 0;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  /** Asks again; the newest request wins. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const value = await this.#fetch();
      if (mine !== this.#asked) return;
      this.value = value;
      this.state = 'ready';
    } catch (error) {
      if (mine === this.#asked && this.value === null)
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }
}

/** Gives a task force a new area from now on; the one before it is kept (features.md 1.54). Throws EventRefused or the SDK's error. */
export async function changeArea(
  group: GroupRecord,
  area: Pick<GroupAreaChanged, 'radiusM' | 'polygon' | 'reason'>,
): Promise<void> {
  await sendEvent(
    draftEvent('group.area_changed', group.id, { from: Date.now(), ...area }, { seen: group.rev }),
  );
}
