import type { Instant } from '../units.ts';
import type { Row } from './act.ts';
import type { Paper } from './problem-payloads.ts';

/** One unit that a problem may belong to, and what it says to that. */
export interface DisputeClaim {
  readonly unit: string;
  readonly answer: '' | 'claim' | 'deny';
  readonly note: string;
  readonly papers: readonly Paper[];
  readonly at: Instant;
}

/** The question whose a problem is: 归属不明. */
export interface Dispute {
  readonly openedAt: Instant;
  readonly candidates: readonly DisputeClaim[];
  readonly meetings: readonly {
    readonly at: Instant;
    readonly present: readonly string[];
    readonly minutes: string;
  }[];
  readonly decision: {
    readonly lead: string;
    readonly coUnits: readonly string[];
    readonly basis: string;
    readonly at: Instant;
    readonly by: string;
  } | null;
}

export function disputeOf(row: Row): Dispute | null {
  return (row['dispute'] as Dispute | null | undefined) ?? null;
}

/** A new question between these units, oldest first; nobody has answered. */
export function openDispute(units: readonly string[], at: Instant): Dispute {
  return {
    openedAt: at,
    candidates: units.map((unit) => ({ unit, answer: '', note: '', papers: [], at: 0 })),
    meetings: [],
    decision: null,
  };
}
