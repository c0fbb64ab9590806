import type { SourceFacts } from '../upwind/candidates.ts';
import type { SourceKind, SourceState } from './source-kinds.ts';
import type { SourceProfile } from './source-profile.ts';

/** The fields of a `sources` row that say whether it could be the one. */
export interface SourceRow {
  readonly id: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
  readonly lng: number;
  readonly lat: number;
  readonly checks: number;
  readonly hits: number;
  readonly profile: SourceProfile | null;
}

/**
 * A register row as the ranking reads it. Working hours come from the profile's `workFromHour` and `workUntilHour`
 * (Beijing hours; absent = any hour), open soil from `covered` or `open`; where the profile is silent, ground counts as open:
 * suspicion must not fall because a form was left empty.
 */
export function sourceFacts(row: SourceRow): SourceFacts {
  const profile = row.profile ?? {};
  const from = profile['workFromHour'];
  const to = profile['workUntilHour'];
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    lng: row.lng,
    lat: row.lat,
    checks: row.checks,
    withProblem: row.hits,
    hours: typeof from === 'number' && typeof to === 'number' ? { from, to } : null,
    toldToStop: profile['toldToStop'] === true,
    open: profile['covered'] !== true && profile['open'] !== false,
  };
}
