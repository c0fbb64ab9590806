import type { Circumstances } from '../checks/inspection-kinds.ts';
import type { Pollutant } from '../air/pollutants.ts';
import type {
  TaskDraw,
  TaskMode,
  TaskPart,
  TaskRoute,
  TaskType,
  VisitResult,
  WarnedStation,
  WindShiftFlag,
} from './task-types.ts';
import type { Instant } from '../units.ts';
import type { Ranking, Zone } from '../upwind/zone.ts';
import type { CheckResult } from '../sources/check-rate.ts';
import type { ChecklistEdition } from '../sources/source-layers.ts';
import type { Place } from '../casework/place.ts';

/* What the events of a task say; see casework/payloads.ts. */

/** A zone kept with everything it was computed from; `id` is made on the device (32 hex), or is that of an existing row of `zones`. */
export interface FrozenZone {
  readonly id: string;
  readonly pollutant: Pollutant;
  readonly zone: Zone;
  readonly ranking: Ranking;
  /** ZoneInput and settings: what it takes to compute it again. */
  readonly inputs: unknown;
}
/** A target of a task to be sent; its place in the list is its place in the route. */
export interface SentTarget {
  readonly source: string;
  readonly share: number | null;
}
/** Creates a task (state sent), freezes its zone and confirms its suggestion, in one transaction. */
export interface TaskSent {
  readonly type: TaskType;
  readonly group: string;
  readonly station: string | null;
  readonly suggestion: string | null;
  readonly zone: FrozenZone | null;
  readonly targets: readonly SentTarget[];
  readonly route: TaskRoute | null;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly note: string;
  /** Stations downwind of the targets, as the sender was warned; absent when nobody looked. */
  readonly warned?: readonly WarnedStation[];
  /** Cells that a grid patrol goes through, whatever is registered in them; absent for other tasks. */
  readonly cells?: readonly string[];
  /** Regular unless said. */
  readonly mode?: TaskMode;
  /** The lot that gave the targets; the server counts the pool itself and draws again. */
  readonly draw?: Omit<TaskDraw, 'pool'>;
  /** What each unit does in a joint action; absent for other tasks. */
  readonly parts?: readonly Pick<TaskPart, 'unit' | 'what'>[];
}
/** Only before it is accepted; within RECALL_MS of sending the reason may be empty. */
export interface TaskRecalled {
  readonly reason: string;
}
/** What it was for is over: the emergency response has ended, or asks nothing more of any of its targets. */
export type TaskLapsed = Readonly<Record<string, never>>;
export type TaskAccepted = Readonly<Record<string, never>>;
export type TaskStarted = Readonly<Record<string, never>>;
/** A form of core/sources and what was ticked; items that were not looked at are absent. */
export interface CheckAnswers {
  readonly form: string;
  /** Which of the lists of a site; absent for other forms and in what older tablets sent. */
  readonly edition?: ChecklistEdition;
  /** Pictures of items by their code: ids among the photos of the event. */
  readonly photos?: Readonly<Record<string, readonly string[]>>;
  readonly items: Readonly<Record<string, CheckResult>>;
}
/**
 * One target visited; writes an inspection unless it was skipped. `found` goes with a `problem.found` of its own. Circumstances that
 * are absent: a regular check at which nothing of the kind happened.
 */
export interface TaskVisited extends Partial<Circumstances> {
  readonly source: string;
  readonly result: VisitResult;
  readonly at: Instant;
  /** Null only for `skipped`. */
  readonly place: Place | null;
  /** Required for obstructed, locked and skipped: why. */
  readonly note: string;
  /** The form that was gone through; absent when none was. */
  readonly answers?: CheckAnswers;
  /** The inspection that it belongs to, made on the device: one visit is one inspection. Absent: it makes one of its own. */
  readonly inspection?: string;
}
/** A grid of a patrol gone through without anything to record. */
export interface TaskWalked {
  readonly cell: string;
  readonly at: Instant;
  readonly place: Place;
}
/** Replaces the targets that are still to do; what was visited stays. Clears the wind-shift flag. */
export interface TaskRetargeted {
  readonly targets: readonly SentTarget[];
  readonly route: TaskRoute | null;
  readonly zone: FrozenZone | null;
  readonly reason: string;
  /** As in `task.sent`, for the new targets. */
  readonly warned?: readonly WarnedStation[];
}
/** A unit's part of a joint action is done, by its own people or by whoever leads it. */
export interface TaskPartReported {
  readonly unit: string;
  readonly note: string;
}
export interface TaskDone {
  readonly note: string;
}
export type TaskFlagged = WindShiftFlag;
/** The wind turned and the task stays as it was sent; `shiftAt` is the flag's own `at` and says which turn was answered. */
export interface TaskShiftKept {
  readonly shiftAt: Instant;
  readonly reason: string;
}
/** Takes the decision back: the turn of the wind waits for an answer again. */
export interface TaskShiftReopened {
  readonly shiftAt: Instant;
  readonly reason: string;
}
