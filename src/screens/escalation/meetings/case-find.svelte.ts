import { fetchFoundCases } from '../../../api/search.ts';
import { wordsOf } from '../../../core/search/match-expression.ts';
import type { FoundCase } from '../../../core/search/search-answer.ts';
import { keysOfWord } from '../../../state/search-names.ts';

/** Types on for so long before the server is asked. */
const WAIT_MS = 200;

/** Looks for open cases by number, place, firm and words. */
export class CaseFinder {
  question = $state('');
  found = $state.raw<readonly FoundCase[]>([]);
  state = $state<'idle' | 'loading' | 'ready' | 'error'>('idle');
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The newest question wins. Never throws. */
  ask(question: string): void {
    this.question = question;
    const mine = ++this.#asked;
    clearTimeout(this.#timer);
    const words = wordsOf(question);
    this.state = words.length === 0 ? 'idle' : 'loading';
    if (words.length > 0) this.#timer = setTimeout(() => void this.#fetch(words, mine), WAIT_MS);
  }

  async #fetch(words: readonly string[], mine: number): Promise<void> {
    try {
      const answer = await fetchFoundCases(
        words.join(' '),
        words.map((each) => keysOfWord(each, null)),
      );
      if (mine !== this.#asked) return;
      this.found = answer.cases.filter((each) => each.state !== 'closed' && each.state !== 'void');
      this.state = 'ready';
    } catch {
      if (mine === this.#asked) this.state = 'error';
    }
  }
}
