/** How a deadline is counted (domain.md §4): every hour, working hours, or whole working days after the first. */
export const DEADLINE_UNITS = ['clockHours', 'workHours', 'workDays'] as const;
export type DeadlineUnit = (typeof DEADLINE_UNITS)[number];

export interface DeadlineRule {
  readonly unit: DeadlineUnit;
  readonly value: number;
}
