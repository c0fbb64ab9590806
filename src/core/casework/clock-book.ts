import type { Instant } from '../units.ts';
import { DEFAULT_CALENDAR, type WorkCalendar } from '../work-calendar.ts';
import type { DeadlineRule } from '../deadline-rule.ts';

/** What is waited for while a case is in a state (domain.md §4); `rectify` runs to the deadline given with the assignment. */
export const CLOCK_KINDS = ['decide', 'accept', 'rectify', 'dispute', 'review', 'close', 'sample'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** Time for a step as a rule, and while an emergency response holds. */
export interface StepRule {
  readonly usual: DeadlineRule;
  readonly emergency: DeadlineRule;
}
export type StepRules = Readonly<Record<Exclude<ClockKind, 'rectify'>, StepRule>>;

/** By what a case's clocks are set: read from the catalogues on the server, the product's own where there are none. */
export interface ClockBook {
  /** Version of the problem categories in force; '' without a catalogue. */
  readonly edition: string;
  /** Deadline of the case's category in the case's own edition; null when the catalogue has none. */
  readonly deadline: DeadlineRule | null;
  readonly steps: StepRules;
  /** With the working hours of the unit that has the case. */
  readonly calendar: WorkCalendar;
  /** An emergency response of any level holds. */
  readonly emergency: boolean;
}

const hours = (value: number): DeadlineRule => ({ unit: 'clockHours', value });
const workHours = (value: number): DeadlineRule => ({ unit: 'workHours', value });
const always = (rule: DeadlineRule): StepRule => ({ usual: rule, emergency: rule });

/** Product defaults of domain.md §4: 2 h "by day" and 4 h are hours of work. */
export const DEFAULT_STEPS: StepRules = {
  decide: { usual: workHours(2), emergency: hours(1) },
  accept: { usual: workHours(4), emergency: hours(1) },
  dispute: always(hours(24)),
  review: always(hours(48)),
  close: always(hours(24)),
  sample: always(hours(168)),
};

export const DEFAULT_BOOK: ClockBook = {
  edition: '',
  deadline: null,
  steps: DEFAULT_STEPS,
  calendar: DEFAULT_CALENDAR,
  emergency: false,
};

/** Answers by what a case of this category, edition and unit is timed at an instant; edition '' = the one in force. */
export type FindClockBook = (
  of: { readonly category: string; readonly edition: string; readonly unit: string },
  at: Instant,
) => ClockBook;
