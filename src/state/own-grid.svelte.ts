import { fetchVisits, type Visit } from '../api/admin.ts';
import { listenCases } from '../api/cases.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { fetchGridCases } from '../api/own-grid.ts';
import { isOpenProblem } from '../core/casework/problem-states.ts';
import { DAY_MS } from '../core/china-time.ts';
import type { AreaGeometry } from '../core/geo.ts';
import { cellCoverage, visitsInCells } from '../core/territory/coverage.ts';
import { cellsBelow, liesIn, longestUnchecked } from '../core/territory/own-grid.ts';
import type { ProblemRecord } from '../schema/records.ts';
import { city, type LoadState } from './city.svelte.ts';
import { HeardMeanwhile } from './heard-meanwhile.ts';
import { inspect } from './inspect.svelte.ts';
import { dueOf } from './unit-inbox.svelte.ts';

const DAYS = 7;

/** A chief's own grid: its cells, its open cases and its sources; kept up to date while it is followed (feature 1.62). */
export class OwnGrid {
  readonly id: string;
  state = $state<LoadState>('loading');
  visitsState = $state<LoadState>('loading');
  #cases = $state.raw<readonly ProblemRecord[]>([]);
  #visits = $state.raw<readonly Visit[]>([]);

  readonly grid = $derived.by(() => city.gridById.get(this.id) ?? null);
  readonly cells = $derived.by(() => (this.grid ? cellsBelow(city.data.grids, this.grid) : []));
  readonly coverage = $derived.by(() => {
    const areas = this.cells.map(({ id, code, polygon }) => ({ id, code, polygon: polygon as AreaGeometry }));
    const placed = visitsInCells(areas, this.#visits);
    const ids = this.cells.map((each) => each.id);
    return cellCoverage(ids, placed, this.#from, Infinity);
  });
  readonly unvisited = $derived(new Set(this.coverage.unvisited));
  /** The most overdue first; those without a deadline last. */
  readonly cases = $derived(
    [...this.#cases].sort((a, b) => {
      const [dueA, dueB] = [dueOf(a), dueOf(b)];
      return dueA === dueB ? a.foundAt - b.foundAt : dueA - dueB;
    }),
  );
  readonly sources = $derived.by(() => longestUnchecked(inspect.sources, this.id));

  readonly #meanwhile = new HeardMeanwhile<ProblemRecord>();
  #asked = 0;
  #from = 0;

  constructor(id: string) {
    this.id = id;
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
    void this.#loadVisits(mine);
    try {
      const { answer, heard } = await this.#meanwhile.during(() => fetchGridCases(this.id));
      if (mine !== this.#asked) return;
      this.#cases = answer;
      for (const problem of heard) this.#take(problem);
      this.state = 'ready';
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  async #loadVisits(mine: number): Promise<void> {
    const until = Date.now();
    try {
      const visits = await fetchVisits(until - DAYS * DAY_MS, until);
      if (mine !== this.#asked) return;
      this.#from = until - DAYS * DAY_MS;
      this.#visits = visits;
      this.visitsState = 'ready';
    } catch {
      if (mine === this.#asked && this.visitsState !== 'ready') this.visitsState = 'error';
    }
  }

  #take(problem: ProblemRecord): void {
    const others = this.#cases.filter((each) => each.id !== problem.id);
    const ours = liesIn(problem, this.id) && isOpenProblem(problem.state);
    this.#cases = ours ? [...others, problem] : others;
  }
}
