import { CALENDAR_CATALOGUE, readWorkCalendar } from '../../core/casework/read-work-calendar.ts';
import { LADDER_CATALOGUE } from '../../core/escalation/ladder.ts';
import { readLadders } from '../../core/escalation/read-ladders.ts';
import type { Message } from '../../core/message.ts';
import { checkFrequencies, FREQUENCY_CATALOGUE } from '../../core/patrol/patrol-frequency.ts';
import { checkMeasures, REDUCTION_CATALOGUE } from '../../core/response/reduction-measures.ts';
import type { Result } from '../../core/result.ts';
import { readTriggerLimits, TRIGGER_CATALOGUE } from '../../core/triggers/read-trigger-limits.ts';
import { refuse } from '../http/refuse.ts';
import type { RecordEvent } from '../pb.ts';
import { toRow } from './to-row.ts';

const READERS: Readonly<Record<string, (body: unknown) => Result<unknown, Message>>> = {
  [CALENDAR_CATALOGUE]: readWorkCalendar,
  [LADDER_CATALOGUE]: readLadders,
  [TRIGGER_CATALOGUE]: readTriggerLimits,
  [FREQUENCY_CATALOGUE]: checkFrequencies,
  [REDUCTION_CATALOGUE]: checkMeasures,
};

/** An edition of the calendar, the ladders, the limits, the patrol rules or the measures, new or changed, that would not do is refused by name, before anything is decided by it. */
export function onCatalogue(e: RecordEvent): void {
  const row = toRow(e.record);
  const read = READERS[String(row['code'])]?.(row['body']);
  if (read && !read.ok) return refuse(e.requestEvent, 400, 'invalid', read.error);
  e.next();
}
