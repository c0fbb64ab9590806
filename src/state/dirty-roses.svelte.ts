import { fetchRose } from '../api/air.ts';
import type { RoseAnswer } from '../core/rose-answer.ts';
import type { LoadState } from './city.svelte.ts';

/** Where the selected station's high hours came from over the last season. */
class DirtyRoses {
  state = $state<LoadState>('idle');
  #answer = $state.raw<RoseAnswer | null>(null);
  #station: string | null = null;

  /** What is known of a station; null while nothing is. */
  of(station: string | null): RoseAnswer | null {
    return this.#answer?.station === station ? this.#answer : null;
  }

  /** Loads a station's, once; the newest station wins, and one that failed is asked again. Never throws. */
  async load(station: string): Promise<void> {
    if (this.#station === station && this.state !== 'error') return;
    this.#station = station;
    this.state = 'loading';
    try {
      const answer = await fetchRose(station);
      if (this.#station !== station) return;
      this.#answer = answer;
      this.state = 'ready';
    } catch {
      if (this.#station === station) this.state = 'error';
    }
  }
}

export const dirtyRoses = new DirtyRoses();
