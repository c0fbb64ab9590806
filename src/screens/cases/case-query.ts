import { isCategoryCode } from '../../core/casework/category-code.ts';
import { ALL_CASES, CASE_SORTS, WISH_SETS, type CaseWishes } from '../../core/casework/case-wishes.ts';

export const CASE_FORMS = ['table', 'map'] as const;
export type CaseForm = (typeof CASE_FORMS)[number];

/** The ledger's address: what it is narrowed to, with codes instead of ids (they are the same in every database), and how it is shown. */
export interface CaseQuery extends CaseWishes {
  readonly form: CaseForm;
}

export const EVERYTHING: CaseQuery = { ...ALL_CASES, form: 'table' };

/** Reads a query; what is missing or unknown is not narrowed. */
export function parseCaseQuery(search: URLSearchParams): CaseQuery {
  const of = (name: string, pattern: RegExp): string => {
    const value = search.get(name) ?? '';
    return pattern.test(value) ? value : '';
  };
  const closed = Object.fromEntries(
    Object.entries(WISH_SETS).map(([name, set]) => [
      name,
      (set as readonly string[]).find((each) => each === search.get(name)) ?? '',
    ]),
  ) as Record<keyof typeof WISH_SETS, string>;
  return {
    ...ALL_CASES,
    ...closed,
    category: isCategoryCode(search.get('category')) ? search.get('category')! : '',
    town: of('town', /^\d{9}$/),
    unit: of('unit', /^[\w-]{1,40}$/),
    group: of('group', /^[\w-]{1,40}$/),
    from: of('from', /^\d{4}-\d{2}-\d{2}$/),
    until: of('until', /^\d{4}-\d{2}-\d{2}$/),
    sort: CASE_SORTS.find((each) => each === search.get('sort')) ?? 'new',
    form: CASE_FORMS.find((each) => each === search.get('form')) ?? 'table',
  };
}

/** What an address has to say: everything that differs from the whole ledger. */
export function caseSearch(query: CaseQuery): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(query).filter(([key, value]) => value !== EVERYTHING[key as keyof CaseQuery]),
  );
}

/** The query as the end of an address, with its question mark; '' when nothing is narrowed. */
export function formatCaseQuery(query: CaseQuery): string {
  const text = new URLSearchParams(caseSearch(query)).toString();
  return text === '' ? '' : `?${text}`;
}

/** How many of the fields narrow the list. */
export function narrowedBy(query: CaseQuery): number {
  return Object.keys(caseSearch(query)).filter((key) => key !== 'form' && key !== 'sort').length;
}
