import type { Instant } from '../units.ts';

/** Where an article appeared. */
export const MEDIA = ['television', 'newspaper', 'official_account', 'website', 'radio'] as const;
export type Medium = (typeof MEDIA)[number];
/** What the public page shows: everything, the place without its name, or nothing. Names of persons are never shown. */
export const REDACTIONS = ['none', 'masked', 'withheld'] as const;
export type Redaction = (typeof REDACTIONS)[number];
export const EXPOSURE_STATES = ['published', 'followed_up', 'withdrawn'] as const;
export const FOLLOW_UP_RESULTS = ['fixed', 'partly', 'not_fixed'] as const;

/** A second article about the same matter (feature 0.26). */
export interface FollowUpArticle {
  readonly at: Instant;
  readonly title: string;
  readonly link: string;
  readonly result: (typeof FOLLOW_UP_RESULTS)[number];
}

/**
 * What a rung of a ladder can be made of. `mark` has no effect of its own: a ladder gives it its name, a star down for instance, so
 * that a new ladder needs no code (feature 0.47).
 */
export const STEP_FORMS = [
  'exposure',
  'interview',
  'listing',
  'blacklist',
  'stop_work',
  'seal',
  'penalty',
  'paid_rectification',
  'accountability',
  'mark',
] as const;
export type StepForm = (typeof STEP_FORMS)[number];
/** `lifted` by a person, `ended` by its date. */
export const STEP_STATES = ['proposed', 'dismissed', 'in_force', 'lifted', 'ended', 'void'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** Whatever a ladder says, these are a leader's (features 1.31, 1.32, 4.07). */
export const LEADER_FORMS: readonly StepForm[] = ['listing', 'blacklist', 'accountability'];
/** These shut the place. */
export const SHUTS: Readonly<Partial<Record<StepForm, 'stopped' | 'sealed'>>> = {
  stop_work: 'stopped',
  seal: 'sealed',
};

/** What was promised in an interview, and by when. */
export interface Commitment {
  readonly what: string;
  readonly dueAt: Instant;
  /** 0 = not yet. */
  readonly keptAt: Instant;
  readonly missedAt: Instant;
}

/** A step that a case carries; the level of a case is the highest of them. */
export interface StepOnCase {
  readonly step: string;
  readonly form: StepForm;
  readonly level: number;
}
