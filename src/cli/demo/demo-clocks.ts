import {
  clockFields,
  clocksAfter,
  type CaseClock,
  type ClockFields,
} from '../../core/casework/case-clocks.ts';
import { DEFAULT_BOOK } from '../../core/casework/clock-book.ts';
import type { Instant } from '../../core/units.ts';
import type { DeadlineRule } from '../../core/deadline-rule.ts';

interface TimedCase {
  readonly state: string;
  readonly foundAt: Instant;
  readonly deadlineAt: Instant;
}

/**
 * Clocks of a case of the demonstration as they stand at the anchor. Its units have long accepted what they were given; reminders
 * of the past were given; a deadline that is over is left for the job to flag.
 */
export function demoClocks(one: TimedCase, rule: DeadlineRule, anchor: Instant): ClockFields {
  const clocks = clocksAfter(null, one, one.foundAt, { ...DEFAULT_BOOK, deadline: rule });
  return clockFields(clocks.filter((each) => each.kind !== 'accept').map((each) => reminded(each, anchor)));
}

function reminded(clock: CaseClock, anchor: Instant): CaseClock {
  const given = clock.marks.slice(0, 2).filter((mark) => mark <= anchor).length;
  return { ...clock, struck: Math.max(clock.struck, given) };
}
