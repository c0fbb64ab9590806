import { HOUR_MS, startOfDay } from '../china-time.ts';
import { ok, type Result } from '../result.ts';
import type { Instant } from '../units.ts';
import type { WorkCalendar } from '../work-calendar.ts';
import type { DeadlineRule } from '../deadline-rule.ts';
import { dueAt } from '../work-time.ts';
import { count, text, type Act, type Advance, type Refusal, type World } from './act.ts';
import type { ProblemRescheduled } from './payloads.ts';
import { missing, refused } from './refuse.ts';

/** States in which a unit has a deadline to keep. */
export const RECTIFYING_STATES = ['assigned', 'accepted', 'rectifying', 'returned'] as const;

/** An open case as the dry run of an edition looks at it. */
export interface OpenDeadline {
  readonly id: string;
  readonly category: string;
  readonly unit: string;
  /** When the time to put it right began. */
  readonly fromAt: Instant;
  readonly deadlineAt: Instant;
  /** Rule of the edition that it stands under; null = not known. */
  readonly rule: DeadlineRule | null;
  /** It was given more time, or came back with half of its first. */
  readonly settled: boolean;
}

/** A case whose deadline would be another one. */
export interface MovedDeadline {
  readonly id: string;
  readonly category: string;
  readonly deadlineAt: Instant;
  readonly newAt: Instant;
}

/** What an edition would do to the open cases of the categories whose deadline it changes. */
export interface RescheduleEffect {
  readonly moved: readonly MovedDeadline[];
  /** Would be over already: these keep what they have, since nobody can keep a deadline that is gone. */
  readonly kept: number;
  /** Do not have the deadline of their own edition: somebody set it, extended it, halved it on return or held it still. */
  readonly own: number;
}

/** Deadlines of open cases under new rules; `calendarOf` a unit. Cases of other categories are not asked for. */
export function rescheduleEffect(
  cases: readonly OpenDeadline[],
  rules: ReadonlyMap<string, DeadlineRule>,
  calendarOf: (unit: string) => WorkCalendar,
  now: Instant,
): RescheduleEffect {
  const moved: MovedDeadline[] = [];
  let kept = 0;
  let own = 0;
  // Days are counted from the day of the start on: cases of one day, unit and rule share the answer.
  const byDay = new Map<string, Instant>();
  const dueOf = ({ unit, fromAt }: OpenDeadline, rule: DeadlineRule): Instant => {
    const key = rule.unit === 'workDays' ? `${rule.value} ${unit} ${startOfDay(fromAt)}` : '';
    const at = (key && byDay.get(key)) || dueAt(fromAt, rule, calendarOf(unit)).at;
    if (key) byDay.set(key, at);
    return at;
  };
  for (const each of cases) {
    const { id, category, deadlineAt } = each;
    const rule = rules.get(category);
    if (!rule) continue;
    const newAt = dueOf(each, rule);
    if (newAt === deadlineAt) continue;
    if (each.settled || !each.rule || !isNear(deadlineAt, dueOf(each, each.rule), each.fromAt)) own += 1;
    else if (newAt <= now) kept += 1;
    else moved.push({ id, category, deadlineAt, newAt });
  }
  return { moved, kept, own };
}

/** Proposed when a dialog opened and sent when it was confirmed: as good as exact within a tenth of the time, an hour at most. */
function isNear(deadlineAt: Instant, ruleAt: Instant, fromAt: Instant): boolean {
  return Math.abs(deadlineAt - ruleAt) <= Math.min(HOUR_MS, (ruleAt - fromAt) / 10);
}

/** The case gets the deadline of another edition, and the edition with it. */
export function reschedule(act: Act<ProblemRescheduled>, world: World): Result<Advance, Refusal> {
  const row = world.find('problems', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'problems' });
  const state = text(row, 'state');
  if (!(RECTIFYING_STATES as readonly string[]).includes(state)) return refused(`server_problem_is_${state}`);
  const { edition, deadlineAt } = act.payload;
  if (deadlineAt <= act.at) return refused('server_deadline_has_passed');
  const fields = { edition, deadlineAt, rev: count(row, 'rev') + 1 };
  return ok({ writes: [{ collection: 'problems', id: row.id, create: false, fields }], follow: [] });
}
