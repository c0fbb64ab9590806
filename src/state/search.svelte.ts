import { isOffline } from '../api/fetch-json.ts';
import { fetchFoundCases } from '../api/search.ts';
import { wordsOf } from '../core/search/match-expression.ts';
import { matchNames, type FoundName } from '../core/search/match-names.ts';
import { isPinyin, readReadings, type Readings } from '../core/search/pinyin.ts';
import type { FoundCase } from '../core/search/search-answer.ts';
import { city } from './city.svelte.ts';
import { keysOfWord, namedSources, namedStations } from './search-names.ts';
import { session } from './session.svelte.ts';

/** Types on for so long before the server is asked. */
const WAIT_MS = 150;
const MOST_STATIONS = 5;
const MOST_SOURCES = 8;
const MOST_LAST = 6;
const STORED = 'sf-last-searches';

/**
 * One question, answered in two places: stations and sources from what this device holds anyway, by name, code, kind and pinyin,
 * at once and without a network; cases by the server.
 */
class SearchState {
  question = $state('');
  caseState = $state<'idle' | 'loading' | 'ready' | 'error' | 'offline'>('idle');
  cases = $state.raw<readonly FoundCase[]>([]);
  moreCases = $state(false);
  /** Share of older cases that the server has not indexed yet. */
  left = $state(0);
  last = $state.raw<readonly string[]>([]);

  readonly words = $derived(wordsOf(this.question));
  readonly stations = $derived(this.#names(namedStations, MOST_STATIONS));
  readonly sources = $derived(this.#names(namedSources, MOST_SOURCES));

  #readings = $state.raw<Readings | null>(null);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Call when the search is opened. */
  open(): void {
    void city.load();
    this.last = readLast();
  }

  /** Call when it is closed. */
  close(): void {
    this.ask('');
  }

  /** Takes what is typed; the newest question wins. Never throws. */
  ask(question: string): void {
    this.question = question;
    const mine = ++this.#asked;
    if (this.#timer) clearTimeout(this.#timer);
    if (wordsOf(question).length === 0) {
      this.cases = [];
      this.moreCases = false;
      this.caseState = 'idle';
      return;
    }
    this.caseState = 'loading';
    this.#timer = setTimeout(() => void this.#fetch(mine), WAIT_MS);
  }

  /** Keeps a question that led somewhere, on this device and for this person. */
  keep(): void {
    const question = this.question.trim();
    if (question === '') return;
    this.last = [question, ...this.last.filter((each) => each !== question)].slice(0, MOST_LAST);
    writeLast(this.last);
  }

  forget(): void {
    this.last = [];
    writeLast([]);
  }

  async #fetch(mine: number): Promise<void> {
    try {
      const words = wordsOf(this.question);
      if (words.some(isPinyin)) await this.#loadReadings();
      const answer = await fetchFoundCases(
        words.join(' '),
        words.map((each) => keysOfWord(each, this.#readings)),
      );
      if (mine !== this.#asked) return;
      this.cases = answer.cases;
      this.moreCases = answer.more;
      this.left = answer.left;
      this.caseState = 'ready';
    } catch (error) {
      if (mine !== this.#asked) return;
      this.cases = [];
      this.moreCases = false;
      this.caseState = isOffline(error) ? 'offline' : 'error';
    }
  }

  /** The table comes when somebody types letters, not with the page. */
  async #loadReadings(): Promise<void> {
    if (this.#readings) return;
    const { PINYIN_TABLE } = await import('../core/search/pinyin-table.ts');
    this.#readings = readReadings(PINYIN_TABLE);
  }

  #names(
    list: () => Parameters<typeof matchNames>[0],
    most: number,
  ): { readonly found: readonly FoundName[]; readonly more: boolean } {
    if (this.words.length === 0) return { found: [], more: false };
    return matchNames(list(), this.words, this.#readings, most);
  }
}

export const search = new SearchState();

function key(): string {
  return `${STORED}:${session.user?.id ?? ''}`;
}

/** A browser that keeps nothing has no last searches. */
function readLast(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key()) ?? '[]');
    return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

function writeLast(last: readonly string[]): void {
  try {
    localStorage.setItem(key(), JSON.stringify(last));
  } catch {
    // Full or forbidden: the search works without.
  }
}
