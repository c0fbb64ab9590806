import { listenCases } from '../api/cases.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { fetchUndecided } from '../api/undecided.ts';
import { fetchOrders, listenOrders } from '../api/unit.ts';
import type { OrderRecord, ProblemRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';

/** What waits to be put into an order, and the orders that were sent; kept up to date while it is followed. */
export class OrderDesk {
  state = $state<LoadState>('loading');
  undecided = $state.raw<readonly ProblemRecord[]>([]);
  orders = $state.raw<readonly OrderRecord[]>([]);
  #asked = 0;

  /** Loads and follows until the returned function is called. */
  follow(): () => void {
    void this.load();
    const again = () => void this.load();
    const stops = [
      listenCases((problem) => {
        const others = this.undecided.filter((each) => each.id !== problem.id);
        this.undecided =
          problem.state === 'found' ? [...others, problem].sort((a, b) => a.foundAt - b.foundAt) : others;
      }, again),
      listenOrders(again),
    ];
    return () => {
      this.#asked++;
      for (const stop of stops) stop();
    };
  }

  /** Also the retry. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const [undecided, orders] = await Promise.all([fetchUndecided(), fetchOrders('')]);
      if (mine !== this.#asked) return;
      Object.assign(this, { undecided, orders, state: 'ready' });
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }
}
