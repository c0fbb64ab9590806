import { countModes, walkCases } from '../api/cases.ts';
import type { CaseWishes } from '../core/casework/case-wishes.ts';
import { addMeasures, type MeasureUnit } from '../core/casework/measures.ts';
import type { InspectionMode } from '../core/checks/inspection-kinds.ts';
import { asker } from './cases.svelte.ts';

/** Sums over all cases of a list: measures by unit (feature 1.67), findings by group, and checks by mode in its days (feature 4.24). */
export class CaseSums {
  state = $state<'reading' | 'ready' | 'error'>('reading');
  read = $state(0);
  measures = $state.raw<Partial<Record<MeasureUnit, number>>>({});
  /** Cases with at least one measure. */
  withMeasures = $state(0);
  /** Cases by the group that found them, most first; '' = by nobody of a group (feature 0.02). */
  groups = $state.raw<readonly (readonly [string, number])[]>([]);
  /** Null where this person may not read checks. */
  modes = $state.raw<readonly (readonly [InspectionMode, number])[] | null>(null);
  readonly #stop = new AbortController();

  /** Never throws. */
  async load(wishes: CaseWishes): Promise<void> {
    void countModes(wishes).then(
      (modes) => (this.modes = modes),
      () => (this.modes = null),
    );
    const { signal } = this.#stop;
    const byGroup = new Map<string, number>();
    try {
      for await (const rows of walkCases(wishes, asker(), signal, 'measures,group')) {
        const lists = rows.flatMap((row) => (row.measures?.length ? [row.measures] : []));
        this.measures = addMeasures(this.measures, lists);
        this.withMeasures += lists.length;
        for (const { group } of rows) byGroup.set(group, (byGroup.get(group) ?? 0) + 1);
        this.groups = [...byGroup].sort(([a, most], [b, count]) => count - most || (a < b ? -1 : 1));
        this.read += rows.length;
      }
      this.state = 'ready';
    } catch {
      if (!signal.aborted) this.state = 'error';
    }
  }

  stop(): void {
    this.#stop.abort();
  }
}
