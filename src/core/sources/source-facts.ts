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
  /** An emergency response has told it to stop. */
  readonly reduced?: boolean;
}

/** Beijing hours in which a kind works unless its profile says that it works at night. [P] */
const DAY_HOURS: Readonly<Partial<Record<SourceKind, { readonly from: number; readonly to: number }>>> = {
  earthwork: { from: 6, to: 22 },
  site: { from: 6, to: 22 },
  demolition: { from: 6, to: 22 },
  linear_works: { from: 6, to: 22 },
  batching_plant: { from: 6, to: 22 },
  restaurant: { from: 9, to: 23 },
  market: { from: 5, to: 21 },
};

/** Share of the ground under nets from which it no longer counts as open. [P] */
const COVERED = 0.8;

/**
 * A register row as the ranking reads it. Where the profile is silent, ground counts as open and a kind without usual hours
 * as working at any hour: suspicion must not fall because a form was left empty.
 */
export function sourceFacts(row: SourceRow): SourceFacts {
  const profile = row.profile ?? {};
  const covered = profile['covered'];
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    lng: row.lng,
    lat: row.lat,
    checks: row.checks,
    withProblem: row.hits,
    hours: profile['night'] === true ? null : (DAY_HOURS[row.kind] ?? null),
    toldToStop: profile['toldToStop'] === true || row.reduced === true,
    open: typeof covered !== 'number' || covered < COVERED,
  };
}
