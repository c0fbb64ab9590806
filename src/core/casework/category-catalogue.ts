import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { DEADLINE_UNITS, type DeadlineRule } from '../deadline-rule.ts';
import { isCategoryCode, isOwnCategory } from './category-code.ts';
import { isSetCategory } from './category-sets.ts';
import { PROBLEM_CATEGORIES } from './problem-categories.ts';
import type { Severity } from './problem-states.ts';

/** Code of the catalogue; its body is {categories: CategoryRow[]}. */
export const CATEGORY_CATALOGUE = 'problem_categories';

/** What has to be shown before a case of the category is taken, and before it is closed. */
export interface CategoryEvidence {
  readonly photosBefore: number;
  readonly photosAfter: number;
  /** Papers that are brought along, in the office's own words. */
  readonly papers: readonly string[];
}

/** One line of an edition of the problem categories. */
export interface CategoryRow {
  /** Of the product's own, of a set, or the office's (core/casework/category-code.ts). */
  readonly code: string;
  /** Message key of its name. */
  readonly name: string;
  /** What the office calls a category of its own. */
  readonly title?: string;
  /** Code of the unit that leads by default; always together with the town. */
  readonly regulator: string;
  readonly severity: Severity;
  readonly deadline: DeadlineRule;
  /** One photo before, one after, no papers, unless said. */
  readonly evidence?: CategoryEvidence;
  /** Days after closing on which somebody goes back to see 回头看; absent = the product's own, empty = never. */
  readonly lookBack?: readonly number[];
  /** What the office asks of whoever puts it right, for order and notice. */
  readonly text?: string;
}

export const USUAL_EVIDENCE: CategoryEvidence = { photosBefore: 1, photosAfter: 1, papers: [] };

/** Longest deadline of each unit that an edition may give. */
const MOST: Readonly<Record<DeadlineRule['unit'], number>> = {
  clockHours: 2160,
  workHours: 1000,
  workDays: 250,
};
const MAX_TEXT = 400;
const MAX_TITLE = 30;
const MOST_LOOK_BACKS = 20;
const LAST_LOOK_BACK_DAYS = 1100;
const FIELDS = ['regulator', 'severity', 'deadline', 'evidence', 'lookBack', 'text'] as const;

/** Lines of an edition as somebody sent them; refused with the line that is wrong. `units`: codes of the units there are. */
export function readCategories(
  value: unknown,
  units: readonly string[],
): Result<readonly CategoryRow[], Message> {
  if (!Array.isArray(value)) return err(message('admin_categories_no_list'));
  const rows: CategoryRow[] = [];
  for (const each of value as readonly unknown[]) {
    const row = readRow(each, units);
    if (!row.ok) return row;
    if (rows.some((other) => other.code === row.value.code)) {
      return err(message('admin_categories_twice', { code: row.value.code }));
    }
    rows.push(row.value);
  }
  const missing = PROBLEM_CATEGORIES.find((code) => !rows.some((row) => row.code === code));
  return missing === undefined ? ok(rows) : err(message('admin_categories_missing', { code: missing }));
}

/** What differs between two editions, a field at a time. */
export interface CategoryChange {
  readonly code: string;
  /** A line that came or went is told as a whole. */
  readonly field: (typeof FIELDS)[number] | 'added' | 'removed';
  readonly before: CategoryRow;
  readonly after: CategoryRow;
}

export function diffCategories(
  before: readonly CategoryRow[],
  after: readonly CategoryRow[],
): CategoryChange[] {
  const old = new Map(before.map((row) => [row.code, row]));
  const gone = before.filter((row) => after.length > 0 && !after.some((each) => each.code === row.code));
  const removed = gone.map((row): CategoryChange => ({
    code: row.code,
    field: 'removed',
    before: row,
    after: row,
  }));
  const changed = after.flatMap((row): CategoryChange[] => {
    const was = old.get(row.code);
    if (!was) return before.length === 0 ? [] : [{ code: row.code, field: 'added', before: row, after: row }];
    const fields = FIELDS.filter((field) => fieldText(was, field) !== fieldText(row, field));
    return fields.map((field) => ({ code: row.code, field, before: was, after: row }));
  });
  return [...changed, ...removed];
}

function fieldText(row: CategoryRow, field: (typeof FIELDS)[number]): string {
  if (field === 'deadline') return `${row.deadline.value} ${row.deadline.unit}`;
  if (field === 'lookBack') return JSON.stringify(row.lookBack ?? null);
  if (field === 'text') return row.text ?? '';
  if (field !== 'evidence') return String(row[field]);
  const { photosBefore, photosAfter, papers } = row.evidence ?? USUAL_EVIDENCE;
  return JSON.stringify([photosBefore, photosAfter, papers]);
}

function readRow(value: unknown, units: readonly string[]): Result<CategoryRow, Message> {
  const row = (value ?? {}) as Partial<Record<keyof CategoryRow, unknown>>;
  const { code } = row;
  if (!isCategoryCode(code)) return err(message('admin_categories_unknown', { code: String(code) }));
  const bad = (key: string, more: Record<string, string | number> = {}): Result<never, Message> =>
    err(message(key, { code, ...more }));
  const { regulator, severity, deadline, evidence, lookBack, text, title } = row;
  const named = isOwnCategory(code) || isSetCategory(code);
  if (!named && (typeof title !== 'string' || title.trim() === '' || title.length > MAX_TITLE))
    return bad('admin_categories_title', { most: MAX_TITLE });
  if (typeof regulator !== 'string' || !units.includes(regulator)) return bad('admin_categories_no_unit');
  if (severity !== 1 && severity !== 2 && severity !== 3) return bad('admin_categories_severity');
  const { unit, value: amount } = (deadline ?? {}) as Partial<DeadlineRule>;
  const known = DEADLINE_UNITS.find((each) => each === unit);
  if (known === undefined) return bad('admin_categories_deadline_unit');
  if (!Number.isInteger(amount) || amount! < 1 || amount! > MOST[known]) {
    return bad('admin_categories_deadline', { most: MOST[known] });
  }
  if (evidence !== undefined && !isEvidence(evidence)) return bad('admin_categories_evidence');
  if (lookBack !== undefined && !isSchedule(lookBack))
    return bad('admin_categories_look_back', { most: LAST_LOOK_BACK_DAYS });
  if (text !== undefined && (typeof text !== 'string' || text.length > MAX_TEXT)) {
    return bad('admin_categories_text', { most: MAX_TEXT });
  }
  return ok({
    code,
    name: `trade_category_${code.replace('.', '_')}`,
    ...(named ? {} : { title: (title as string).trim() }),
    regulator,
    severity,
    deadline: { unit: known, value: amount! },
    ...(evidence === undefined ? {} : { evidence }),
    ...(lookBack === undefined ? {} : { lookBack }),
    ...(text === undefined ? {} : { text }),
  });
}

/** Whole days, each later than the one before. */
function isSchedule(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_LOOK_BACKS &&
    value.every(
      (day: unknown, at) =>
        Number.isInteger(day) &&
        (day as number) > (at === 0 ? 0 : (value[at - 1] as number)) &&
        (day as number) <= LAST_LOOK_BACK_DAYS,
    )
  );
}

/** At least one photo of the finding: without it there is no case (domain.md §4). */
function isEvidence(value: unknown): value is CategoryEvidence {
  const { photosBefore, photosAfter, papers } = (value ?? {}) as Partial<CategoryEvidence>;
  const isCount = (count: unknown, least: number): boolean =>
    Number.isInteger(count) && (count as number) >= least && (count as number) <= 20;
  return (
    isCount(photosBefore, 1) &&
    isCount(photosAfter, 0) &&
    Array.isArray(papers) &&
    papers.length <= 20 &&
    papers.every((each) => typeof each === 'string' && each.trim() !== '' && each.length <= 80)
  );
}
