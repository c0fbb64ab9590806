import type { PhotoRef } from '../casework/events.ts';
import type { Paper } from '../casework/problem-payloads.ts';
import type { Severity } from '../casework/problem-states.ts';
import type { Instant } from '../units.ts';

/** Whose order it is. */
export const DIRECTIVE_LEVELS = ['central', 'province', 'city'] as const;
export type DirectiveLevel = (typeof DIRECTIVE_LEVELS)[number];
export const DIRECTIVE_STATES = ['open', 'answered', 'returned', 'accepted'] as const;

/** A part of an order from above that one unit does. */
export interface DirectiveItem {
  readonly what: string;
  /** '' = the office itself. */
  readonly unit: string;
  readonly dueAt: Instant;
  /** 0 = not yet. */
  readonly doneAt: Instant;
  readonly note: string;
  /** Who said that it is done; absent or '' = nobody yet. */
  readonly doneBy?: string;
  /** When somebody else found it done indeed; absent or 0 = not yet. */
  readonly acceptedAt?: Instant;
  /** What proves it: papers by name, and photos of the work and of papers; absent = none. */
  readonly papers?: readonly Paper[];
  readonly photos?: readonly PhotoRef[];
}

/** Share of the parts that were accepted, 0…1: what is only said to be done counts for nothing yet (feature 2.05). Null without parts. */
export function acceptedShare(items: readonly DirectiveItem[]): number | null {
  if (items.length === 0) return null;
  return items.filter((each) => (each.acceptedAt ?? 0) > 0).length / items.length;
}
/** One step of its way down, with time and post at both ends (feature 1.39). */
export interface DirectiveHop {
  readonly from: string;
  readonly fromPost: string;
  readonly at: Instant;
  readonly to: string;
  readonly note: string;
  /** 0 = nobody there has opened it. */
  readonly readAt: Instant;
  readonly readPost: string;
}
export interface DirectiveAnswer {
  readonly at: Instant;
  readonly post: string;
  readonly note: string;
  readonly accepted: boolean | null;
  readonly review: string;
}

export const MEETING_KINDS = ['joint', 'project', 'dispatch'] as const;
export const MEETING_DECISIONS = ['close', 'assign', 'keep'] as const;
export interface MeetingItem {
  readonly problem: string;
  readonly decision: (typeof MEETING_DECISIONS)[number];
  /** Only when it is assigned. */
  readonly unit: string | null;
  readonly deadlineAt: Instant | null;
  readonly note: string;
}
/** A problem that came up at the table, at a source of the register; an item of the meeting decides on it. */
export interface MeetingFinding {
  readonly problem: string;
  readonly category: string;
  readonly severity: Severity;
  readonly source: string;
  readonly note: string;
}
