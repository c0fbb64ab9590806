import { REASON_ABOVE } from '../../core/casework/bulk.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import type { BulkAction, BulkOrder, BulkRun } from '../../state/cases-bulk.svelte.ts';
import { OwnerRules } from '../../state/owner-rules.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { fieldTime, instantOfField } from '../china-field.ts';
import { countOwners } from './owner-words.ts';

/** Choice of unit: each case to the one it is proposed for. */
export const EACH_ITS_OWN = 'each';

/** What is filled in for a step for many cases, and what it still lacks. */
export class BulkDraft {
  readonly action: BulkAction;
  readonly #run: BulkRun;
  readonly owners = new OwnerRules();
  /** What somebody chose; until then each goes where it is proposed to go, if that is known of all of them. */
  #chosen = $state<string | null>(null);
  deadline = $state(fieldTime(Date.now() + 24 * 3_600_000));
  note = $state('');
  /** Sent once: from then on the fields say what they lack. */
  tried = $state(false);

  /** For which units they are proposed. */
  readonly counts = $derived.by(() => countOwners(this.#run.rows, this.owners));
  readonly #allKnown = $derived.by(
    () =>
      this.counts.length > 0 &&
      this.counts.reduce((sum, each) => sum + each.count, 0) === this.#run.rows.length,
  );
  readonly unit = $derived.by(() => this.#chosen ?? (this.#allKnown ? EACH_ITS_OWN : ''));
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
    const each = this.action === 'assign' && this.unit === EACH_ITS_OWN;
    return {
      action: this.action,
      unit: each ? '' : this.unit,
      ...(each ? { owners: this.#ownerOf() } : {}),
      deadlineAt: this.#at ?? 0,
      note: this.note.trim(),
    };
  });

  constructor(action: BulkAction, run: BulkRun) {
    this.action = action;
    this.#run = run;
  }

  choose(unit: string): void {
    this.#chosen = unit;
  }

  /** Only offered where there is somebody to propose for every case. */
  get offersEach(): boolean {
    return this.#allKnown;
  }

  #ownerOf(): NonNullable<BulkOrder['owners']> {
    return new Map(
      this.#run.rows.flatMap((row) => {
        const owner = this.owners.proposed(row);
        return owner ? [[row.id, owner] as const] : [];
      }),
    );
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
