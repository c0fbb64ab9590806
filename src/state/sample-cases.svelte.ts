import { fetchSamples } from '../api/samples.ts';
import { DAY_MS } from '../core/china-time.ts';
import type { ProblemRecord } from '../schema/records.ts';
import { FollowedCases } from './followed-cases.svelte.ts';

/** Judged ones are listed for so long. */
const LISTED_MS = 40 * DAY_MS;

/** Cases fixed on the spot that were drawn for a second look: those that wait, the oldest first, then those that were judged. */
export class SampleCases extends FollowedCases {
  readonly waiting = $derived(this.all.filter(isWaiting).sort((a, b) => a.foundAt - b.foundAt));
  readonly judged = $derived(
    this.all.filter((each) => !isWaiting(each)).sort((a, b) => b.inspectedAt - a.inspectedAt),
  );

  constructor() {
    super(
      () => fetchSamples(Date.now() - LISTED_MS),
      (problem) => isWaiting(problem) || problem.sample === 'passed' || problem.sample === 'failed',
    );
  }
}

function isWaiting({ state, sample }: ProblemRecord): boolean {
  return state === 'fixed_on_spot' && sample === 'picked';
}
