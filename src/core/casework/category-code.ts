import { PROBLEM_CATEGORIES, type ProblemCategory } from './problem-categories.ts';

/** A code that an edition may bring: a kind, and after a dot what is wrong with it. */
const CODE = /^[a-z][a-z0-9_]{1,29}(\.[a-z][a-z0-9_]{0,28})?$/;

export function isCategoryCode(value: unknown): value is string {
  return typeof value === 'string' && CODE.test(value);
}

/** One of the product's own, which every edition holds. */
export function isOwnCategory(code: string): code is ProblemCategory {
  return PROBLEM_CATEGORIES.some((each) => each === code);
}
