import {
  DEFAULT_MEASURES,
  measuresFor,
  REDUCTION_STOPS,
  REDUCTION_WHEN,
  type ReductionMeasure,
} from '../../core/response/reduction-measures.ts';
import { RESPONSE_LEVELS, type ResponseLevel } from '../../core/response/response-kinds.ts';
import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';

type Option = { readonly value: string; readonly text: string };

export const LEVEL_OPTIONS = (): readonly Option[] =>
  RESPONSE_LEVELS.map((value) => ({ value, text: name('duty_roman', value) }));
export const STOPS_OPTIONS = (): readonly Option[] =>
  REDUCTION_STOPS.map((value) => ({ value, text: name('admin_measures_stops', value) }));
export const WHEN_OPTIONS = (): readonly Option[] =>
  REDUCTION_WHEN.map((value) => ({ value, text: name('admin_measures_when', value) }));

/** The words of the product for a code of its own; '' for one that the office made. */
export function usualWords(code: string): string {
  return DEFAULT_MEASURES.some((each) => each.code === code) ? name('trade_measure', code) : '';
}

export function kindsWords(kinds: readonly string[]): string {
  return kinds.map((each) => name('trade_kind', each)).join(m.ui_comma());
}

export function categoriesWords(categories: readonly string[]): string {
  return categories.map((each) => name('trade_category', each.replace('.', '_'))).join(m.ui_comma());
}

/** How many places of the register some measures ask something of while a level holds. */
export function concerned(measures: readonly ReductionMeasure[], level: ResponseLevel): number {
  return city.data.sources.filter((each) => measuresFor(each, level, measures).length > 0).length;
}
