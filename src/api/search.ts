import type { SearchAnswer } from '../core/search/search-answer.ts';
import { fetchJson } from './fetch-json.ts';

/** Cases that hold every word of the question; `also` names per word what else it stands for, as keys of the index. Throws the SDK's error. */
export function fetchFoundCases(
  question: string,
  also: readonly (readonly string[])[],
): Promise<SearchAnswer> {
  return fetchJson<SearchAnswer>('/api/sf/search', { q: question, also: JSON.stringify(also) });
}
