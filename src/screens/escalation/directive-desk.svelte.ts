import { m } from '../../text/paraglide/messages.js';
import { toasts } from '../../ui/toasts.svelte.ts';
import { Attempt } from './attempt.svelte.ts';

/** What is written and done on one directive. */
export class DirectiveDesk extends Attempt {
  note = $state('');
  to = $state('');

  /** Does something with the note as it stands. */
  act(work: (note: string) => Promise<unknown>, words = ''): void {
    void this.run(
      () => work(this.note.trim()),
      () => {
        this.note = '';
        this.to = '';
        if (words) toasts.show(words);
      },
    );
  }

  /** The same, but not without a note. */
  said(work: (note: string) => Promise<unknown>, words: string): void {
    if (this.note.trim() === '') this.failure = m.escalation_note_missing();
    else this.act(work, words);
  }
}
