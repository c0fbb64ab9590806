import { listenCases } from '../api/cases.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { fetchProblems } from '../api/problem-cases.ts';
import { fetchOrders, fetchUnitCases, fetchUnitDone, listenOrders } from '../api/unit.ts';
import type { Row } from '../core/casework/act.ts';
import { clocksOf } from '../core/casework/run-clocks.ts';
import type { OrderRecord, ProblemRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import { HeardMeanwhile } from './heard-meanwhile.ts';

/** What waits for a unit's hand, by what it is waited for. */
export const INBOX_VIEWS = ['all', 'accept', 'work', 'claims', 'review', 'orders', 'done'] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** An order with those of its cases that the unit may see. */
export interface ReceivedOrder {
  readonly order: OrderRecord;
  readonly problems: readonly ProblemRecord[];
}

/** The cases of one unit, the most urgent first, with its orders; kept up to date while it is followed. */
export class UnitInbox {
  readonly unit: string;
  state = $state<LoadState>('loading');
  #all = $state.raw<readonly ProblemRecord[]>([]);
  done = $state.raw<readonly ProblemRecord[]>([]);
  #orders = $state.raw<readonly OrderRecord[]>([]);
  /** Cases of the orders that are over and no longer among the others. */
  #ofOrders = $state.raw<readonly ProblemRecord[]>([]);

  readonly items = $derived([...this.#all].sort(byUrgency));
  readonly orders = $derived.by<readonly ReceivedOrder[]>(() => {
    const known = new Map([...this.#ofOrders, ...this.done, ...this.#all].map((each) => [each.id, each]));
    return this.#orders.map((order) => ({
      order,
      problems: order.problems.flatMap((id) => known.get(id) ?? []),
    }));
  });

  readonly #meanwhile = new HeardMeanwhile<ProblemRecord>();
  #asked = 0;

  constructor(unit: string) {
    this.unit = unit;
  }

  /** Loads and follows until the returned function is called. */
  follow(): () => void {
    void this.load();
    const again = () => void this.load();
    const stops = [
      listenCases((problem) => {
        this.#meanwhile.hear(problem);
        this.#take(problem);
      }, again),
      listenOrders(again),
    ];
    return () => {
      this.#asked++;
      for (const stop of stops) stop();
    };
  }

  /** Asks again; what was on the screen stays until the answer. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    if (this.state === 'error') this.state = 'loading';
    try {
      const { answer, heard } = await this.#meanwhile.during(() =>
        Promise.all([fetchUnitCases(this.unit), fetchUnitDone(this.unit), fetchOrders(this.unit)]),
      );
      if (mine !== this.#asked) return;
      [this.#all, this.done, this.#orders] = answer;
      for (const problem of heard) this.#take(problem);
      this.state = 'ready';
      await this.#loadOrders(mine);
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  /** Cases that a view lists. */
  of(view: InboxView): readonly ProblemRecord[] {
    return view === 'done' ? this.done : this.items.filter((each) => belongs(each, view, this.unit));
  }

  async #loadOrders(mine: number): Promise<void> {
    const known = new Set([...this.#all, ...this.done].map((each) => each.id));
    const rest = [...new Set(this.#orders.flatMap((each) => each.problems))].filter((id) => !known.has(id));
    if (rest.length === 0) return;
    const found = await fetchProblems(rest);
    if (mine === this.#asked) this.#ofOrders = found;
  }

  #take(problem: ProblemRecord): void {
    const others = this.#all.filter((each) => each.id !== problem.id);
    const closed = problem.state === 'closed';
    if (closed || problem.state === 'void') this.#all = others;
    else this.#all = isOurs(problem, this.unit) ? [...others, problem] : others;
    const rest = this.done.filter((each) => each.id !== problem.id);
    this.done = closed && isOurs(problem, this.unit) ? [problem, ...rest] : rest;
  }
}

/** The earliest deadline of a case that is waited for; Infinity where nothing runs. */
export function dueOf(problem: ProblemRecord): number {
  const clocks = clocksOf(problem as unknown as Row).filter(
    (each) => each.kind !== 'sample' && each.leftMs === null,
  );
  return Math.min(Infinity, ...clocks.map((each) => each.marks[2]));
}

function byUrgency(a: ProblemRecord, b: ProblemRecord): number {
  const [dueA, dueB] = [dueOf(a), dueOf(b)];
  if (dueA !== dueB) return dueA - dueB;
  return a.foundAt - b.foundAt || (a.id < b.id ? -1 : 1);
}

function isOurs(problem: ProblemRecord, unit: string): boolean {
  return unit !== '' && (problem.unit === unit || problem.parties.includes(` ${unit} `));
}

function belongs(problem: ProblemRecord, view: InboxView, unit: string): boolean {
  const leads = problem.unit === unit;
  switch (problem.state) {
    case 'assigned':
      return view === 'all' || (view === 'accept' && leads);
    case 'ownership_disputed':
      return view === 'all' || view === 'claims';
    case 'accepted':
    case 'rectifying':
    case 'returned':
    case 'suspended':
      return view === 'all' || view === 'work';
    case 'submitted':
    case 're_inspected':
      return view === 'all' || view === 'review';
    default:
      return view === 'all';
  }
}
