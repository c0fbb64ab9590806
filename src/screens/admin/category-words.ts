import {
  USUAL_EVIDENCE,
  type CategoryChange,
  type CategoryRow,
} from '../../core/casework/category-catalogue.ts';
import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';

export function lineName(row: CategoryRow): string {
  return name('trade_category', row.code.replace('.', '_'));
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
    case 'text':
      return row.text || m.admin_categories_empty_value();
  }
}
