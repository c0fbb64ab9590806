import type { DeadlineRule } from '../deadline-rule.ts';
import type { CategoryRow } from './category-catalogue.ts';
import type { Severity } from './problem-states.ts';

/** Further fields of work whose categories an administrator switches on: what a river chief's patrol finds 河长制. */
export const CATEGORY_SETS = ['river'] as const;
export type CategorySet = (typeof CATEGORY_SETS)[number];

type Line = readonly [code: string, Severity, DeadlineRule];

const hours = (value: number): DeadlineRule => ({ unit: 'clockHours', value });
const workDays = (value: number): DeadlineRule => ({ unit: 'workDays', value });

/** The four chaos 四乱 (occupying, digging, piling, building without right), outlets, the water itself, and the notice boards. */
const RIVER: readonly Line[] = [
  ['river.occupy', 2, workDays(15)],
  ['river.dig', 3, hours(24)],
  ['river.pile', 2, hours(48)],
  ['river.build', 3, workDays(30)],
  ['river.outlet', 3, hours(48)],
  ['river.sewage', 2, hours(24)],
  ['river.floating', 1, hours(24)],
  ['river.board', 1, workDays(7)],
];

const LINES: Readonly<Record<CategorySet, readonly Line[]>> = { river: RIVER };
/** Who leads by default; an office without such a unit chooses its own when it switches the set on. */
const LEADS: Readonly<Record<CategorySet, string>> = { river: 'water' };

/** The lines of a set as a first edition has them. */
export function categorySet(set: CategorySet): readonly CategoryRow[] {
  return LINES[set].map(([code, severity, deadline]) => ({
    code,
    name: `trade_category_${code.replace('.', '_')}`,
    regulator: LEADS[set],
    severity,
    deadline,
  }));
}

/** Whether a code is of one of the sets that have words of their own in every language. */
export function isSetCategory(code: string): boolean {
  return CATEGORY_SETS.some((set) => LINES[set].some((line) => line[0] === code));
}
