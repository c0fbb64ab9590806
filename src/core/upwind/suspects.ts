import { plane } from '../geo.ts';
import { bearing, type Bearing, type Instant } from '../units.ts';
import { insideTest } from './contains.ts';
import { coupling, timeMatch, type Coupling } from './coupling.ts';
import { briggs, draxler, type Stability } from './dispersion.ts';
import type { DirtyRose } from './dirty-rose.ts';
import { roseWeight } from './rose-prior.ts';
import { suspectReasons, type KnownFacts } from './suspect-reasons.ts';
import { nothingRose } from './spike.ts';
import type { ZoneInput } from './zone-input.ts';
import type { Candidate, Ranking, Shape, Suspect, TrackPoint, Zone, ZoneKind } from './zone.ts';

export interface RankingOptions {
  /** Share of the best score that a source in no register gets. */
  readonly unlisted?: number;
  /** Power of distance that the zone's prior took out and a register of sources puts back. */
  readonly distancePower?: number;
  readonly stability?: Stability;
  /** For the reasons: what the register knows, by candidate id. */
  readonly known?: (id: string) => KnownFacts | undefined;
  readonly now?: Instant;
  /** Where the station's high hours came from over a season; a zone without a direction makes nothing of it. */
  readonly rose?: DirtyRose | null;
  /** How many suspects get the hours in their reasons (each costs a look along the tracks). */
  readonly explained?: number;
}

export interface Placed {
  readonly candidate: Candidate;
  readonly x: number;
  readonly y: number;
  readonly distanceM: number;
}

interface Score {
  readonly value: number;
  /** Seconds of travel where the zone knows them better than distance/speed. */
  readonly ageS: number | null;
}

/** Share of the best score that a source in no register gets; without a direction the register says less. */
const UNLISTED: Readonly<Record<ZoneKind, number>> = {
  posterior: 0.25,
  corridor: 0.25,
  sector: 0.25,
  fan: 0.25,
  disc: 0.5,
  none: 1,
};

/**
 * Ranks candidate sources of a zone, likeliest first; those outside the zone come last. Shares and `unlistedShare`
 * add up to 1; without candidates everything is unlisted. Ties fall back on distance, then on the id. A disc or an
 * empty zone has no direction: nearer counts more, and that is all it claims. Where nothing rose, no hours can match.
 */
export function rankSuspects(
  zone: Zone,
  input: ZoneInput,
  candidates: readonly Candidate[],
  options: RankingOptions = {},
): Ranking {
  const told = nothingRose(input) ? { ...input, series: [] } : input;
  const local = plane(zone.apex);
  const placed = candidates.map((candidate): Placed => {
    const { x, y } = local.toXY(candidate.lng, candidate.lat);
    return { candidate, x, y, distanceM: Math.hypot(x, y) };
  });
  const score = scorer(zone, told, placed, options);
  const isInside = insideTest(zone.shape);
  const scored = placed
    .map((each, i) => {
      const found = score(each, i);
      const { record, emission, activity, priority } = each.candidate;
      const season = zone.axis === null ? 1 : roseWeight(options.rose ?? null, towards(each));
      return {
        each,
        found,
        season,
        inside: isInside(each.x, each.y),
        total: found.value * record * emission * activity * priority * season,
      };
    })
    .sort(
      (a, b) =>
        Number(b.inside) - Number(a.inside) ||
        b.total - a.total ||
        a.each.distanceM - b.each.distanceM ||
        (a.each.candidate.id < b.each.candidate.id ? -1 : 1),
    );
  let sum = 0;
  let top = 0;
  for (const { total } of scored) {
    sum += total;
    top = Math.max(top, total);
  }
  const unlisted = (options.unlisted ?? UNLISTED[zone.shape.kind]) * top;
  const whole = sum + unlisted;
  const explained = options.explained ?? 12;
  const times = coupling(
    told,
    scored.slice(0, explained).map(({ each }) => each.candidate),
  );
  const suspects = scored.map(({ each, found, season, inside, total }, i): Suspect => {
    const offAxisDeg = offAxis(zone, each);
    const travelMin = travel(zone, each, found.ageS);
    return {
      id: each.candidate.id,
      rank: i + 1,
      share: whole > 0 ? total / whole : 0,
      distanceM: each.distanceM,
      offAxisDeg,
      travelMin,
      reasons: suspectReasons({
        zone,
        candidate: each.candidate,
        distanceM: each.distanceM,
        offAxisDeg,
        travelMin,
        inside,
        season,
        times: i < explained ? times : null,
        place: i,
        at: input.at,
        known: options.known?.(each.candidate.id),
        now: options.now ?? input.at,
      }),
    };
  });
  return { suspects, unlistedShare: whole > 0 ? unlisted / whole : 1 };
}

function scorer(
  zone: Zone,
  input: ZoneInput,
  placed: readonly Placed[],
  options: RankingOptions,
): (each: Placed, index: number) => Score {
  const shape = zone.shape;
  switch (shape.kind) {
    case 'posterior':
      return (each) => posteriorScore(shape, each, options.distancePower ?? 0.3);
    case 'corridor': {
      const times = coupling(
        input,
        placed.map((each) => each.candidate),
      );
      return (each, i) => corridorScore(shape.tracks, each, i, times, options.stability ?? 'D');
    }
    case 'fan':
    case 'sector':
      return (each) => {
        const off = offAxis(zone, each) ?? 0;
        const value =
          Math.exp(-0.5 * (off / Math.max(7, shape.halfAngleDeg / 2)) ** 2) /
          (each.distanceM + shape.radiusM / 50);
        return {
          value: each.distanceM <= shape.radiusM ? value : 1e-3 * value,
          ageS: null,
        };
      };
    case 'disc':
      return (each) => ({
        value: 1 / (each.distanceM + shape.radiusM / 4),
        ageS: null,
      });
    case 'none':
      return (each) => ({
        value: 1 / (each.distanceM + input.maxRadiusM / 4),
        ageS: null,
      });
  }
}

/** Density between the cell centres (linear in angle and in log r), × r^0.3. */
function posteriorScore(
  shape: Extract<Shape, { kind: 'posterior' }>,
  { x, y, distanceM }: Placed,
  power: number,
): Score {
  const { rings, angles, massPpm } = shape;
  if (distanceM > shape.radiusM) return { value: 0, ageS: null };
  const inner = rings[0]!;
  const logStep = Math.log(rings[1]! / inner);
  const turn = ((Math.atan2(x, y) / (2 * Math.PI) + 1) % 1) * angles;
  const place = Math.max(0, Math.log(Math.max(distanceM, inner) / inner) / logStep + 0.5);
  const lowRing = Math.min(rings.length - 1, Math.floor(place));
  const highRing = Math.min(rings.length - 1, lowRing + 1);
  const w = place - Math.floor(place);
  const before = Math.floor(turn - 0.5);
  const v = turn - 0.5 - before;
  const at = (ring: number, angle: number): number => {
    const outer = rings[ring]!;
    const within = ring === 0 ? 0 : rings[ring - 1]!;
    const area = (Math.PI * (outer * outer - within * within)) / angles;
    // Half a part per million: rounded away is not impossible.
    return Math.max(0.5, massPpm[ring * angles + (((angle % angles) + angles) % angles)]!) / area;
  };
  const low = (1 - v) * at(lowRing, before) + v * at(lowRing, before + 1);
  const high = (1 - v) * at(highRing, before) + v * at(highRing, before + 1);
  const density = (1 - w) * low + w * high;
  return {
    value: density * Math.max(distanceM, inner) ** power,
    ageS: null,
  };
}

/** σθ of 15 minutes in the lateral spread, rad: 15°, the cap that upwind.md §3 L2 sets on the pooled one. */
const SIGMA_RAD = 0.26;
/** σ_rep of a wind measured on the station, 10° (upwind.md §3 L2), rad. */
const REP_RAD = Math.PI / 18;
/** Half-width that a plume has at its source, m (upwind.md §3 L3). */
const LEAST_SPREAD_M = 20;

/** K_s of the tracks × ρ_s: Δt·e^(-r²/2σ²)/(2πσ²)·2/(√(2π)·σz) summed along them; upwind.md §3 L3. */
function corridorScore(
  tracks: readonly (readonly TrackPoint[])[],
  place: Placed,
  index: number,
  times: Coupling | null,
  stability: Stability,
): Score {
  let value = 0;
  let ageS: number | null = null;
  let nearest = Infinity;
  for (const track of tracks) {
    let path = 0;
    for (let k = 1; k < track.length; k++) {
      const point = track[k]!;
      const last = track[k - 1]!;
      path += Math.hypot(point.x - last.x, point.y - last.y);
      const r = Math.hypot(point.x - place.x, point.y - place.y);
      if (r < nearest) {
        nearest = r;
        ageS = point.ageS;
      }
      const variance =
        Math.max(LEAST_SPREAD_M, SIGMA_RAD * path * draxler(point.ageS)) ** 2 +
        (path * Math.tan(REP_RAD)) ** 2;
      const sigmaZ = Math.max(1, briggs(stability, 'urban', path).z);
      value +=
        ((point.ageS - last.ageS) * Math.exp((-r * r) / (2 * variance)) * 2) /
        (2 * Math.PI * variance * Math.sqrt(2 * Math.PI) * sigmaZ * tracks.length);
    }
  }
  const match = times === null ? null : timeMatch(times, index, 0);
  return { value: value * Math.max(0.02, match ?? 1), ageS };
}

function towards({ x, y }: Placed): Bearing {
  return bearing((Math.atan2(x, y) * 180) / Math.PI);
}

function offAxis(zone: Zone, place: Placed): number | null {
  if (zone.axis === null) return null;
  return ((((towards(place) - zone.axis) % 360) + 540) % 360) - 180;
}

function travel(zone: Zone, { distanceM }: Placed, ageS: number | null): number | null {
  if (zone.axis === null || zone.speedMs === null) return null;
  return (ageS ?? distanceM / Math.max(0.5, zone.speedMs)) / 60;
}
