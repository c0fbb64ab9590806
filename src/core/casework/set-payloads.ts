import type { Circumstances, Education, InspectionOutcome } from '../checks/inspection-kinds.ts';
import type { Instant } from '../units.ts';
import type { CheckAnswers } from '../patrol/task-payloads.ts';
import type { Place } from './place.ts';
import type { Paper, Verdict } from './problem-payloads.ts';

/* What is said about many problems at once: orders, inspections, re-inspections. */

/** Creates an assignment order 交办单 and assigns every problem of it, all or none. */
export interface OrderSent {
  /** special = 专项交办: regulator and local government together, confirmed by a leader. */
  readonly kind: 'batch' | 'special';
  readonly problems: readonly string[];
  readonly unit: string;
  readonly coUnits: readonly string[];
  readonly basis: string;
  readonly deadlineAt: Instant;
  readonly note: string;
}

/** Creates an inspection; its points follow as `problem.found` that name it. */
export interface InspectionMade extends Circumstances {
  readonly source: string;
  readonly task: string | null;
  readonly outcome: InspectionOutcome;
  readonly at: Instant;
  readonly place: Place;
  readonly note: string;
  readonly answers?: CheckAnswers;
}
/** What was ticked and told on the same visit after its first point; needs at least one of them. */
export interface InspectionAmended {
  /** Items that were not looked at again keep their answer. */
  readonly answers?: CheckAnswers;
  readonly education: Education | null;
}

/** Creates a re-inspection of a set of problems of one source. */
export interface ReinspectionOpened {
  readonly source: string;
  readonly problems: readonly string[];
  readonly group: string | null;
  readonly units: readonly string[];
  readonly dueAt: Instant;
  readonly note: string;
}
/** One verdict on each point looked at, the papers brought, who signed. */
export interface ReinspectionReported {
  readonly at: Instant;
  readonly verdicts: readonly {
    readonly problem: string;
    readonly verdict: Verdict;
    readonly note: string;
    readonly place: Place;
    /** Ids among the photos of the event. */
    readonly photos: readonly string[];
  }[];
  readonly papers: readonly Paper[];
  readonly signers: readonly { readonly unit: string; readonly name: string }[];
  readonly note: string;
}
/** Closes every point that passed; refused while one has no verdict (feature 1.57). */
export interface ReinspectionClosed {
  readonly note: string;
}

export interface SetPayloads {
  readonly 'order.sent': OrderSent;
  readonly 'inspection.made': InspectionMade;
  readonly 'inspection.amended': InspectionAmended;
  readonly 'reinspection.opened': ReinspectionOpened;
  readonly 'reinspection.reported': ReinspectionReported;
  readonly 'reinspection.closed': ReinspectionClosed;
}
