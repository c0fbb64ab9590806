import { fetchOpenProblems, type OpenProblem } from '../api/open-problems.ts';

const MOST = 1000;

/** Open problems as small points of the desk's map, fetched when the layer is first shown. */
class DispatchProblems {
  items = $state.raw<readonly OpenProblem[]>([]);

  /** Never throws: what was there stays. */
  async load(): Promise<void> {
    try {
      this.items = await fetchOpenProblems(MOST);
    } catch {
      // The next time the layer is shown asks again.
    }
  }
}

export const dispatchProblems = new DispatchProblems();
