import { listenCases, walkCases } from '../api/cases.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { ALL_CASES } from '../core/casework/case-wishes.ts';
import { leaderItems } from '../core/escalation/leader-items.ts';
import type { ProblemRecord } from '../schema/records.ts';
import { city, type LoadState } from './city.svelte.ts';
import { escalation } from './escalation.svelte.ts';
import { session } from './session.svelte.ts';
import { dueOf } from './unit-inbox.svelte.ts';

/** Bursts of messages ask once. */
const PAUSE_MS = 1000;

/** A leader's own matters, kept up to date while they are followed (feature 3.22). */
export class LeaderItems {
  state = $state<LoadState>('loading');
  #cases = $state.raw<readonly ProblemRecord[]>([]);

  readonly items = $derived.by(() => {
    const { id, name } = session.user ?? { id: '', name: '' };
    const owns = ({ source }: ProblemRecord): boolean =>
      name !== '' && city.sourceById.get(source)?.leader === name;
    return leaderItems(this.#cases, escalation.directives, id, owns, dueOf);
  });

  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Loads and follows until the returned function is called. */
  follow(): () => void {
    void this.load();
    const again = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.load(), PAUSE_MS);
    };
    const stop = listenCases(again, again);
    return () => {
      this.#asked++;
      clearTimeout(this.#timer);
      stop();
    };
  }

  /** Asks again; what was on the screen stays until the answer. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    const { user } = session;
    if (this.state === 'error') this.state = 'loading';
    try {
      const found: ProblemRecord[] = [];
      // By due time the list holds only what has one; his word is waited for before that.
      const wishes = { ...ALL_CASES, state: 'open', mine: 'mine', sort: 'old' } as const;
      for await (const some of walkCases(wishes, user, new AbortController().signal)) found.push(...some);
      if (mine !== this.#asked) return;
      this.#cases = found;
      this.state = 'ready';
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }
}
