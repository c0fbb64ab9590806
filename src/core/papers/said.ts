import type { Instant } from '../units.ts';
import { chinaTime } from '../china-time.ts';
import { cleanText } from './clean-text.ts';

/** A piece of a paper: somebody's own words, a word of the papers with its parts, a member of a closed set, or a Beijing time. */
export type Said =
  | string
  | { readonly word: string; readonly params?: Readonly<Record<string, Said | number>> }
  | { readonly set: string; readonly member: string }
  | { readonly at: Instant; readonly as: 'day' | 'minute' };

/** Looks words up: `word` among those of the papers, `set` among the product's closed sets. */
export interface PaperWords {
  readonly word: (key: string, params: Readonly<Record<string, string | number>>) => string;
  readonly member: (set: string, member: string) => string;
}

/** The words of a piece, clean of what a file must not carry; an instant of 0 is not known and leaves a blank. */
export function saidWith(said: Said, words: PaperWords): string {
  if (typeof said === 'string') return cleanText(said);
  if ('set' in said) return cleanText(words.member(said.set, said.member));
  if ('at' in said) {
    if (said.at === 0) return '';
    const { year, month, day, hour, minute } = chinaTime(said.at);
    const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    return words.word(said.as, { year, month, day, clock });
  }
  const params = Object.fromEntries(
    Object.entries(said.params ?? {}).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : saidWith(value, words),
    ]),
  );
  return cleanText(words.word(said.word, params));
}
