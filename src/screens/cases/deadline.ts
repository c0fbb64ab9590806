import type { Row } from '../../core/casework/act.ts';
import type { CaseClock } from '../../core/casework/case-clocks.ts';
import { clocksOf } from '../../core/casework/run-clocks.ts';
import { DEFAULT_CALENDAR, type WorkCalendar } from '../../core/work-calendar.ts';
import { explainDeadline, pausedWords } from '../../core/work-explain.ts';
import type { DeadlineRule } from '../../core/deadline-rule.ts';
import { dueAt } from '../../core/work-time.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';
import { clockWords } from './case-words.ts';

export interface ProposedDeadline {
  readonly at: number;
  /** The holidays of that year are not announced yet: Monday to Friday were counted. */
  readonly calendarUnknown: boolean;
}

/** Deadline of a category from a moment on, by the work calendar as far as it is known. */
export function proposeDeadline(
  rule: DeadlineRule,
  from: number,
  calendar: WorkCalendar = DEFAULT_CALENDAR,
): ProposedDeadline {
  const due = dueAt(from, rule, calendar);
  return { at: due.at, calendarUnknown: due.unknownYears.length > 0 };
}

/** The clock of a case that matters most now, in words. */
export interface ShownDeadline {
  /** "剩 3 工作时 42 分", with the step before it unless it is rectification. */
  readonly text: string;
  /** Why it is as long as it is; '' when there is nothing to say. */
  readonly why: string;
  readonly state: 'running' | 'soon' | 'late' | 'paused';
  readonly dueAt: number;
}

/** The earliest deadline of a case in plain words; null when nothing is waited for. */
export function shownDeadline(
  problem: ProblemRecord,
  now: number,
  calendar: WorkCalendar,
): ShownDeadline | null {
  if (problem.state === 'closed' || problem.state === 'void') return null;
  const clock = clocksOf(problem as unknown as Row)
    .filter((each) => each.kind !== 'sample')
    .reduce<CaseClock | null>(
      (first, each) => (first && first.marks[2] <= each.marks[2] ? first : each),
      null,
    );
  if (!clock) return null;
  const [, most, dueAt] = clock.marks;
  const step = clock.kind === 'rectify' ? '' : `${clockWords(clock.kind)} `;
  if (clock.leftMs !== null) {
    const text = `${step}${say(pausedWords(clock.leftMs, clock.unit, calendar))}`;
    return { text, why: m.trade_clock_paused(), state: 'paused', dueAt };
  }
  const { left, because, late } = explainDeadline(now, dueAt, clock.unit, calendar);
  const state = late ? 'late' : now >= most && clock.totalMs > 0 ? 'soon' : 'running';
  return { text: `${step}${say(left)}`, why: because.map(say).join(m.ui_comma()), state, dueAt };
}
