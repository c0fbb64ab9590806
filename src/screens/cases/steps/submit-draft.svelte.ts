import type { Measure, MeasureUnit } from '../../../core/casework/measures.ts';
import type { ProblemRecord } from '../../../schema/records.ts';
import type { SheetPhoto } from '../../../state/inspect-actions.ts';

/** What was done at one point: its pictures and its measure. */
export class PointDraft {
  readonly problem: ProblemRecord;
  photos = $state.raw<readonly SheetPhoto[]>([]);
  what = $state('');
  amount = $state('');
  unit = $state<string>('site');

  readonly measure = $derived.by<Measure | null>(() => {
    const value = Number(this.amount.trim().replace(/,/g, ''));
    if (this.what.trim() === '' || this.amount.trim() === '' || !(value > 0)) return null;
    return { what: this.what.trim(), value, unit: this.unit as MeasureUnit };
  });
  readonly complete = $derived(this.photos.length > 0 && this.measure !== null);

  constructor(problem: ProblemRecord) {
    this.problem = problem;
    this.unit = usualUnit(problem.category);
  }
}

/** The unit that a category is mostly mended in, so that nobody chooses among eleven. */
function usualUnit(category: string): MeasureUnit {
  if (/soil|pile|bare|accumulated|hardening|road\.|yard|construction/.test(category)) return 'm2';
  if (/enclosure/.test(category)) return 'm';
  if (category.startsWith('truck.')) return 'vehicle';
  if (category.startsWith('machine.')) return 'machine';
  if (category.startsWith('fume.') || category.startsWith('bbq.')) return 'shop';
  if (category === 'coal.scattered') return 'household';
  return 'site';
}
