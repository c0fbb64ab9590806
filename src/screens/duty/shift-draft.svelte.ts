import { HOUR_MS } from '../../core/china-time.ts';
import { newId } from '../../offline/event-draft.ts';
import type { DutyShiftRecord, ResponseRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { responses } from '../../state/responses.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { fieldTime, instantOfField } from '../china-field.ts';
import { Attempt } from '../escalation/attempt.svelte.ts';

/** A shift that is being written; the one it was made from is changed, else it becomes a new one. */
export class ShiftDraft extends Attempt {
  from = $state('');
  until = $state('');
  group = $state('');
  people = $state.raw<ReadonlySet<string>>(new Set());
  note = $state('');
  readonly #row: ResponseRecord;
  readonly #shift: DutyShiftRecord | null;

  constructor(row: ResponseRecord, shift: DutyShiftRecord | null, now: number) {
    super();
    this.#row = row;
    this.#shift = shift;
    const last = Math.max(now, row.fromAt, ...responses.shifts.map((each) => each.untilAt));
    this.from = fieldTime(shift?.fromAt ?? last);
    this.until = fieldTime(shift?.untilAt ?? last + 8 * HOUR_MS);
    this.group = shift ? shift.group : (city.data.groups.find((each) => each.kind === 'publicity')?.id ?? '');
    this.people = new Set(shift?.names.map((each) => each.user));
    this.note = shift?.note ?? '';
  }

  toggle(person: string): void {
    const next = new Set(this.people);
    if (!next.delete(person)) next.add(person);
    this.people = next;
  }

  save(after: () => void): void {
    const [fromAt, untilAt] = [instantOfField(this.from), instantOfField(this.until)];
    if (fromAt === null || untilAt === null) return void (this.failure = m.duty_shift_times_missing());
    void this.run(
      () =>
        responses.send('response.shift_set', this.#row, {
          shift: this.#shift?.id ?? newId(),
          fromAt: this.#begun(fromAt),
          untilAt,
          group: this.group || null,
          people: [...this.people],
          note: this.note.trim(),
        }),
      after,
    );
  }

  drop(after: () => void): void {
    const shift = this.#shift?.id;
    if (shift) void this.run(() => responses.send('response.shift_dropped', this.#row, { shift }), after);
  }

  /** A field shows minutes alone: what was not touched keeps its seconds. */
  #begun(fromAt: number): number {
    const before = this.#shift?.fromAt;
    return before !== undefined && fieldTime(before) === this.from ? before : fromAt;
  }
}
