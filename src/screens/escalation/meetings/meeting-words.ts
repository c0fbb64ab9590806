import type { MeetingItem } from '../../../core/escalation/directive-kinds.ts';
import type { MeetingRecord } from '../../../schema/records.ts';
import { city } from '../../../state/city.svelte.ts';
import { m } from '../../../text/paraglide/messages.js';
import { name } from '../../../text/say.ts';
import { dateAndClock } from '../../../text/time.ts';

/** Who sat at the table: units first, then parties that are none. */
export function partiesOf(row: MeetingRecord): readonly string[] {
  const units = (row.units ?? []).map((each) => city.unitById.get(each)?.name ?? each);
  return [...units, ...(row.others ?? [])];
}

/** What was decided about a case, in one line. */
export function decisionWords({ decision, unit, deadlineAt }: MeetingItem): string {
  if (decision !== 'assign' || !unit || deadlineAt === null) return name('escalation_decision', decision);
  return m.escalation_decided_assign({
    unit: city.unitById.get(unit)?.name ?? '–',
    deadline: dateAndClock(deadlineAt),
  });
}

/** 交办 3 · 销号 1 · 继续办理 2 */
export function countsWords(row: MeetingRecord): string {
  return (['assign', 'close', 'keep'] as const)
    .map((decision) => ({ decision, count: row.items.filter((each) => each.decision === decision).length }))
    .filter(({ count }) => count > 0)
    .map(({ decision, count }) => `${name('escalation_decision', decision)} ${count}`)
    .join(' · ');
}
