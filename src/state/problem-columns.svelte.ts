import { fetchColumnKeys, fetchColumns, fetchProblemIds, type ColumnKeys } from '../api/columns.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { fetchProblems, listenProblems } from '../api/problem-cases.ts';
import type { ColumnFilter, TimeView } from '../core/columns/filter.ts';
import type { LngLatBox } from '../core/columns/mercator.ts';
import type { ProblemRecord } from '../schema/records.ts';
import { ColumnsChannel, type Port } from '../workers/columns-channel.ts';
import type { ColumnsRequest, TotalsAnswer, ViewAnswer, ViewRequest } from '../workers/columns-protocol.ts';
import type { LoadState } from './city.svelte.ts';

const NO_KEYS: ColumnKeys = { category: [], town: [], unit: [] };

/** Filters as people name them: codes and ids. */
export interface NamedFilter {
  readonly category: string;
  readonly town: string;
  readonly severity: number;
  readonly handling: number | null;
}

/** All problems this person may see, held by a worker; screens ask it for views. */
export class ProblemColumns {
  state = $state<LoadState>('idle');
  /** Problems held, void ones included. */
  count = $state(0);
  /** Opened time of the first one, unix s. */
  first = $state(0);
  /** Counts up with every load: a view drawn from an older one is out of date. */
  version = $state(0);
  keys = $state.raw<ColumnKeys>(NO_KEYS);

  #channel: ColumnsChannel | null = null;
  #since = 0;
  #stop: (() => void) | null = null;
  #loading: Promise<void> | null = null;
  #again = false;
  readonly #makePort: () => Port;

  constructor(makePort: () => Port = columnsWorker) {
    this.#makePort = makePort;
  }

  /** Loads and follows; safe to call again, and the retry after an error. Never throws. */
  async follow(): Promise<void> {
    this.#stop ??= listenProblems(() => void this.refresh());
    await this.refresh();
  }

  /** Fetches what changed. Changes that arrive meanwhile lead to one more round. */
  async refresh(): Promise<void> {
    if (this.#loading) {
      this.#again = true;
      return this.#loading;
    }
    this.#loading = this.#rounds().finally(() => (this.#loading = null));
    return this.#loading;
  }

  reset(): void {
    this.#stop?.();
    this.#stop = null;
    this.#channel?.close();
    this.#channel = null;
    this.#since = 0;
    this.count = 0;
    this.keys = NO_KEYS;
    this.state = 'idle';
  }

  /** null when a newer view was asked for meanwhile, or when nothing is loaded. */
  async view(request: Omit<ViewRequest, 'kind'>): Promise<ViewAnswer | null> {
    return (await this.#channel?.ask({ kind: 'view', ...request })) ?? null;
  }

  async totals(
    request: Omit<Extract<ColumnsRequest, { kind: 'totals' }>, 'kind'>,
  ): Promise<TotalsAnswer | null> {
    return (await this.#channel?.ask({ kind: 'totals', ...request })) ?? null;
  }

  /** Cases of a box, newest first, and how many there are in all. Throws the SDK's error. */
  async cases(
    box: LngLatBox,
    filter: ColumnFilter,
    time: TimeView,
    limit: number,
    cluster?: { row: number; zoom: number },
  ): Promise<{ cases: ProblemRecord[]; count: number } | null> {
    const near = await this.#channel?.ask({
      kind: 'near',
      box,
      filter,
      time,
      limit,
      ...(cluster ? { cluster } : {}),
    });
    if (!near) return null;
    const ids = await fetchProblemIds([...near.rows]);
    return { cases: await fetchProblems([...ids.values()]), count: near.count };
  }

  /** The numbers of the columns for names; a name without problems yet matches nothing. */
  filterOf(named: NamedFilter): ColumnFilter {
    return {
      ...(named.category ? { categories: [numberOf(this.keys.category, named.category)] } : {}),
      ...(named.town ? { towns: [numberOf(this.keys.town, named.town)] } : {}),
      ...(named.severity > 0 ? { severities: [named.severity] } : {}),
      ...(named.handling !== null ? { handlings: [named.handling] } : {}),
    };
  }

  townOf(number: number): string {
    return nameOf(this.keys.town, number);
  }

  categoryOf(number: number): string {
    return nameOf(this.keys.category, number);
  }

  async #rounds(): Promise<void> {
    if (this.state !== 'ready') this.state = 'loading';
    try {
      do {
        this.#again = false;
        await this.#load();
      } while (this.#again);
      this.state = 'ready';
    } catch (error) {
      // What is on the screen stays; only a first load has nothing to show.
      if (this.state !== 'ready') this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  async #load(): Promise<void> {
    const bytes = await fetchColumns(this.#since);
    this.#channel ??= new ColumnsChannel(this.#makePort());
    const changed = bytes.byteLength > 0;
    if (changed || this.keys === NO_KEYS) this.keys = await fetchColumnKeys();
    const answer = await this.#channel.ask({ kind: 'append', bytes });
    if (!answer) return;
    this.#since = answer.since;
    this.count = answer.count;
    this.first = answer.first;
    if (changed) this.version++;
  }
}

export const problemColumns = new ProblemColumns();

function columnsWorker(): Port {
  return new Worker(new URL('../workers/columns.worker.ts', import.meta.url), { type: 'module' });
}

/** 255 stands for a name without a number: no problem carries it before 255 names are used. */
function numberOf(keys: readonly (readonly [number, string])[], name: string): number {
  return keys.find((each) => each[1] === name)?.[0] ?? 255;
}

function nameOf(keys: readonly (readonly [number, string])[], number: number): string {
  return keys.find((each) => each[0] === number)?.[1] ?? '';
}
