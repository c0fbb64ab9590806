import { liveQuery } from 'dexie';
import { outboxStore } from '../offline/outbox-store.ts';
import { session } from './session.svelte.ts';

/** At which sources a finding was begun on this device and not stored yet. */
class InspectDrafts {
  #all = $state.raw<readonly (readonly [author: string, source: string])[]>([]);
  #following = false;

  /** Of the person who is signed in. */
  readonly sources = $derived(
    new Set(this.#all.filter(([author]) => author === session.user?.id).map(([, source]) => source)),
  );

  /** Follows the device's store; safe to call again. */
  follow(): void {
    if (this.#following) return;
    this.#following = true;
    liveQuery(() => outboxStore.drafts.toCollection().primaryKeys()).subscribe((keys) => (this.#all = keys));
  }
}

export const inspectDrafts = new InspectDrafts();
