import type { Handling, ProblemState } from '../casework/problem-states.ts';
import type { Instant } from '../units.ts';

/** A case as the search answers it. */
export interface FoundCase {
  readonly id: string;
  readonly no: string;
  readonly orderNo: string;
  readonly category: string;
  readonly state: ProblemState;
  readonly handling: Handling;
  /** Id, or ''. */
  readonly source: string;
  readonly town: string;
  readonly unit: string;
  readonly note: string;
  readonly foundAt: Instant;
}

/** GET /api/sf/search. */
export interface SearchAnswer {
  /** Newest number first. */
  readonly cases: readonly FoundCase[];
  /** There are more than these. */
  readonly more: boolean;
  /** Share of older cases that the index does not hold yet, 0 when it holds all. */
  readonly left: number;
}
