import { CASES_PER_PAGE, countUndecided, fetchCasePage, listenCases, type CaseFilter } from '../api/cases.ts';
import { isForbidden } from '../api/fetch-json.ts';
import type { ProblemRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import { HeardMeanwhile } from './heard-meanwhile.ts';

const ALL: CaseFilter = { state: '', handling: '', category: '', town: '' };

/** The list of cases, newest first, as far as it was scrolled; kept up to date while it is followed. */
class CasesState {
  state = $state<LoadState>('idle');
  items = $state.raw<readonly ProblemRecord[]>([]);
  /** There may be older ones. */
  more = $state(false);
  loadingMore = $state(false);
  undecided = $state<number | null>(null);
  filter = $state.raw<CaseFilter>(ALL);
  /** What the list's address asked for, so that one comes back from a case to the same list. */
  search = $state.raw<Readonly<Record<string, string>>>({});

  readonly #meanwhile = new HeardMeanwhile<ProblemRecord>();
  #asked = 0;
  #followers = 0;
  #stop: (() => void) | null = null;

  /** Keeps the list live until the returned function is called. */
  follow(): () => void {
    this.#followers++;
    this.#stop ??= listenCases(
      (problem) => {
        this.#meanwhile.hear(problem);
        this.#take(problem);
        void this.#count();
      },
      () => void this.load(this.filter),
    );
    return () => {
      if (--this.#followers > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  }

  /** Loads the first page; also the retry. The newest request wins. Never throws. */
  async load(filter: CaseFilter): Promise<void> {
    const mine = ++this.#asked;
    if (JSON.stringify(filter) !== JSON.stringify(this.filter) || this.state !== 'ready')
      this.state = 'loading';
    this.filter = filter;
    void this.#count();
    try {
      const { answer, heard } = await this.#meanwhile.during(() => fetchCasePage(filter, null));
      if (mine !== this.#asked) return;
      this.items = answer;
      this.more = answer.length === CASES_PER_PAGE;
      for (const problem of heard) this.#take(problem);
      this.state = 'ready';
    } catch (error) {
      if (mine === this.#asked) this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  /** Loads the next older page; a failure leaves what is there. */
  async loadMore(): Promise<void> {
    const last = this.items.at(-1);
    if (!last || !this.more || this.loadingMore) return;
    const mine = this.#asked;
    this.loadingMore = true;
    try {
      const { answer, heard } = await this.#meanwhile.during(() => fetchCasePage(this.filter, last));
      if (mine !== this.#asked) return;
      const known = new Set(this.items.map((each) => each.id));
      this.items = [...this.items, ...answer.filter((each) => !known.has(each.id))];
      this.more = answer.length === CASES_PER_PAGE;
      for (const problem of heard) this.#take(problem);
    } catch {
      // The button stays: pressing it again is the retry.
    } finally {
      this.loadingMore = false;
    }
  }

  #take(problem: ProblemRecord): void {
    const others = this.items.filter((each) => each.id !== problem.id);
    const last = this.items.at(-1);
    const inReach = !this.more || !last || problem.foundAt >= last.foundAt;
    this.items =
      fits(problem, this.filter) && inReach
        ? [...others, problem].sort((a, b) => b.foundAt - a.foundAt || (a.id < b.id ? 1 : -1))
        : others;
  }

  async #count(): Promise<void> {
    try {
      this.undecided = await countUndecided();
    } catch {
      this.undecided = null;
    }
  }
}

export const cases = new CasesState();

function fits(problem: ProblemRecord, filter: CaseFilter): boolean {
  return (['state', 'handling', 'category', 'town'] as const).every(
    (field) => filter[field] === '' || problem[field] === filter[field],
  );
}
