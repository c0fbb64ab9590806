import { DAY_MS } from '../../core/china-time.ts';
import { newId } from '../../offline/event-draft.ts';
import type { DutyShiftRecord, ResponseRecord } from '../../schema/records.ts';
import { responses } from '../../state/responses.svelte.ts';

/** Adds another day to a roster: its last day and night once more. Throws EventRefused or the SDK's error. */
export async function extendRoster(row: ResponseRecord, shifts: readonly DutyShiftRecord[]): Promise<void> {
  const end = Math.max(...shifts.map((each) => each.untilAt));
  for (const shift of shifts.filter((each) => each.untilAt > end - DAY_MS)) {
    await responses.send('response.shift_set', responses.current ?? row, {
      shift: newId(),
      fromAt: Math.max(shift.fromAt + DAY_MS, end),
      untilAt: shift.untilAt + DAY_MS,
      group: shift.group || null,
      people: shift.names.map((each) => each.user),
      note: '',
    });
  }
}
