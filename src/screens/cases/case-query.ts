import { HANDLINGS, PROBLEM_STATES } from '../../core/casework/problem-states.ts';
import { PROBLEM_CATEGORIES } from '../../core/casework/problem-categories.ts';

/** What the list of cases is narrowed to: a copied link gives the same list. */
export interface CaseQuery {
  readonly state: string;
  readonly handling: string;
  readonly category: string;
  /** Code of a town: ids differ between databases, codes do not. */
  readonly town: string;
}

export const EVERYTHING: CaseQuery = { state: '', handling: '', category: '', town: '' };

/** Reads a query; what is missing or unknown is not narrowed. */
export function parseCaseQuery(search: URLSearchParams): CaseQuery {
  const of = (name: string, set: readonly string[]): string =>
    set.find((each) => each === search.get(name)) ?? '';
  const town = search.get('town') ?? '';
  return {
    state: of('state', PROBLEM_STATES),
    handling: of('handling', HANDLINGS),
    category: of('category', PROBLEM_CATEGORIES),
    town: /^\d{9}$/.test(town) ? town : '',
  };
}

/** The query as the end of an address, with its question mark; '' when nothing is narrowed. */
export function formatCaseQuery(query: CaseQuery): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
