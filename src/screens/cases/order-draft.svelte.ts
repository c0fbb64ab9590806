import type { CategoryEntry } from '../../api/cases.ts';
import type { Payload } from '../../core/casework/payloads.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { OwnerRules, townUnitOf } from '../../state/owner-rules.svelte.ts';
import type { issuePaper } from '../../state/papers.svelte.ts';
import { session } from '../../state/session.svelte.ts';
import { workCalendars } from '../../state/work-calendar.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { fieldTime, instantOfField } from '../china-field.ts';
import { proposeDeadline } from './deadline.ts';
import { countOwners } from './owner-words.ts';

/** An order over several cases while it is written: what is proposed for them, and what somebody chose instead. */
export class OrderDraft {
  readonly problems: readonly ProblemRecord[];
  readonly owners: OwnerRules;
  kind = $state<'batch' | 'special'>('batch');
  /** What somebody chose; until then unit, co-units and deadline are those proposed. */
  chosen = $state<string | null>(null);
  chosenCo = $state.raw<readonly string[] | null>(null);
  chosenDeadline = $state<string | null>(null);
  basis = $state('');

  readonly #entry: CategoryEntry | null;
  readonly #unconfirmed: readonly ProblemRecord[];
  readonly #town: string;
  readonly #hasMajor: boolean;

  constructor(problems: readonly ProblemRecord[], entries: readonly CategoryEntry[]) {
    const [first] = problems;
    this.problems = problems;
    this.owners = new OwnerRules(entries);
    this.#entry = entries.find((each) => each.code === first?.category) ?? null;
    this.#unconfirmed = problems.filter((each) => each.confirmedAt === 0);
    this.#town = first ? townUnitOf(first) : '';
    this.#hasMajor = problems.some((each) => each.severity === 3);
    if (this.#hasMajor) this.kind = 'special';
  }

  /** The units that they are proposed for, most cases first: an order has only one. */
  readonly counts = $derived.by(() => countOwners(this.problems, this.owners));

  get first() {
    return this.counts[0];
  }

  get unit(): string {
    return this.chosen ?? this.first?.owner.unit ?? '';
  }

  get coUnits(): readonly string[] {
    const { first, unit } = this;
    const town = this.#town;
    return (
      this.chosenCo ?? [
        ...(first && unit === first.owner.unit ? first.owner.coUnits : []),
        ...(this.#hasMajor && town !== '' && town !== unit ? [town] : []),
      ]
    );
  }

  readonly deadline = $derived.by(() => this.chosenDeadline ?? this.#limit());

  /** A special order, and any with a major problem, is the leader's to send or to confirm first. */
  get waits(): readonly ProblemRecord[] {
    if (session.role === 'leader') return [];
    return this.kind === 'special'
      ? this.#unconfirmed
      : this.#unconfirmed.filter((each) => each.severity === 3);
  }

  get errors(): { readonly unit: string; readonly deadline: string; readonly both: string } {
    const at = instantOfField(this.deadline);
    const kinds = [this.unit, ...this.coUnits].map((each) => city.unitById.get(each)?.kind);
    const lacksOne = !(kinds.includes('town') && kinds.includes('regulator'));
    return {
      unit: this.unit === '' ? m.cases_unit_missing() : '',
      deadline: at === null ? m.cases_deadline_missing() : at <= Date.now() ? m.cases_deadline_past() : '',
      both: this.kind === 'special' && lacksOne ? m.cases_order_needs_both() : '',
    };
  }

  /** The order as it would be sent; null while something is missing or wrong. */
  get order(): Payload<'order.sent'> | null {
    const { kind, unit, coUnits, basis, errors } = this;
    const deadlineAt = instantOfField(this.deadline);
    if (errors.unit || errors.deadline || errors.both || deadlineAt === null) return null;
    return {
      kind,
      problems: this.problems.map((each) => each.id),
      unit,
      coUnits: coUnits.filter((each) => each !== unit),
      basis: basis.trim(),
      deadlineAt,
      note: '',
    };
  }

  /** The paper of the order that was sent. */
  paperOf(order: string): Parameters<typeof issuePaper>[0] {
    const basis = this.basis.trim();
    return {
      kind: this.kind === 'special' ? 'special_order' : 'assignment_order',
      problems: this.problems.map((each) => each.id),
      order,
      unit: null,
      addressee: '',
      items: [],
      basis: basis === '' ? [] : [basis],
      deadlineAt: null,
      note: '',
    };
  }

  #limit(): string {
    const hours = city.unitById.get(this.first?.owner.unit ?? '')?.workHours;
    const entry = this.#entry;
    return entry ? fieldTime(proposeDeadline(entry.deadline, Date.now(), workCalendars.of(hours)).at) : '';
  }
}
