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

/** What a level asks of one source, as it was said to it. */
export interface AskedMeasure {
  readonly code: string;
  /** The office's own words; '' = the product's for the code. */
  readonly text: string;
}

/** A stretch in which a source had to do the same. */
export interface ReductionPeriod {
  readonly level: ResponseLevel;
  readonly fromAt: Instant;
  /** 0 = it goes on. */
  readonly untilAt: Instant;
  readonly measures: readonly AskedMeasure[];
  /** A finding of one of these categories was a breach. */
  readonly categories: readonly string[];
}

/** Why a source may go on: a green card, an emergency repair, works that people cannot do without (domain.md §9). */
export const EXEMPTION_KINDS = ['green_card', 'emergency_repair', 'livelihood'] as const;
export type ExemptionKind = (typeof EXEMPTION_KINDS)[number];

/** 豁免 of one source for the time of a response, with the paper that says so. */
export interface Exemption {
  readonly source: string;
  readonly kind: ExemptionKind;
  readonly paper: string;
  readonly by: string;
  readonly at: Instant;
  /** 0 = it holds. */
  readonly endedAt: Instant;
  /** Why it was taken back. */
  readonly reason: string;
}
