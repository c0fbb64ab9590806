import { dateKey } from '../china-time.ts';
import type { Role } from '../roles.ts';
import type { Instant } from '../units.ts';
import type { ProblemState } from './problem-states.ts';

/** Who urges: the chief of the grid, the town, the office, a leader. */
export const URGING_ROLES = [
  'grid_officer',
  'town',
  'dispatcher',
  'leader',
] as const satisfies readonly Role[];
/** The case is in a unit's hands and its clock runs: only then somebody can be urged. */
export const URGEABLE_STATES = [
  'assigned',
  'accepted',
  'rectifying',
  'returned',
] as const satisfies readonly ProblemState[];

/** 督促: the latest one of each role; the whole row of them is in the case's story. */
export interface Urge {
  readonly at: Instant;
  readonly role: (typeof URGING_ROLES)[number];
  /** Title of the post, never a name; '' when none is known. */
  readonly post: string;
  readonly note: string;
}

/** The latest urge of a case; null when nobody has urged. */
export function latestUrge(urges: readonly Urge[] | null): Urge | null {
  return (urges ?? []).reduce<Urge | null>((last, each) => (last && last.at >= each.at ? last : each), null);
}

/** True when this role has urged on the Beijing day of `at`: once a day is enough (feature 1.62). */
export function urgedToday(urges: readonly Urge[] | null, role: string, at: Instant): boolean {
  return (urges ?? []).some((each) => each.role === role && dateKey(each.at) === dateKey(at));
}
