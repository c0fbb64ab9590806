import { fetchRose } from '../api/air.ts';
import type { RoseAnswer } from '../core/rose-answer.ts';
import type { LoadState } from './city.svelte.ts';

/** Where the selected station's high hours came from over the last season. */
class DirtyRoses {
  state = $state<LoadState>('idle');
  answer = $state.raw<RoseAnswer | null>(null);
  #asked = 0;

  /** Loads them anew; the newest request wins. Never throws. */
  async load(station: string): Promise<void> {
    const mine = ++this.#asked;
    this.state = 'loading';
    this.answer = null;
    try {
      const answer = await fetchRose(station);
      if (mine !== this.#asked) return;
      this.answer = answer;
      this.state = 'ready';
    } catch {
      if (mine === this.#asked) this.state = 'error';
    }
  }
}

export const dirtyRoses = new DirtyRoses();
