import type { Measure, MeasureUnit } from '../../../core/casework/measures.ts';
import { evidenceRule, type EvidenceRule } from '../../../core/casework/evidence-rules.ts';
import type { ProblemRecord } from '../../../schema/records.ts';
import { categorySet } from '../../../state/category-set.svelte.ts';
import type { SheetPhoto } from '../../../state/inspect-actions.ts';

/** What was done at one point: its pictures and its measure. */
export class PointDraft {
  readonly problem: ProblemRecord;
  photos = $state.raw<readonly SheetPhoto[]>([]);
  what = $state('');
  amount = $state('');
  unit = $state<string>('site');
  /** What the edition of its category asks for. */
  rule = $state.raw<EvidenceRule>(evidenceRule('', null));

  readonly measure = $derived.by<Measure | null>(() => {
    const value = Number(this.amount.trim().replace(/,/g, ''));
    if (this.what.trim() === '' || this.amount.trim() === '' || !(value > 0)) return null;
    return { what: this.what.trim(), value, unit: this.unit as MeasureUnit };
  });
  readonly complete = $derived(this.photos.length >= this.rule.photosAfter && this.measure !== null);

  /** `part`: a co-unit's part, of which less is asked than of the whole. */
  constructor(problem: ProblemRecord, part = false) {
    this.problem = problem;
    this.unit = usualUnit(problem.category);
    if (part) return;
    this.rule = categorySet.ruleOf(problem.category);
    void categorySet.ruleIn(problem.edition, problem.category).then((rule) => (this.rule = rule));
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
