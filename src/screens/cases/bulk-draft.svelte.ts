import { REASON_ABOVE } from '../../core/casework/bulk.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import type { BulkAction, BulkOrder, BulkRun } from '../../state/cases-bulk.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { fieldTime, instantOfField } from '../china-field.ts';

/** What is filled in for a step for many cases, and what it still lacks. */
export class BulkDraft {
  readonly action: BulkAction;
  readonly #run: BulkRun;
  unit = $state('');
  deadline = $state(fieldTime(Date.now() + 24 * 3_600_000));
  note = $state('');
  /** Sent once: from then on the fields say what they lack. */
  tried = $state(false);

  readonly needsReason = $derived.by(
    () => this.action === 'undecide' || this.action === 'void' || this.#run.rows.length > REASON_ABOVE,
  );
  readonly #at = $derived(instantOfField(this.deadline));
  readonly errors = $derived.by(() => ({
    unit: this.action === 'assign' && this.unit === '' ? m.cases_unit_missing() : '',
    deadline: this.action === 'assign' ? deadlineError(this.#at) : '',
    note: this.needsReason && this.note.trim() === '' ? m.cases_reason_missing() : '',
  }));
  readonly complete = $derived(!this.errors.unit && !this.errors.deadline && !this.errors.note);
  /** Cases whose re-inspection gave no verdict cannot be closed. */
  readonly refused = $derived.by(
    () => this.action === 'close' && this.#run.state === 'ready' && this.#run.unchecked.length > 0,
  );
  readonly order = $derived.by((): BulkOrder => {
    return {
      action: this.action,
      unit: this.unit,
      deadlineAt: this.#at ?? 0,
      note: this.note.trim(),
    };
  });

  constructor(action: BulkAction, run: BulkRun) {
    this.action = action;
    this.#run = run;
  }
}

/** The step in words. */
export function bulkVerb(action: BulkAction): string {
  switch (action) {
    case 'assign':
      return m.cases_assign();
    case 'undecide':
      return m.cases_undecide();
    case 'close':
      return m.cases_close();
    case 'void':
      return m.cases_void_do();
    default:
      return exhaustive(action);
  }
}

function deadlineError(at: number | null): string {
  if (at === null) return m.cases_deadline_missing();
  return at <= Date.now() ? m.cases_deadline_past() : '';
}
