import { liveQuery } from 'dexie';
import { isOpenVisit, type OpenVisit } from '../offline/open-visit.ts';
import { outboxStore } from '../offline/outbox-store.ts';
import { now } from './now.svelte.ts';
import { outbox } from './outbox.svelte.ts';
import { session } from './session.svelte.ts';

/** Visits that go on on this device: where points are being collected into one inspection. */
class VisitsState {
  #all = $state.raw<readonly OpenVisit[]>([]);
  #following = false;

  /** Of the person who is signed in, the latest first. */
  readonly open = $derived(
    this.#all
      .filter((each) => each.author === session.user?.id && isOpenVisit(each, now.clock))
      .sort((a, b) => b.beganAt - a.beganAt),
  );

  /** Follows the device's store; safe to call again. */
  follow(): void {
    if (this.#following) return;
    this.#following = true;
    liveQuery(() => outboxStore.visits.toArray()).subscribe((visits) => (this.#all = visits));
  }

  at(source: string): OpenVisit | null {
    return this.open.find((each) => each.source === source) ?? null;
  }

  /** Problems that the visit has brought so far. */
  pointsOf({ inspection }: OpenVisit): number {
    const points = outbox.items.filter(
      ({ state, draft }) =>
        state !== 'set_aside' &&
        draft.type === 'problem.found' &&
        (JSON.parse(draft.payload) as { readonly inspection?: string }).inspection === inspection,
    );
    // One that was put right is there twice, as the same problem.
    return new Set(points.map((each) => each.draft.subjectId)).size;
  }
}

export const visits = new VisitsState();
