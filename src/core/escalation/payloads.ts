import type { Message } from '../message.ts';
import type { SourceKind } from '../sources/source-kinds.ts';
import type { Instant } from '../units.ts';
import type { MinutesSigned } from './directive-payloads.ts';
import type { FOLLOW_UP_RESULTS, Medium, Redaction, StepForm } from './escalation-kinds.ts';
import type { PeriodSpan, RedBlackFigures } from './listing-kinds.ts';

/* What is said on the ladder: exposures and steps. Instants are on the device's clock, as in every payload. */

/** Creates an exposure 曝光: one article, the problems it tells of. */
export interface ExposurePublished {
  readonly medium: Medium;
  readonly title: string;
  readonly link: string;
  readonly publishedAt: Instant;
  readonly problems: readonly string[];
  readonly redaction: Redaction;
  /** By then a second article says what became of it. */
  readonly followUpDueAt: Instant;
  /** The proposal it answers; null = without one. */
  readonly proposal: string | null;
  readonly note: string;
}
export interface ExposureFollowedUp {
  readonly title: string;
  readonly link: string;
  readonly publishedAt: Instant;
  readonly result: (typeof FOLLOW_UP_RESULTS)[number];
}
/** Another view for the public; the log keeps what it was. */
export interface ExposureRedacted {
  readonly redaction: Redaction;
  readonly reason: string;
}
export interface Because {
  readonly reason: string;
}
/** By the job alone: no second article came in time. */
export interface ExposureLapsed {
  readonly dueAt: Instant;
}

/** What a person settles when a step begins; one shape per form. */
export type StepTerms =
  | { readonly form: 'exposure'; readonly exposure: string }
  | {
      readonly form: 'interview';
      /** Post of the interviewed, never a person's name in a list. */
      readonly who: string;
      readonly heldAt: Instant;
      readonly minutes: string;
      readonly commitments: readonly { readonly what: string; readonly dueAt: Instant }[];
    }
  | { readonly form: 'listing'; readonly untilAt: Instant; readonly criteria: readonly string[] }
  | { readonly form: 'blacklist'; readonly untilAt: Instant; readonly effect: string }
  | { readonly form: 'stop_work' | 'seal'; readonly untilAt: Instant | null; readonly basis: string }
  | {
      readonly form: 'penalty';
      readonly law: string;
      readonly article: string;
      readonly amountCNY: number;
      readonly document: string;
    }
  | {
      readonly form: 'paid_rectification';
      readonly team: string;
      readonly costCNY: number;
      readonly unit: string;
    }
  | { readonly form: 'accountability'; readonly duty: string }
  | { readonly form: 'mark'; readonly untilAt: Instant | null };

/** By the job alone: a rule of a ladder holds. Nothing happens until a person decides. */
export interface EscalationProposed {
  readonly ladder: string;
  readonly edition: string;
  readonly rung: string;
  readonly source: string | null;
  readonly unit: string | null;
  readonly problems: readonly string[];
  readonly because: Message;
  /** One proposal for the same grounds. */
  readonly key: string;
}
/** A person's own step, without a proposal. */
export interface EscalationOpened {
  readonly ladder: string;
  readonly rung: string;
  readonly source: string | null;
  readonly unit: string | null;
  readonly problems: readonly string[];
  readonly terms: StepTerms;
  readonly reason: string;
}
export interface EscalationConfirmed {
  readonly terms: StepTerms;
  readonly reason: string;
}
export interface CommitmentKept {
  /** Place in the list of commitments, from 0. */
  readonly commitment: number;
  readonly note: string;
}
/** By the job alone; raises the level by one (feature 1.41). */
export interface CommitmentMissed {
  readonly commitment: number;
  readonly dueAt: Instant;
}
/** By the job alone: the last day of a step is over. */
export interface EscalationExpired {
  readonly untilAt: Instant;
}
/** Follows a step that begins or ends: the case carries it, or no longer does. */
export interface ProblemEscalated {
  readonly step: string;
  readonly form: StepForm;
  readonly level: number;
  readonly on: boolean;
}

/** Publishes the red-black list of a period that is over; the figures are what the leader saw, and stay as they are. */
export interface ListingPublished extends PeriodSpan {
  /** One kind of place; '' = all of them. */
  readonly kind: SourceKind | '';
  /** Anybody may read it, signed in or not. */
  readonly isPublic: boolean;
  readonly figures: RedBlackFigures;
  readonly note: string;
}

export interface EscalationPayloads {
  readonly 'exposure.published': ExposurePublished;
  readonly 'exposure.followed_up': ExposureFollowedUp;
  readonly 'exposure.redacted': ExposureRedacted;
  readonly 'exposure.withdrawn': Because;
  readonly 'exposure.restored': Because;
  readonly 'exposure.lapsed': ExposureLapsed;
  readonly 'escalation.proposed': EscalationProposed;
  readonly 'escalation.dismissed': Because;
  readonly 'escalation.opened': EscalationOpened;
  readonly 'escalation.confirmed': EscalationConfirmed;
  readonly 'escalation.undone': Because;
  readonly 'escalation.lifted': Because;
  readonly 'escalation.signed': MinutesSigned;
  readonly 'escalation.commitment_kept': CommitmentKept;
  readonly 'escalation.commitment_missed': CommitmentMissed;
  readonly 'escalation.expired': EscalationExpired;
  readonly 'problem.escalated': ProblemEscalated;
  readonly 'listing.published': ListingPublished;
  readonly 'listing.withdrawn': Because;
}
