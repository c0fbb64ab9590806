import { listenCases } from '../api/cases.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { fetchMediaCases } from '../api/media.ts';
import { mediaEnd, mediaOrder } from '../core/casework/media-list.ts';
import type { ProblemRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import { HeardMeanwhile } from './heard-meanwhile.ts';

/** What the media reported and what became of it; kept up to date while it is followed (feature 1.46). */
export class MediaCases {
  state = $state<LoadState>('loading');
  #all = $state.raw<readonly ProblemRecord[]>([]);

  readonly items = $derived(this.#all.filter((each) => mediaEnd(each) !== null).sort(mediaOrder));

  readonly #meanwhile = new HeardMeanwhile<ProblemRecord>();
  #asked = 0;

  /** Loads and follows until the returned function is called. */
  follow(): () => void {
    void this.load();
    const stop = listenCases(
      (problem) => {
        this.#meanwhile.hear(problem);
        this.#take(problem);
      },
      () => void this.load(),
    );
    return () => {
      this.#asked++;
      stop();
    };
  }

  /** Asks again; what was on the screen stays until the answer. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    if (this.state === 'error') this.state = 'loading';
    try {
      const { answer, heard } = await this.#meanwhile.during(fetchMediaCases);
      if (mine !== this.#asked) return;
      this.#all = answer;
      for (const problem of heard) this.#take(problem);
      this.state = 'ready';
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  #take(problem: ProblemRecord): void {
    if (problem.origin !== 'media') return;
    this.#all = [...this.#all.filter((each) => each.id !== problem.id), problem];
  }
}
