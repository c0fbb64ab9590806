import { fetchVisits, type Visit } from '../api/admin.ts';
import { fetchGridCases } from '../api/own-grid.ts';
import { isOpenProblem } from '../core/casework/problem-states.ts';
import { DAY_MS } from '../core/china-time.ts';
import type { AreaGeometry } from '../core/geo.ts';
import { cellCoverage, visitsInCells } from '../core/territory/coverage.ts';
import { cellsBelow, liesIn, longestUnchecked } from '../core/territory/own-grid.ts';
import { city, type LoadState } from './city.svelte.ts';
import { FollowedCases } from './followed-cases.svelte.ts';
import { inspect } from './inspect.svelte.ts';
import { dueOf } from './unit-inbox.svelte.ts';

const DAYS = 7;

/** A chief's own grid: its cells, its open cases and its sources; kept up to date while it is followed (feature 1.62). */
export class OwnGrid extends FollowedCases {
  readonly id: string;
  visitsState = $state<LoadState>('loading');
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
    [...this.all].sort((a, b) => {
      const [dueA, dueB] = [dueOf(a), dueOf(b)];
      return dueA === dueB ? a.foundAt - b.foundAt : dueA - dueB;
    }),
  );
  readonly sources = $derived.by(() => longestUnchecked(inspect.sources, this.id));

  #askedVisits = 0;
  #from = 0;

  constructor(id: string) {
    super(
      () => fetchGridCases(id),
      (problem) => liesIn(problem, id) && isOpenProblem(problem.state),
    );
    this.id = id;
  }

  /** Asks again for cases and visits; what was on the screen stays until the answer. Never throws. */
  override async load(): Promise<void> {
    void this.#loadVisits();
    await super.load();
  }

  async #loadVisits(): Promise<void> {
    const mine = ++this.#askedVisits;
    const until = Date.now();
    try {
      const visits = await fetchVisits(until - DAYS * DAY_MS, until);
      if (mine !== this.#askedVisits) return;
      this.#from = until - DAYS * DAY_MS;
      this.#visits = visits;
      this.visitsState = 'ready';
    } catch {
      if (mine === this.#askedVisits && this.visitsState !== 'ready') this.visitsState = 'error';
    }
  }
}
