import * as check from '../casework/check.ts';
import type { Check } from '../casework/check.ts';
import { note } from '../casework/payload-parts.ts';
import { papers } from '../casework/problem-payload-checks.ts';
import type { Paper } from '../casework/problem-payloads.ts';
import type { Instant } from '../units.ts';
import {
  DIRECTIVE_LEVELS,
  MEETING_DECISIONS,
  MEETING_KINDS,
  type DirectiveLevel,
  type MeetingFinding,
  type MeetingItem,
} from './directive-kinds.ts';

/** Creates an order from above 督办件 with its parts. */
export interface DirectiveReceived {
  readonly level: DirectiveLevel;
  /** Their number and office, as printed. */
  readonly theirNo: string;
  readonly issuer: string;
  readonly title: string;
  readonly text: string;
  readonly receivedAt: Instant;
  readonly answerDueAt: Instant;
  /** The leader who answers for it (feature 3.22); null = none is named. */
  readonly owner: string | null;
  readonly items: readonly { readonly what: string; readonly unit: string | null; readonly dueAt: Instant }[];
  /** Cases it is about. */
  readonly problems: readonly string[];
}
export interface DirectiveForwarded {
  readonly to: readonly string[];
  readonly note: string;
}
export type DirectiveRead = Readonly<Record<string, never>>;
export interface DirectiveItemDone {
  /** Place in the list, from 0. */
  readonly item: number;
  readonly note: string;
  /** Permits, invoices and the like; photos of the work come with the event. */
  readonly papers?: readonly Paper[];
}
/** Cases that are found to belong to it later, or no longer. */
export interface DirectiveCaseLinked {
  readonly problems: readonly string[];
  readonly linked: boolean;
}
/** The leader who answers for it from now on. */
export interface DirectiveOwnerNamed {
  readonly owner: string;
}
/** What somebody else found of a part that is said to be done: accepted, or to be done again. */
export interface DirectiveItemReviewed {
  readonly item: number;
  readonly accepted: boolean;
  readonly note: string;
}
/** The answer to above, once every part is done. */
export interface DirectiveAnswered {
  readonly note: string;
}
export interface DirectiveReviewed {
  readonly accepted: boolean;
  readonly note: string;
}
/** By the job alone. */
export interface DirectiveOverdue {
  readonly dueAt: Instant;
}
/** Creates the record of a meeting 联席会 and does what it decided, all or none. */
export interface MeetingHeld {
  readonly kind: (typeof MEETING_KINDS)[number];
  readonly title: string;
  readonly heldAt: Instant;
  readonly units: readonly string[];
  readonly minutes: string;
  readonly items: readonly MeetingItem[];
  /** Parties that are no units: residents, a property company. */
  readonly others?: readonly string[];
  readonly findings?: readonly MeetingFinding[];
}

/** The minutes of a meeting or an interview as they were signed, on photos of the event. */
export interface MinutesSigned {
  readonly note: string;
}

export interface DirectivePayloads {
  readonly 'directive.received': DirectiveReceived;
  readonly 'directive.forwarded': DirectiveForwarded;
  readonly 'directive.read': DirectiveRead;
  readonly 'directive.item_done': DirectiveItemDone;
  readonly 'directive.item_reviewed': DirectiveItemReviewed;
  readonly 'directive.case_linked': DirectiveCaseLinked;
  readonly 'directive.owner_named': DirectiveOwnerNamed;
  readonly 'directive.answered': DirectiveAnswered;
  readonly 'directive.reviewed': DirectiveReviewed;
  readonly 'directive.overdue': DirectiveOverdue;
  readonly 'meeting.held': MeetingHeld;
  readonly 'meeting.signed': MinutesSigned;
}

const { bool, id, instant, list, nullable, number, oneOf, shape, text } = check;
const said = text(2000, 1);

export const DIRECTIVE_CHECKS: Readonly<Record<keyof DirectivePayloads, Check>> = {
  'directive.received': shape({
    level: oneOf(DIRECTIVE_LEVELS),
    theirNo: text(80),
    issuer: text(120, 1),
    title: text(200, 1),
    text: text(4000),
    receivedAt: instant,
    answerDueAt: instant,
    owner: nullable(id),
    items: list(shape({ what: text(400, 1), unit: nullable(id), dueAt: instant }), 40),
    problems: list(id, 500),
  }),
  'directive.forwarded': shape({ to: list(id, 40, 1), note }),
  'directive.read': shape({}),
  'directive.item_done': shape({ item: number(0, 39), note: said, papers: check.optional(papers) }),
  'directive.case_linked': shape({ problems: list(id, 500, 1), linked: bool }),
  'directive.owner_named': shape({ owner: id }),
  'directive.item_reviewed': shape({ item: number(0, 39), accepted: bool, note }),
  'directive.answered': shape({ note: said }),
  'directive.reviewed': shape({ accepted: bool, note }),
  'directive.overdue': shape({ dueAt: instant }),
  'meeting.held': shape({
    kind: oneOf(MEETING_KINDS),
    title: text(200, 1),
    heldAt: instant,
    units: list(id, 40),
    minutes: text(8000, 1),
    items: list(
      shape({
        problem: id,
        decision: oneOf(MEETING_DECISIONS),
        unit: nullable(id),
        deadlineAt: nullable(instant),
        note: text(400),
      }),
      200,
      1,
    ),
    others: check.optional(list(text(80, 1), 20)),
    findings: check.optional(
      list(shape({ problem: id, category: text(60, 1), severity: oneOf([1, 2, 3]), source: id, note }), 50),
    ),
  }),
  'meeting.signed': shape({ note }),
};
