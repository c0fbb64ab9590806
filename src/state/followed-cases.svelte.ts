import { listenCases } from '../api/cases.ts';
import { isForbidden } from '../api/fetch-json.ts';
import type { ProblemRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import { HeardMeanwhile } from './heard-meanwhile.ts';

/** Cases that answer one question, kept up to date while they are followed; in no order. */
export class FollowedCases {
  state = $state<LoadState>('loading');
  all = $state.raw<readonly ProblemRecord[]>([]);

  readonly #fetch: () => Promise<readonly ProblemRecord[]>;
  readonly #belongs: (problem: ProblemRecord) => boolean;
  readonly #meanwhile = new HeardMeanwhile<ProblemRecord>();
  #asked = 0;

  /** `belongs` says of a case that changed whether it answers the question now. */
  constructor(fetch: () => Promise<readonly ProblemRecord[]>, belongs: (problem: ProblemRecord) => boolean) {
    this.#fetch = fetch;
    this.#belongs = belongs;
  }

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
      const { answer, heard } = await this.#meanwhile.during(this.#fetch);
      if (mine !== this.#asked) return;
      this.all = answer;
      for (const problem of heard) this.#take(problem);
      this.state = 'ready';
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  #take(problem: ProblemRecord): void {
    const others = this.all.filter((each) => each.id !== problem.id);
    this.all = this.#belongs(problem) ? [...others, problem] : others;
  }
}
