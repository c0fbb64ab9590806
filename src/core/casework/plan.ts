import type { Instant } from '../units.ts';

/** A step of an enterprise's plan (feature 0.23); 0 = not proved yet. */
export interface PlannedStep {
  readonly what: string;
  readonly dueAt: Instant;
  readonly expert: string;
  readonly provedAt: Instant;
  readonly note: string;
}
