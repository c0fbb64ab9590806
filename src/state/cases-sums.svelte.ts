import { countModes, walkCases } from '../api/cases.ts';
import type { CaseWishes } from '../core/casework/case-wishes.ts';
import { addMeasures, type MeasureUnit } from '../core/casework/measures.ts';
import type { InspectionMode } from '../core/checks/inspection-kinds.ts';
import { asker } from './cases.svelte.ts';

/** Sums over all cases of a list: measures by unit (feature 1.67), and checks by mode in its days (feature 4.24). */
export class CaseSums {
  state = $state<'reading' | 'ready' | 'error'>('reading');
  read = $state(0);
  measures = $state.raw<Partial<Record<MeasureUnit, number>>>({});
  /** Cases with at least one measure. */
  withMeasures = $state(0);
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
    try {
      for await (const rows of walkCases(wishes, asker(), signal, 'measures')) {
        const lists = rows.flatMap((row) => (row.measures?.length ? [row.measures] : []));
        this.measures = addMeasures(this.measures, lists);
        this.withMeasures += lists.length;
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
