import { fetchProblemsOf } from '../api/problems.ts';
import type { ProblemRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';

/** The latest problems of the source whose page is open. */
class SourceProblems {
  state = $state<LoadState>('idle');
  items = $state.raw<readonly ProblemRecord[]>([]);
  #asked = 0;

  /** Loads them anew; the newest request wins. Never throws. */
  async load(source: string): Promise<void> {
    const mine = ++this.#asked;
    this.state = 'loading';
    try {
      const items = await fetchProblemsOf(source);
      if (mine !== this.#asked) return;
      this.items = items;
      this.state = 'ready';
    } catch {
      if (mine === this.#asked) this.state = 'error';
    }
  }
}

export const sourceProblems = new SourceProblems();
