import {
  CASES_PER_PAGE,
  countCases,
  countUndecided,
  fetchCasePage,
  listenCases,
  type Asker,
} from '../api/cases.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { ALL_CASES, fitsWishes, type CaseWishes } from '../core/casework/case-wishes.ts';
import type { ProblemRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import { HeardMeanwhile } from './heard-meanwhile.ts';
import { session } from './session.svelte.ts';

/** A list that only the server can keep right is asked for again this long after the last change. */
const ASK_AGAIN_MS = 1500;

/** The list of cases in the order asked for, as far as it was scrolled; kept up to date while it is followed. */
class CasesState {
  state = $state<LoadState>('idle');
  items = $state.raw<readonly ProblemRecord[]>([]);
  /** There may be further ones. */
  more = $state(false);
  loadingMore = $state(false);
  undecided = $state<number | null>(null);
  /** Cases of the list in all; null until the server has counted. */
  total = $state<number | null>(null);
  /** Open cases whose next step no clock brings (feature 4.25); null until counted. */
  stuck = $state<number | null>(null);
  filter = $state.raw<CaseWishes>(ALL_CASES);
  /** What the list's address asked for, so that one comes back from a case to the same list. */
  search = $state.raw<Readonly<Record<string, string>>>({});

  readonly #meanwhile = new HeardMeanwhile<ProblemRecord>();
  #asked = 0;
  #followers = 0;
  #stop: (() => void) | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;

  /** Keeps the list live until the returned function is called. */
  follow(): () => void {
    this.#followers++;
    this.#stop ??= listenCases(
      (problem) => {
        this.#meanwhile.hear(problem);
        this.#take(problem);
        clearTimeout(this.#again);
        this.#again = setTimeout(() => void this.#count(), ASK_AGAIN_MS);
      },
      () => void this.load(this.filter),
    );
    return () => {
      if (--this.#followers > 0) return;
      clearTimeout(this.#again);
      this.#stop?.();
      this.#stop = null;
    };
  }

  /** Loads the first page; also the retry. The newest request wins. Never throws. */
  async load(filter: CaseWishes): Promise<void> {
    const mine = ++this.#asked;
    if (JSON.stringify(filter) !== JSON.stringify(this.filter) || this.state !== 'ready') {
      this.state = 'loading';
      this.total = null;
    }
    this.filter = filter;
    void this.#count();
    try {
      const { answer, heard } = await this.#meanwhile.during(() => fetchCasePage(filter, null, asker()));
      if (mine !== this.#asked) return;
      this.items = answer;
      this.more = answer.length === CASES_PER_PAGE;
      for (const problem of heard) this.#take(problem);
      this.state = 'ready';
    } catch (error) {
      if (mine === this.#asked) this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  /** Loads the next page; a failure leaves what is there. */
  async loadMore(): Promise<void> {
    const last = this.items.at(-1);
    if (!last || !this.more || this.loadingMore) return;
    const mine = this.#asked;
    this.loadingMore = true;
    try {
      const { answer, heard } = await this.#meanwhile.during(() => fetchCasePage(this.filter, last, asker()));
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
    const fits = fitsWishes(problem, this.filter);
    const at = this.items.findIndex((each) => each.id === problem.id);
    if (fits === null) {
      // The row as it is now; whether it still belongs here shows when the list is asked for again.
      if (at >= 0) this.items = this.items.with(at, problem);
      return;
    }
    const others = this.items.filter((each) => each.id !== problem.id);
    const last = this.items.at(-1);
    const inReach = !this.more || !last || problem.foundAt >= last.foundAt;
    this.items =
      fits && inReach
        ? [...others, problem].sort((a, b) => b.foundAt - a.foundAt || (a.id < b.id ? 1 : -1))
        : others;
  }

  async #count(): Promise<void> {
    const { filter } = this;
    const stuck: CaseWishes = { ...ALL_CASES, due: 'stuck' };
    const [undecided, total, without] = await Promise.allSettled([
      countUndecided(),
      countCases(filter, asker()),
      countCases(stuck, asker()),
    ]);
    this.undecided = undecided.status === 'fulfilled' ? undecided.value : null;
    this.stuck = without.status === 'fulfilled' ? without.value : null;
    if (filter === this.filter) this.total = total.status === 'fulfilled' ? total.value : null;
  }
}

export const cases = new CasesState();

/** Who looks at the ledger: "mine" depends on it. */
export function asker(): Asker | null {
  const { user } = session;
  return user && { id: user.id, name: user.name, role: user.role, unit: user.unit };
}
