import { isForbidden } from '../api/fetch-json.ts';
import { listen } from '../api/realtime.ts';
import { fetchReductionOf, fetchReductions, fetchResponseTasks } from '../api/reductions.ts';
import type { ReductionLine } from '../core/response/reduction-lines.ts';
import type { ReductionRecord, TaskRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';

/** What of a burst of rows is heard of is asked for once. */
const BURST_MS = 800;
/** Checks and findings change the list without a row of it changing. */
const AGAIN_MS = 60_000;

/** The reduction list of one response and the tasks that check it. */
export class ReductionList {
  state = $state<LoadState>('idle');
  lines = $state.raw<readonly ReductionLine[]>([]);
  tasks = $state.raw<readonly TaskRecord[]>([]);

  readonly response: string;
  #asked = 0;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(response: string) {
    this.response = response;
  }

  /** Loads and follows until the returned function is called. */
  follow(): () => void {
    void this.load();
    const again = () => {
      clearTimeout(this.#soon);
      this.#soon = setTimeout(() => void this.load(), BURST_MS);
    };
    const stops = ['reductions/*', 'tasks/*'].map((topic) => listen(topic, again, again));
    const timer = setInterval(() => void this.load(), AGAIN_MS);
    return () => {
      this.#asked++;
      clearTimeout(this.#soon);
      clearInterval(timer);
      for (const stop of stops) stop();
    };
  }

  /** Asks again; what was on the screen stays until the answer. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    if (this.state !== 'ready') this.state = 'loading';
    try {
      const [lines, tasks] = await Promise.all([
        fetchReductions(this.response),
        fetchResponseTasks(this.response),
      ]);
      if (mine === this.#asked) Object.assign(this, { lines, tasks, state: 'ready' });
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }
}

/** What the response in force asks of one source. */
export class SourceReduction {
  row = $state.raw<ReductionRecord | null>(null);

  readonly #source: string;
  #asked = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Loads and follows until the returned function is called; without an answer nothing is said. */
  follow(): () => void {
    const load = async () => {
      const mine = ++this.#asked;
      const row = await fetchReductionOf(this.#source).catch(() => this.row);
      if (mine === this.#asked) this.row = row;
    };
    const again = () => void load();
    again();
    const stop = listen('reductions/*', again, again);
    return () => {
      this.#asked++;
      stop();
    };
  }
}
