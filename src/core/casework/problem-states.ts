/** States of a problem that exist so far (domain.md §4); a later table adds rows, never meanings. */
export const PROBLEM_STATES = ['found', 'fixed_on_spot', 'assigned', 'closed', 'void'] as const;
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
] as const;
export type ProblemOrigin = (typeof PROBLEM_ORIGINS)[number];

/** 1 general, 2 serious, 3 major. */
export type Severity = 1 | 2 | 3;

/** Still waits for somebody to put it right. */
export function isOpenProblem(state: ProblemState): boolean {
  return state === 'found' || state === 'assigned';
}

/** No longer in the way of closing a strike (feature 0.15): assigned to a unit, put right, closed or void. */
export function isSettledProblem(state: ProblemState): boolean {
  return state !== 'found';
}
