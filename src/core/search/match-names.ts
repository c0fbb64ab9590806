import { findPinyin, isPinyin, type Readings } from './pinyin.ts';
import { narrow } from './runs.ts';

/** Something with a name that the reader's device holds: a station, a source. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  /** What else it is found by: its kind in both languages, its town. */
  readonly about: readonly string[];
}
export interface FoundName {
  readonly id: string;
  /** Parts of the name that were looked for, as UTF-16 indexes [from, until), in order and apart. */
  readonly marks: readonly Mark[];
}
export type Mark = readonly [from: number, until: number];

/** How well a word fits, best first: the code itself, a beginning of the name, a part of it, of the code, its pinyin, what is about it. */
const FITS = { code: 0, begins: 1, name: 2, codePart: 3, pinyin: 4, about: 5 } as const;

/**
 * Those that have every word in their name, code or what is about them, best first and then in the order given. `readings` is null
 * as long as the table is not loaded: then nothing is found by pinyin.
 */
export function matchNames(
  all: readonly Named[],
  words: readonly string[],
  readings: Readings | null,
  most: number,
): { readonly found: readonly FoundName[]; readonly more: boolean } {
  if (words.length === 0) return { found: [], more: false };
  const wanted = words.map(folded);
  const hits: { readonly found: FoundName; readonly rank: number; readonly at: number }[] = [];
  all.forEach((each, at) => {
    let rank = 0;
    const marks: Mark[] = [];
    for (const word of wanted) {
      const fit = fitOf(each, word, readings);
      if (fit === null) return;
      rank += fit.rank;
      if (fit.mark) marks.push(fit.mark);
    }
    hits.push({ found: { id: each.id, marks: joined(marks) }, rank, at });
  });
  hits.sort((a, b) => a.rank - b.rank || a.at - b.at);
  return { found: hits.slice(0, most).map((each) => each.found), more: hits.length > most };
}

/** All places in a text where one of the words stands, in order and apart. */
export function marksOf(text: string, words: readonly string[]): readonly Mark[] {
  const low = folded(text);
  const marks: Mark[] = [];
  for (const word of words.map(folded)) {
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length))
      marks.push([at, at + word.length]);
  }
  return joined(marks);
}

/** Half-width and lower case, as long as it was. */
export function folded(text: string): string {
  return [...text].map(narrow).join('');
}

function fitOf(each: Named, word: string, readings: Readings | null): { rank: number; mark?: Mark } | null {
  const code = folded(each.code);
  const at = folded(each.name).indexOf(word);
  const mark: Mark = [at, at + word.length];
  if (code === word) return at < 0 ? { rank: FITS.code } : { rank: FITS.code, mark };
  if (at >= 0) return { rank: at === 0 ? FITS.begins : FITS.name, mark };
  if (code.includes(word)) return { rank: FITS.codePart };
  if (readings && isPinyin(word)) {
    const found = findPinyin(each.name, word, readings);
    if (found) return { rank: FITS.pinyin, mark: found };
  }
  return each.about.some((text) => folded(text).includes(word)) ? { rank: FITS.about } : null;
}

function joined(marks: readonly Mark[]): readonly Mark[] {
  const apart: Mark[] = [];
  for (const [from, until] of [...marks].sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && from <= last[1]) apart[apart.length - 1] = [last[0], Math.max(last[1], until)];
    else apart.push([from, until]);
  }
  return apart;
}
