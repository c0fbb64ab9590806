import type { SuggestionNow } from '../../core/snapshot.ts';
import { dispatch } from '../../state/dispatch.svelte.ts';
import { now } from '../../state/now.svelte.ts';

/** Which of the open suggestions the banner shows. */
export class SuggestionPager {
  #at = $state(0);

  /** The selected station's suggestion comes first; otherwise one leafs through them. */
  readonly current = $derived<SuggestionNow | null>(dispatch.suggestion ?? this.#of(this.#at));

  next(): void {
    this.#at += 1;
    dispatch.select(this.#of(this.#at)?.station ?? null);
  }

  show(): void {
    if (this.current) dispatch.select(this.current.station);
  }

  #of(at: number): SuggestionNow | null {
    return now.openSuggestions[at % Math.max(1, now.openSuggestions.length)] ?? null;
  }
}
