import { untrack } from 'svelte';
import { fetchProblemsOf } from '../api/problems.ts';
import { fetchZone } from '../api/tasks.ts';
import type { Instant } from '../core/units.ts';
import type { TaskRecord } from '../schema/records.ts';

/** The network is not asked for the same again before. */
const FRESH_MS = 10 * 60_000;
const AGAIN_MS = 60_000;
/** What else the tablet does goes first on a thin line. */
const AT_ONCE = 2;

/** What the tasks of this tablet need in the field, fetched while there is a network: frozen zones and the cases of every stop. */
class FieldPackage {
  /** Parts of the tasks that lie on the device, of how many. */
  have = $state(0);
  of = $state(0);

  readonly #fetchedAt = new Map<string, Instant>();
  #filling = false;

  /** True when everything that the tasks need lies on the device. */
  readonly whole = $derived(this.of > 0 && this.have === this.of);

  /** Keeps it filled for these tasks until the returned function is called. */
  follow(tasks: readonly TaskRecord[]): () => void {
    untrack(() => void this.#fill(tasks));
    const timer = setInterval(() => void this.#fill(tasks), AGAIN_MS);
    return () => clearInterval(timer);
  }

  /** Fetches what is missing or old; what fails is tried the next time. */
  async #fill(tasks: readonly TaskRecord[]): Promise<void> {
    if (this.#filling) return;
    this.#filling = true;
    const parts = partsOf(tasks);
    const now = Date.now();
    this.of = parts.size;
    const due = [...parts].filter(([part]) => now - (this.#fetchedAt.get(part) ?? 0) >= FRESH_MS);
    this.have = [...parts.keys()].filter((part) => this.#fetchedAt.has(part)).length;
    const take = async (): Promise<void> => {
      for (let next = due.shift(); next; next = due.shift()) {
        const [part, ask] = next;
        try {
          await ask();
          if (!this.#fetchedAt.has(part)) this.have++;
          this.#fetchedAt.set(part, Date.now());
        } catch {
          // The next round comes for it.
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, take));
    this.#filling = false;
  }
}

export const fieldPackage = new FieldPackage();

/** Each part once, whichever tasks need it, with how it is asked for. */
function partsOf(tasks: readonly TaskRecord[]): ReadonlyMap<string, () => Promise<unknown>> {
  const parts = new Map<string, () => Promise<unknown>>();
  for (const { zone, targets } of tasks) {
    if (zone !== '') parts.set(`zone ${zone}`, () => fetchZone(zone));
    for (const { source } of targets) parts.set(`source ${source}`, () => fetchProblemsOf(source));
  }
  return parts;
}
