import { exhaustive } from '../exhaustive.ts';
import type { Instant } from '../units.ts';
import type { ProblemState } from './problem-states.ts';

/** What of a case says whether its unit is late; instants are 0 where there is none. */
export interface UnitTime {
  readonly state: ProblemState;
  readonly deadlineAt: Instant;
  readonly suspendedAt: Instant;
  readonly submittedAt: Instant;
  readonly closedAt: Instant;
}

/**
 * By how much the unit missed its deadline, ms; 0 = it did not. Its time runs until it submits, not until the office has looked
 * again and closed, and stands still while the case is suspended; only while it runs does lateness grow with `now`.
 */
export function unitLateMs(one: UnitTime, now: Instant): number {
  return one.deadlineAt > 0 ? Math.max(0, measuredAt(one, now) - one.deadlineAt) : 0;
}

/** SQL: the same question of a row of `problems` (`row` is its name), `{:now}` being the instant; 1 or 0. */
export function unitLateSql(row = 'problems'): string {
  const of = (field: keyof UnitTime): string => `${row}.${field}`;
  return `(${of('deadlineAt')} > 0 AND ${of('deadlineAt')} < CASE
    WHEN ${of('state')} IN ('assigned', 'accepted', 'rectifying', 'returned') THEN {:now}
    WHEN ${of('state')} = 'suspended' THEN ${of('suspendedAt')}
    WHEN ${of('state')} IN ('submitted', 're_inspected', 'closed')
      THEN iif(${of('submittedAt')} > 0, ${of('submittedAt')}, ${of('closedAt')})
    ELSE 0 END)`;
}

/** The instant that is held against the deadline; 0 = no unit has any time yet, or none any more. */
function measuredAt({ state, suspendedAt, submittedAt, closedAt }: UnitTime, now: Instant): Instant {
  switch (state) {
    case 'assigned':
    case 'accepted':
    case 'rectifying':
    case 'returned':
      return now;
    case 'suspended':
      return suspendedAt;
    case 'submitted':
    case 're_inspected':
    case 'closed':
      return submittedAt || closedAt;
    case 'found':
    case 'fixed_on_spot':
    case 'ownership_disputed':
    case 'void':
      return 0;
    default:
      return exhaustive(state);
  }
}
