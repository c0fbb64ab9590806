import type { Pollutant } from '../air/pollutants.ts';
import type { TaskGiven, TaskProposed } from '../patrol/task-proposed.ts';
import type { GroupArea } from '../patrol/task-types.ts';
import type { SourceKind, SourceState } from '../sources/source-kinds.ts';
import type { SourceProfile } from '../sources/source-profile.ts';
import type { DirectivePayloads } from '../escalation/directive-payloads.ts';
import type { EscalationPayloads } from '../escalation/payloads.ts';
import type { AreaGeometry } from '../geo.ts';
import type { ResponsePayloads } from '../response/response-payloads.ts';
import type { TriggerEvidence, TriggerRule } from '../triggers/trigger-rules.ts';
import type { Instant } from '../units.ts';
import { ZONE_OUTCOMES, type ZoneOutcome, type ZoneScore } from '../upwind/outcome.ts';
import type { ClockKind } from './clock-book.ts';
import type { EventType } from './events.ts';
import type { Place } from './place.ts';
import type { ProblemStepPayloads } from './problem-payloads.ts';
import type { ProblemOrigin, Severity } from './problem-states.ts';
import type { SetPayloads } from './set-payloads.ts';
import type { NoticePayloads } from '../papers/notice-payloads.ts';
import type {
  TaskSent,
  TaskRecalled,
  TaskLapsed,
  TaskAccepted,
  TaskStarted,
  TaskVisited,
  TaskWalked,
  TaskRetargeted,
  TaskDone,
  TaskPartReported,
  TaskFlagged,
  TaskShiftKept,
  TaskShiftReopened,
} from '../patrol/task-payloads.ts';

/*
 * What each event says. `event.payload` is canonicalJson(payload).
 * Instants in payloads are on the device's clock, like `deviceAt`; the server adds `clockOffsetMs` and bounds them by the receipt.
 * `seen` is the `rev` of the row as it last came FROM THE SERVER (0 for an event that creates the row), not a locally advanced one:
 * what the author did himself in between is known to him and never a conflict.
 */

/** Creates a problem (state found, handling undecided). Needs ≥ 1 photo on the event. */
export interface ProblemFound {
  readonly category: string;
  readonly severity: Severity;
  readonly origin: ProblemOrigin;
  /**
   * The target. An unlisted one is registered first by `source.registered`; '' only for what reached the office from outside,
   * where nobody has looked yet.
   */
  readonly source: string;
  readonly task: string | null;
  readonly place: Place;
  readonly foundAt: Instant;
  readonly note: string;
  /** The inspection it belongs to: one inspection, many points. */
  readonly inspection?: string;
  /** An earlier problem that this one goes back to: a failed sample. */
  readonly linked?: string;
  /** The author's own event that was refused and that this one puts right; what was refused is kept in `refusals`. */
  readonly replaces?: string;
}
/** Put right at once; needs ≥ 1 after-photo on the event; by the finder, in the same visit and at the same place. */
export interface ProblemFixedOnSpot {
  readonly note: string;
  /** Where the picture after was taken, at the shutter. Absent only in what older tablets sent, which is refused. */
  readonly place?: Place;
}
export interface ProblemAssigned {
  readonly unit: string;
  /** Number of the assignment order; empty without one. */
  readonly orderNo: string;
  readonly deadlineAt: Instant;
  readonly note: string;
  /** Units with a part of their own in a joint case. */
  readonly coUnits?: readonly string[];
  /** Row of `orders`. */
  readonly order?: string;
}
/** Back to `found`, out of the total it was in; the reason is kept. */
export interface ProblemUndecided {
  readonly reason: string;
}
export interface ProblemVoided {
  readonly reason: string;
}
export interface ProblemClosed {
  readonly note: string;
}

/** A day of the look-back schedule of a closed case has come; `task`: id of the task it proposes. */
export interface ProblemLookBackDue {
  readonly dueAt: Instant;
  readonly task: string;
}

/** Half or 80 % of the time for a step is over. */
export interface ProblemReminded {
  readonly clock: ClockKind;
  readonly share: 50 | 80;
  readonly dueAt: Instant;
}
/** The time for a step is over. */
export interface ProblemOverdue {
  readonly clock: ClockKind;
  readonly dueAt: Instant;
}
/** A dispute that nobody settled in time goes to a leader. */
export type ProblemRaised = ProblemOverdue;

/**
 * An open case gets another deadline: by an edition of the categories that holds for it from now on, or because the holidays of a
 * year on the way were announced.
 */
export interface ProblemRescheduled {
  readonly because: 'edition' | 'calendar';
  readonly edition: string;
  readonly deadlineAt: Instant;
}

export interface SuggestionRaised {
  readonly station: string;
  readonly at: Instant;
  readonly pollutant: Pollutant;
  readonly rule: TriggerRule;
  readonly evidence: readonly TriggerEvidence[];
  /** Row of `zones`; null when there is no zone (calm, stale). */
  readonly zone: string | null;
  readonly regional: unknown;
}
export interface SuggestionSnoozed {
  readonly until: Instant;
}
export interface SuggestionDismissed {
  readonly reason: string;
}
/** By the dispatcher, by the end of a snooze, or because its task was recalled. */
export interface SuggestionReopened {
  readonly reason: string;
}
export interface SuggestionExpired {
  readonly reason: string;
}
/** Never sent by a client: follows `task.sent`. */
export interface SuggestionConfirmed {
  readonly task: string;
}

/** Outcome of a stored zone; open until somebody looked. */
export const ZONE_ROW_OUTCOMES = ['open', ...ZONE_OUTCOMES] as const;
/** Follows `task.done`; also by the jobs. */
export interface ZoneScored {
  readonly outcome: ZoneOutcome;
  readonly task: string | null;
  /** Null when the zone cannot be scored: none was drawn. */
  readonly score: ZoneScore | null;
}

/** Creates a source, named or not (feature 1.44); code, cell, village and town are found by the server from the place. */
export interface SourceRegistered {
  readonly kind: SourceKind;
  readonly name: string;
  readonly place: Place;
  readonly note: string;
}
/** Only what changes; each key is a field of its own for merging. */
export interface SourceUpdated {
  readonly changes: {
    readonly name?: string;
    readonly kind?: SourceKind;
    readonly state?: SourceState;
    readonly leader?: string;
    readonly card?: '' | 'green' | 'yellow' | 'red';
    readonly regulator?: string;
    /** The site's own unit; '' = it has none. */
    readonly unit?: string;
    readonly lng?: number;
    readonly lat?: number;
    readonly polygon?: AreaGeometry | null;
    /** Only the fields of the profile that change; null empties one. */
    readonly profile?: SourceProfile;
  };
  readonly reason: string;
}

/** The area holds from `from`; the one before it ends then and is kept. */
export interface GroupAreaChanged {
  readonly from: GroupArea['from'];
  readonly radiusM: number | null;
  readonly polygon: AreaGeometry | null;
  readonly reason: string;
}

export interface Payloads
  extends
    ProblemStepPayloads,
    SetPayloads,
    NoticePayloads,
    EscalationPayloads,
    DirectivePayloads,
    ResponsePayloads {
  readonly 'problem.found': ProblemFound;
  readonly 'problem.fixed_on_spot': ProblemFixedOnSpot;
  readonly 'problem.assigned': ProblemAssigned;
  readonly 'problem.undecided': ProblemUndecided;
  readonly 'problem.voided': ProblemVoided;
  readonly 'problem.closed': ProblemClosed;
  readonly 'problem.look_back_due': ProblemLookBackDue;
  readonly 'problem.reminded': ProblemReminded;
  readonly 'problem.overdue': ProblemOverdue;
  readonly 'problem.raised': ProblemRaised;
  readonly 'problem.rescheduled': ProblemRescheduled;
  readonly 'task.sent': TaskSent;
  readonly 'task.proposed': TaskProposed;
  readonly 'task.given': TaskGiven;
  readonly 'task.recalled': TaskRecalled;
  readonly 'task.lapsed': TaskLapsed;
  readonly 'task.accepted': TaskAccepted;
  readonly 'task.started': TaskStarted;
  readonly 'task.visited': TaskVisited;
  readonly 'task.walked': TaskWalked;
  readonly 'task.retargeted': TaskRetargeted;
  readonly 'task.part_reported': TaskPartReported;
  readonly 'task.done': TaskDone;
  readonly 'task.flagged': TaskFlagged;
  readonly 'task.shift_kept': TaskShiftKept;
  readonly 'task.shift_reopened': TaskShiftReopened;
  readonly 'suggestion.raised': SuggestionRaised;
  readonly 'suggestion.snoozed': SuggestionSnoozed;
  readonly 'suggestion.dismissed': SuggestionDismissed;
  readonly 'suggestion.reopened': SuggestionReopened;
  readonly 'suggestion.expired': SuggestionExpired;
  readonly 'suggestion.confirmed': SuggestionConfirmed;
  readonly 'zone.scored': ZoneScored;
  readonly 'source.registered': SourceRegistered;
  readonly 'source.updated': SourceUpdated;
  readonly 'group.area_changed': GroupAreaChanged;
}
export type Payload<T extends EventType> = Payloads[T];
