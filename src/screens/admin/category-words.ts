import {
  USUAL_EVIDENCE,
  type CategoryChange,
  type CategoryRow,
} from '../../core/casework/category-catalogue.ts';
import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';

export function lineName(row: CategoryRow): string {
  return row.title ?? name('trade_category', row.code.replace('.', '_'));
}

export function leadWords(code: string): string {
  return city.data.units.find((each) => each.code === code)?.name ?? code;
}

export function deadlineRuleWords({ unit, value }: CategoryRow['deadline']): string {
  switch (unit) {
    case 'clockHours':
      return m.admin_categories_deadline_clockHours({ value });
    case 'workHours':
      return m.admin_categories_deadline_workHours({ value });
    case 'workDays':
      return m.admin_categories_deadline_workDays({ value });
  }
}

export function evidenceWords(row: CategoryRow): string {
  const { photosBefore: before, photosAfter: after, papers } = row.evidence ?? USUAL_EVIDENCE;
  return [m.admin_categories_evidence_words({ before, after }), ...papers].join(m.ui_comma());
}

/** A field of a line in words; an empty one says so. */
export function fieldWords(row: CategoryRow, field: CategoryChange['field']): string {
  switch (field) {
    case 'regulator':
      return leadWords(row.regulator) || m.admin_categories_empty_value();
    case 'severity':
      return name('trade_severity', String(row.severity));
    case 'deadline':
      return deadlineRuleWords(row.deadline);
    case 'evidence':
      return evidenceWords(row);
    case 'lookBack':
      return lookBackWords(row);
    case 'added':
    case 'removed':
      return lineName(row);
    case 'text':
      return row.text || m.admin_categories_empty_value();
  }
}

/** Days of looking back as a list; a line that says nothing has the product's own. */
export function lookBackWords(row: CategoryRow): string {
  if (!row.lookBack) return m.admin_categories_look_back_own();
  return row.lookBack.length === 0
    ? m.admin_categories_look_back_never()
    : m.admin_categories_look_back_days({ days: row.lookBack.join(m.ui_comma()) });
}
