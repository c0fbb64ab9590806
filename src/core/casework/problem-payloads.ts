import type { ClipKind } from './clip.ts';
import type { CentreState } from '../exchange/centre-states.ts';
import type { MediaVerdict } from './steps-media.ts';
import type { Instant } from '../units.ts';
import type { Measure } from './measures.ts';
import type { Place } from './place.ts';

/* What the steps of a case say (domain.md §4); the general notes are in `payloads.ts`. */

export const VERDICTS = ['pass', 'fail'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Papers that are brought along: 携带手续. */
export const PAPER_KINDS = ['permit', 'invoice', 'contract', 'report', 'land', 'minutes', 'other'] as const;
export interface Paper {
  readonly kind: (typeof PAPER_KINDS)[number];
  readonly name: string;
  /** Photo of it; null when only its name is known. */
  readonly photo: string | null;
}

/** A leader's yes to a special assignment of a major problem (feature 0.16). */
export interface ProblemConfirmed {
  readonly note: string;
}
/** 签收: a person by name and how to reach him. */
export interface ProblemAccepted {
  readonly handler: string;
  readonly phone: string;
  readonly note: string;
}
export interface ProblemRefused {
  readonly reason: string;
  /** Unit it belongs to instead. */
  readonly whose: string;
}
export interface ProblemStarted {
  readonly note: string;
}
/** A plan of an enterprise (feature 0.23): every step is proved on its own. */
export interface ProblemPlanned {
  readonly steps: readonly { readonly what: string; readonly dueAt: Instant; readonly expert: string }[];
}
/** Needs ≥ 1 photo. */
export interface ProblemStepProved {
  /** 0-based place in the plan. */
  readonly step: number;
  readonly note: string;
}
/** Needs ≥ 1 after-photo. */
export interface ProblemSubmitted {
  readonly measures: readonly Measure[];
  readonly papers: readonly Paper[];
  readonly note: string;
}
/** A co-unit's part of a joint case; needs ≥ 1 after-photo. */
export interface ProblemPartSubmitted extends ProblemSubmitted {
  readonly unit: string;
}
/** One verdict on one point; needs ≥ 1 photo taken within REINSPECT_M. */
export interface ProblemReinspected {
  readonly verdict: Verdict;
  readonly place: Place;
  readonly note: string;
  /** New deadline of a failing point, at most half of the first; null = half. */
  readonly deadlineAt: Instant | null;
  /** Row of `reinspections`. */
  readonly reinspection: string | null;
}
export interface ProblemReturned {
  readonly reason: string;
  readonly deadlineAt: Instant | null;
}
export interface ProblemSuspended {
  readonly reason: string;
}
export interface ProblemResumed {
  readonly reason: string;
}
export interface ProblemExtensionAsked {
  readonly until: Instant;
  readonly reason: string;
}
export interface ProblemExtensionDecided {
  readonly granted: boolean;
  readonly reason: string;
}
/** The server's pick among what was fixed on the spot. */
export interface ProblemSampled {
  readonly picked: boolean;
  /** Size of the lot and what it was drawn with: anybody can draw it again. */
  readonly of: number;
  readonly seed: string;
}
/** Needs ≥ 1 photo. A failing one opens the new problem whose id it brings. */
export interface ProblemSampleChecked {
  readonly verdict: Verdict;
  readonly place: Place;
  readonly note: string;
  readonly problem: string | null;
}
/** Opens the question whose it is, or adds candidates to it. */
export interface ProblemDisputed {
  readonly candidates: readonly string[];
  readonly reason: string;
}
export interface ProblemClaimAnswered {
  readonly unit: string;
  readonly answer: 'claim' | 'deny';
  readonly note: string;
  readonly papers: readonly Paper[];
}
/** 现场办公 with the units that came. */
export interface ProblemMeetingHeld {
  readonly at: Instant;
  readonly present: readonly string[];
  readonly minutes: string;
}
export interface ProblemOwnerDecided {
  readonly lead: string;
  readonly coUnits: readonly string[];
  readonly basis: string;
  readonly deadlineAt: Instant;
  /** Keeps the decision as a rule for this place and category. */
  readonly rule: boolean;
}
export interface ProblemMerged {
  readonly into: string;
  readonly reason: string;
}
export interface ProblemUnmerged {
  readonly reason: string;
}
/** On the problem that stays: which one was merged into it, or taken out again. */
export interface ProblemAbsorbed {
  readonly problem: string;
  readonly no: string;
}

/** A group is to go and see whether what the media report is so. */
export interface ProblemVerificationAsked {
  readonly group: string;
  readonly dueAt: Instant;
}
/** What was found out on the spot; a photo shows it. */
export interface ProblemVerified {
  readonly verdict: MediaVerdict;
  readonly place: Place;
  readonly note: string;
}

/** The case has a number at the city's digital-management centre, and stands there as it says. */
export interface ProblemExchanged {
  readonly centreNo: string;
  readonly centreTaskNo: string;
  readonly centreState: CentreState;
}

/** 督促: a few words to the unit that has the case. */
export interface ProblemUrged {
  readonly note: string;
}

/** What the one clip that the event names is, and when it was filmed: before something was put right, or after. */
export interface ProblemFilmed {
  readonly kind: ClipKind;
  readonly phase: 'before' | 'after';
  readonly note: string;
}

export interface ProblemStepPayloads {
  readonly 'problem.confirmed': ProblemConfirmed;
  readonly 'problem.accepted': ProblemAccepted;
  readonly 'problem.refused': ProblemRefused;
  readonly 'problem.started': ProblemStarted;
  readonly 'problem.planned': ProblemPlanned;
  readonly 'problem.step_proved': ProblemStepProved;
  readonly 'problem.part_submitted': ProblemPartSubmitted;
  readonly 'problem.submitted': ProblemSubmitted;
  readonly 'problem.reinspected': ProblemReinspected;
  readonly 'problem.returned': ProblemReturned;
  readonly 'problem.suspended': ProblemSuspended;
  readonly 'problem.resumed': ProblemResumed;
  readonly 'problem.extension_asked': ProblemExtensionAsked;
  readonly 'problem.extension_decided': ProblemExtensionDecided;
  readonly 'problem.sampled': ProblemSampled;
  readonly 'problem.sample_checked': ProblemSampleChecked;
  readonly 'problem.disputed': ProblemDisputed;
  readonly 'problem.claim_answered': ProblemClaimAnswered;
  readonly 'problem.meeting_held': ProblemMeetingHeld;
  readonly 'problem.owner_decided': ProblemOwnerDecided;
  readonly 'problem.merged': ProblemMerged;
  readonly 'problem.unmerged': ProblemUnmerged;
  readonly 'problem.absorbed': ProblemAbsorbed;
  readonly 'problem.released': ProblemAbsorbed;
  readonly 'problem.verification_asked': ProblemVerificationAsked;
  readonly 'problem.verified': ProblemVerified;
  readonly 'problem.exchanged': ProblemExchanged;
  readonly 'problem.urged': ProblemUrged;
  readonly 'problem.filmed': ProblemFilmed;
}
