import { isForbidden } from '../api/fetch-json.ts';
import { fetchProblems } from '../api/problem-cases.ts';
import { fetchReview, fetchReviews, listenReviews } from '../api/reviews.ts';
import type { PointVerdict } from '../core/casework/reinspection.ts';
import type { ProblemRecord, ReinspectionRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';

/** The re-inspections of sets, open ones first; kept up to date while they are followed. */
export class ReviewList {
  state = $state<LoadState>('loading');
  #items = $state.raw<readonly ReinspectionRecord[]>([]);
  readonly items = $derived([
    ...this.#items.filter((each) => each.state !== 'closed').sort((a, b) => a.dueAt - b.dueAt),
    ...this.#items.filter((each) => each.state === 'closed'),
  ]);
  readonly open = $derived(this.#items.filter((each) => each.state !== 'closed'));
  #stopped = false;

  follow(): () => void {
    void this.load();
    const stop = listenReviews(() => void this.load());
    return () => {
      this.#stopped = true;
      stop();
    };
  }

  /** Also the retry. Never throws. */
  async load(): Promise<void> {
    try {
      const found = await fetchReviews();
      if (this.#stopped) return;
      this.#items = found;
      this.state = 'ready';
    } catch (error) {
      if (this.state !== 'ready') this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }
}

/** One point of a re-inspection with its case. */
export interface ReviewPoint {
  readonly problem: ProblemRecord;
  readonly verdict: PointVerdict['verdict'];
}

/** One re-inspection with the cases of its points; kept up to date while it is followed. */
export class OneReview {
  readonly id: string;
  state = $state<LoadState>('loading');
  row = $state.raw<ReinspectionRecord | null>(null);
  #problems = $state.raw<ReadonlyMap<string, ProblemRecord>>(new Map());
  readonly points = $derived<readonly ReviewPoint[]>(
    (this.row?.verdicts ?? []).flatMap((each) => {
      const problem = this.#problems.get(each.problem);
      return problem ? [{ problem, verdict: each.verdict }] : [];
    }),
  );
  #asked = 0;

  constructor(id: string) {
    this.id = id;
  }

  follow(): () => void {
    void this.load();
    const stop = listenReviews(() => void this.load());
    return () => {
      this.#asked++;
      stop();
    };
  }

  /** Also the retry. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const row = await fetchReview(this.id);
      const problems = await fetchProblems(row.verdicts.map((each) => each.problem));
      if (mine !== this.#asked) return;
      this.row = row;
      this.#problems = new Map(problems.map((each) => [each.id, each]));
      this.state = 'ready';
    } catch (error) {
      if (mine === this.#asked && !this.row) this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }
}
