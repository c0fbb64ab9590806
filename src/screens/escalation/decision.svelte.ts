import { m } from '../../text/paraglide/messages.js';
import { toasts } from '../../ui/toasts.svelte.ts';
import { failureWords } from '../cases/case-words.ts';
import { Attempt } from './attempt.svelte.ts';

/** What is decided in a dialog, with its reason: done, it closes and says so. */
export class Decision extends Attempt {
  reason = $state('');
  readonly #onclose: () => void;

  constructor(onclose: () => void) {
    super();
    this.#onclose = onclose;
  }

  /** Does `work`; `undo` is offered with the words that it is done. */
  act(work: () => Promise<unknown>, done: string, undo?: () => Promise<unknown>): void {
    const back = () =>
      void undo?.().then(
        () => toasts.show(m.cases_undone()),
        (error: unknown) => toasts.show(failureWords(error)),
      );
    void this.run(work, () => {
      this.#onclose();
      toasts.show(done, undo ? { undo: back } : {});
    });
  }

  /** The same, but not without a reason. */
  because(work: (reason: string) => Promise<unknown>, done: string, undo?: () => Promise<unknown>): void {
    const reason = this.reason.trim();
    if (reason === '') this.failure = m.cases_reason_missing();
    else this.act(() => work(reason), done, undo);
  }

  /** Something that is needed was left out: these fields, by their words. */
  lacks(...fields: readonly string[]): void {
    this.failure = m.escalation_fields_left({ fields: fields.join(m.ui_comma()) });
  }
}
