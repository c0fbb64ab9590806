import type { Instant } from '../units.ts';

/** Warning colours of an emergency response, from the lowest: III, II and I (domain.md §9; blue ended in 2018). */
export const RESPONSE_LEVELS = ['yellow', 'orange', 'red'] as const;
export type ResponseLevel = (typeof RESPONSE_LEVELS)[number];

export const RESPONSE_STATES = ['in_force', 'ended'] as const;

/** The response has been at this level since then; the next one in the list ends it. */
export interface ResponseStep {
  readonly level: ResponseLevel;
  readonly fromAt: Instant;
  readonly reason: string;
}

/** An emergency response (domain.md §9); only red counts around the clock, every level shortens the steps. */
export interface ResponsePeriod {
  readonly level: ResponseLevel;
  readonly fromAt: Instant;
  /** 0 = until further notice. */
  readonly untilAt: Instant;
}

export const SHIFT_STATES = ['planned', 'dropped'] as const;

/** Somebody on a duty list, as he was called when he was put on it. */
export interface OnDuty {
  readonly user: string;
  readonly name: string;
  readonly phone: string;
}

/** A group that stands by in a red alert, and its people. */
export interface StandbyGroup {
  readonly group: string;
  readonly people: readonly string[];
}
