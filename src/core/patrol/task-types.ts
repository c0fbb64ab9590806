import type { Place } from '../casework/place.ts';
import type { AreaGeometry, Position } from '../geo.ts';
import type { SourceKind } from '../sources/source-kinds.ts';
import type { Instant } from '../units.ts';

export const TASK_STATES = ['planned', 'sent', 'accepted', 'under_way', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_TYPES = [
  'grid_patrol',
  'upwind_strike',
  'station_force',
  'night_check',
  'morning_check',
  'reinspection',
  'look_back',
  'emergency_check',
  'joint_action',
] as const;
export type TaskType = (typeof TASK_TYPES)[number];

/** How the targets of a task are visited: openly, or so that those checked do not know (暗访, feature 0.46). */
export const TASK_MODES = ['regular', 'covert'] as const;
export type TaskMode = (typeof TASK_MODES)[number];

/** How the targets of a task were drawn by lot: the same number over the same sources gives the same targets. */
export interface TaskDraw {
  readonly number: number;
  readonly kind: SourceKind;
  /** Id of the town; '' = the whole district. */
  readonly town: string;
  readonly count: number;
  /** How many there were to draw from. */
  readonly pool: number;
}

/** What one unit does in a joint action (联合执法, feature 3.18), and what it says came of it. */
export interface TaskPart {
  readonly unit: string;
  readonly what: string;
  readonly state: 'open' | 'reported';
  readonly at: Instant;
  readonly note: string;
}

/** What a visit of one target came to; all but `skipped` are checks that took place or were prevented on the spot. */
export const VISIT_RESULTS = ['found', 'nothing', 'obstructed', 'locked', 'skipped', 'education'] as const;
export type VisitResult = (typeof VISIT_RESULTS)[number];

/** One source to visit, in route order. */
export interface TaskTarget {
  readonly source: string;
  /** 0-based place in the route. */
  readonly order: number;
  readonly state: 'todo' | VisitResult;
  readonly at: Instant | null;
  /** Share of suspicion when the task was sent, 0…1; null when nobody ranked it. */
  readonly share: number | null;
  /** Visited without being a target: met on the way. */
  readonly extra: boolean;
  /** Row of the zone it was visited for, once the task has another; absent while that is the task's own. */
  readonly zone?: string;
}

/** One grid that a grid patrol goes through. */
export interface TaskCell {
  readonly cell: string;
  /** When somebody stood in it and found nothing to record; null until then. Checks and findings in it count beside this. */
  readonly at: Instant | null;
  readonly place: Place | null;
}

/** The way a group is asked to take. */
export interface TaskRoute {
  readonly line: readonly Position[];
  readonly km: number;
  readonly minutes: number;
}

/** The wind turned while a task was under way: what no longer fits. */
export interface WindShiftFlag {
  readonly at: Instant;
  /** Degrees between the frozen wind and the new one; null when it became calm. */
  readonly turnedDeg: number | null;
  readonly calm: boolean;
  /** Row of `zones` with the new zone; null when there is none any more. */
  readonly zone: string | null;
  /** Ids of targets that lie outside the new zone. */
  readonly outside: readonly string[];
}

/** A station that the air of a task's work reaches, as the wind was when it was sent: its readings are to be spared. */
export interface WarnedStation {
  readonly station: string;
  /** From the nearest of the targets. */
  readonly distanceM: number;
  /** Minutes the air takes; null in calm. */
  readonly travelMin: number | null;
  /** Ids of the targets that lie upwind of it. */
  readonly sources: readonly string[];
}

/** A turn of the wind that the office decided to sit out: what had turned, who kept the old zone, when and why. */
export interface KeptShift {
  /** The flag's `at`: which turn it was. */
  readonly shiftAt: Instant;
  readonly turnedDeg: number | null;
  readonly calm: boolean;
  /** How many targets lay outside the new zone. */
  readonly outside: number;
  readonly at: Instant;
  /** Id of the person. */
  readonly by: string;
  readonly reason: string;
}

/** One period of a task force's area; the last one has `until` null. Old reports keep the area of their time. */
export interface GroupArea {
  readonly from: Instant;
  readonly until: Instant | null;
  readonly radiusM: number | null;
  readonly polygon: AreaGeometry | null;
}
