import { contains } from '../core/upwind/contains.ts';
import { areaM2, type AreaGeometry } from '../core/geo.ts';
import { rankJointly, transport, type Transport } from '../core/upwind/joint.ts';
import { outlineLevels, outline, type OutlineLevel } from '../core/upwind/outline.ts';
import { outside, type Neighbour, type Outside } from '../core/upwind/outside.ts';
import type { DirtyRose } from '../core/upwind/dirty-rose.ts';
import { plainFan } from '../core/upwind/plain-fan.ts';
import { proposeZone } from '../core/upwind/propose-zone.ts';
import type { KnownFacts } from '../core/upwind/suspect-reasons.ts';
import { rankSuspects } from '../core/upwind/suspects.ts';
import type { Candidate, Ranking, Zone } from '../core/upwind/zone.ts';
import type { ZoneInput } from '../core/upwind/zone-input.ts';

/** What the page asks the worker: one zone with everything the screen shows of it. */
export interface ZoneJob {
  readonly input: ZoneInput;
  readonly candidates: readonly Candidate[];
  /** What the register knows of each candidate, for the reasons. */
  readonly known: Readonly<Record<string, KnownFacts>>;
  /** The station's rose for the pollutant; null while it is not known. */
  readonly rose: DirtyRose | null;
  readonly district: AreaGeometry | null;
  readonly neighbours: readonly Neighbour[];
}

export interface ZoneAnswer {
  readonly zone: Zone;
  readonly ranking: Ranking;
  /** L4: ranks by several stations together, first = 1, those inside the zone only; null with fewer than three series. */
  readonly joint: Readonly<Record<string, number>> | null;
  /** Where the rise comes from, as far as several stations tell. */
  readonly transport: Transport;
  /** Candidates inside the zone, likeliest first. */
  readonly inside: readonly string[];
  /** Outermost first; empty when there is no zone. */
  readonly levels: readonly OutlineLevel[];
  /** What a plain fan would draw, for comparison; null without a direction. */
  readonly fan: AreaGeometry | null;
  readonly areaKm2: number;
  /** What lies outside the district, and whose it is; null when the district is not known. */
  readonly outside: Outside | null;
}

/** Computes a zone, its ranking and its pictures. Pure; the worker and tests call the same. */
export function runZoneJob({ input, candidates, known, rose, district, neighbours }: ZoneJob): ZoneAnswer {
  const zone = proposeZone(input, 'full');
  const levels = outlineLevels(zone);
  const edge = levels[0]?.geometry ?? null;
  const ranking = rankSuspects(zone, input, candidates, { known: (id) => known[id], rose });
  const held = new Set(candidates.filter((each) => contains(zone, each)).map((each) => each.id));
  return {
    zone,
    ranking,
    joint: jointRanks(
      input,
      candidates.filter((each) => held.has(each.id)),
    ),
    transport: transport(input.series, input.at, zone.axis),
    inside: ranking.suspects.filter((each) => held.has(each.id)).map((each) => each.id),
    levels,
    fan: zone.axis === null ? null : outline({ ...zone, shape: plainFan(zone.axis) }),
    areaKm2: edge ? areaM2(edge) / 1e6 : 0,
    outside: district && edge ? outside(zone, district, neighbours) : null,
  };
}

/** Fewer stations than this see too little together for a rank of its own. */
const JOINT_STATIONS = 3;

function jointRanks(input: ZoneInput, candidates: readonly Candidate[]): Record<string, number> | null {
  if (input.series.length < JOINT_STATIONS) return null;
  const scores = rankJointly(input, candidates).filter((each) => each.score > 0);
  return scores.length === 0 ? null : Object.fromEntries(scores.map((each, i) => [each.id, i + 1]));
}
