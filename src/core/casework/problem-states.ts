/** States of a problem (domain.md §4). */
export const PROBLEM_STATES = [
  'found',
  'fixed_on_spot',
  'ownership_disputed',
  'assigned',
  'accepted',
  'rectifying',
  'submitted',
  're_inspected',
  'returned',
  'suspended',
  'closed',
  'void',
] as const;
export type ProblemState = (typeof PROBLEM_STATES)[number];

/** Which of the totals a problem counts in: found = on the spot + assigned + undecided. Void ones count in none. */
export const HANDLINGS = ['undecided', 'fixed_on_spot', 'assigned'] as const;
export type Handling = (typeof HANDLINGS)[number];

export const PROBLEM_ORIGINS = [
  'patrol',
  'strike',
  'night',
  'station_alarm',
  'camera',
  'satellite',
  'public',
  'order',
  'media',
  'device',
  'city_centre',
] as const;
export type ProblemOrigin = (typeof PROBLEM_ORIGINS)[number];

/** 1 general, 2 serious, 3 major. */
export type Severity = 1 | 2 | 3;

/** States from which a case may still end as a duplicate: neither over nor held. */
export const MERGEABLE_STATES = PROBLEM_STATES.filter(
  (each) => each !== 'suspended' && each !== 'closed' && each !== 'void',
);
/** Another finding of the same thing may go into it: into one that is over or held, a live problem would vanish. */
export function takesMerged(state: ProblemState): boolean {
  return MERGEABLE_STATES.some((each) => each === state);
}
/** States from which a case may be voided: not over. */
export const VOIDABLE_STATES = PROBLEM_STATES.filter((each) => each !== 'closed' && each !== 'void');

/** Still waits for somebody to put it right, or for the proof that it was. */
export function isOpenProblem(state: ProblemState): boolean {
  return state !== 'fixed_on_spot' && state !== 'closed' && state !== 'void';
}

/** No longer in the way of closing a strike (feature 0.15): assigned to a unit, put right, closed or void. */
export function isSettledProblem(state: ProblemState): boolean {
  return state !== 'found';
}
