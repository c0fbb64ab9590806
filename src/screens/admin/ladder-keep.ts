import type { TypedLadder } from './ladder-typed.ts';

/** An edition of the ladders that is being written. */
export interface KeptDraft {
  readonly ladders: TypedLadder[];
  readonly version: string;
  readonly from: string;
  readonly note: string;
  /** Latest version when it was begun. */
  readonly base: string;
}

/** Where one person's draft outlives a reload, on this device alone. */
export class LadderKeep {
  readonly #key: string;

  constructor(user: string) {
    this.#key = `shangfeng.ladder-draft.${user}`;
  }

  /** Null when there is none that can be read. */
  read(): KeptDraft | null {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#key) ?? 'null') as KeptDraft | null;
      return Array.isArray(kept?.ladders) ? kept : null;
    } catch {
      return null;
    }
  }

  write(draft: KeptDraft | null): void {
    try {
      if (draft) localStorage.setItem(this.#key, JSON.stringify(draft));
      else localStorage.removeItem(this.#key);
    } catch {
      // A full or forbidden store: the draft lives as long as the page.
    }
  }
}
