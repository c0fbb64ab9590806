import { runsOf, type Run } from './runs.ts';

/** One word of what was typed, and the keys of what it also stands for: a town of that name, a category. */
export interface SearchWord {
  readonly text: string;
  readonly keys: readonly string[];
}

/** Longer questions are cut: nobody types them, and each word costs a walk through the index. */
export const MOST_WORDS = 8;
export const MOST_KEYS = 300;
const MOST_CHARACTERS = 60;
/** What may be the beginning of something longer: fewer digits begin half the index. */
const BEGINNING = /^(?:\d{3,}|(?=.*[a-z])[a-z0-9]{2,})$/;

/** The words of a typed question, between spaces; an empty one has none. */
export function wordsOf(question: string): readonly string[] {
  return question
    .split(/[\s\u3000,，、;；]+/u)
    .filter((each) => runsOf(each).length > 0)
    .slice(0, MOST_WORDS)
    .map((each) => [...each].slice(0, MOST_CHARACTERS).join(''));
}

/**
 * An FTS5 MATCH expression over the columns `words` and `keys`: every word, by its characters or by one of its keys, in rows that
 * carry one of `only` (null = any row). Null when nothing can match. Made of letters, digits and Chinese characters in quotes
 * alone, so nothing that is typed can become an operator.
 */
export function matchExpression(words: readonly SearchWord[], only: readonly string[] | null): string | null {
  const parts = words.slice(0, MOST_WORDS).map(ofWord);
  if (parts.length === 0 || parts.some((each) => each === null)) return null;
  if (only === null) return parts.join(' AND ');
  const mine = ofKeys(only);
  return mine === null ? null : [...parts, mine].join(' AND ');
}

/** Id of the key `look`: what waits for any inspector to look at it again. */
export const LOOK = 'again';

/** A key of a row as it stands in the index: what it is, and its id or code. */
export function searchKey(
  kind: 'place' | 'unit' | 'source' | 'category' | 'finder' | 'group' | 'judge' | 'look',
  id: string,
): string {
  return kind[0] + id.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function ofWord({ text, keys }: SearchWord): string | null {
  const typed = ofRuns(runsOf(text));
  const named = ofKeys(keys);
  if (typed === null || named === null) return typed ?? named;
  return `(${typed} OR ${named})`;
}

function ofRuns(runs: readonly Run[]): string | null {
  const phrases: string[] = [];
  let code: string[] = [];
  const endCode = (): void => {
    const last = code.at(-1);
    if (last !== undefined) phrases.push(`"${code.join(' ')}"${BEGINNING.test(last) ? '*' : ''}`);
    code = [];
  };
  for (const run of runs) {
    if (run.kind === 'han' || !run.joined) endCode();
    // One character is the beginning of very many pairs: beside a longer run (云庐3号) it costs much and says little.
    if (run.kind === 'han' && [...run.text].length === 1 && runs.some((each) => [...each.text].length > 1))
      continue;
    if (run.kind === 'latin') code.push(run.text);
    else phrases.push(ofHan([...run.text]));
  }
  endCode();
  return phrases.length === 0 ? null : `words:(${phrases.join(' AND ')})`;
}

/** Pairs that follow each other; a single character is the first of a pair, or stands at the end of its run. */
function ofHan(characters: readonly string[]): string {
  if (characters.length === 1) return `"${characters[0]}"*`;
  return `"${characters
    .slice(1)
    .map((each, at) => `${characters[at]}${each}`)
    .join(' ')}"`;
}

function ofKeys(keys: readonly string[]): string | null {
  const safe = [...new Set(keys)].filter((each) => /^[a-z0-9]{2,80}$/.test(each)).slice(0, MOST_KEYS);
  return safe.length === 0 ? null : `keys:(${safe.map((each) => `"${each}"`).join(' OR ')})`;
}
