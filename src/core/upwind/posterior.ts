import { plane } from '../geo.ts';
import { metres } from '../units.ts';
import { evidence, type Evidence } from './posterior-evidence.ts';
import { polarGrid, type PolarGrid } from './posterior-grid.ts';
import { rotationKernel, spreadDeg } from './posterior-kernel.ts';
import { likelihoodAround, likelihoodAtApex, likelihoodOfWind, type Seen } from './posterior-likelihood.ts';
import { blur, keep, trim } from './posterior-mass.ts';
import { addTrack, type TrackOptions } from './posterior-tracks.ts';
import { windTable, type WindTable } from './posterior-wind.ts';
import type { Grid, ZoneInput } from './zone-input.ts';
import type { Confidence, Shape } from './zone.ts';

/** What the method assumes; figures measured on releases with known sources, see tests/core/upwind/releases.test.ts. */
export const POSTERIOR = {
  holds: 0.9,
  /** Above this share of the circle the zone says little. */
  wideShare: 0.3,
  /** Density of sources falls with distance as r^-0.3. */
  distancePower: 0.3,
  priorShare: 0.03,
  couplingWeight: 0.55,
  slack: 0.05,
  sharpnessResolved: 8,
  sharpnessCoarse: 2,
  /** Hourly wind with three stations or more: the pattern in space needs no wind in minutes. */
  sharpnessCoarseNetwork: 4,
  /** More stations than this sharpen no further: their errors have the same wind in common. */
  stationsCounted: 8,
  /** Lateral spread at the source, radians, when the wind's own turning is seen. */
  spreadResolvedRad: 0.35,
  spreadUnknownDeg: 25,
  blocks: 12,
  blocksManyStations: 16,
  maxTracks: 36,
} as const;

export type PosteriorTuning = { readonly [K in keyof typeof POSTERIOR]: number };

/**
 * L5: area that holds the source with 90 %, by Bayesian inversion on a polar grid of `input.maxRadiusM`.
 * Null without any wind. Calm wind gives a round blob. `logDensity` is ln(probability per m²) per cell, ring-major.
 */
export function posteriorShape(
  input: ZoneInput,
  grid: Grid,
): { shape: Extract<Shape, { kind: 'posterior' }>; confidence: Confidence; logDensity: Float64Array } | null {
  return tunedPosterior(input, grid, POSTERIOR);
}

/** The same with other assumptions, for measuring them. */
export function tunedPosterior(
  input: ZoneInput,
  size: Grid,
  tuning: PosteriorTuning,
): { shape: Extract<Shape, { kind: 'posterior' }>; confidence: Confidence; logDensity: Float64Array } | null {
  const wind = windTable(input.wind, input.at, input.windowMin);
  if (wind === null) return null;
  const seen = evidence(input, input.series.length > 3 ? tuning.blocksManyStations : tuning.blocks);
  const stations = seen === null ? [] : placed(input, seen);
  const near = stations.filter((each) => Math.hypot(each.x, each.y) <= 4 * input.maxRadiusM);
  const furthest = near.reduce((far, each) => Math.max(far, Math.hypot(each.x, each.y)), 0);
  const reachM = input.maxRadiusM + furthest;
  const atApex = furthest < 0.002 * input.maxRadiusM;
  const polar = polarGrid(input.maxRadiusM, size, atApex ? input.maxRadiusM : reachM);
  const resolved = wind.stepS <= 600 && wind.inWindow >= 3;
  const track: TrackOptions = {
    radiusM: input.maxRadiusM,
    pathM: 1.6 * reachM,
    reachM: 1.3 * reachM,
    spreadRad: resolved
      ? tuning.spreadResolvedRad
      : ((input.sigmaThetaDeg ?? tuning.spreadUnknownDeg) * Math.PI) / 180,
    maxAgeS: 7200,
  };
  const kernel = kernelOf(input, wind, polar);
  const options = {
    sharpness: resolved
      ? tuning.sharpnessResolved
      : near.length >= 3
        ? tuning.sharpnessCoarseNetwork
        : tuning.sharpnessCoarse,
    couplingWeight: tuning.couplingWeight,
    slack: tuning.slack,
    // One or two samples per station are a snapshot: many stations share its luck.
    stationsCounted: Math.min(tuning.stationsCounted, 3 + (seen?.to.length ?? 0) / 2),
  };
  let likelihood: Float64Array;
  if (seen === null || near.length === 0) {
    const fields = windFields(input, polar, wind, track);
    likelihood = likelihoodOfWind(polar, fields, kernel, tuning.couplingWeight);
  } else {
    const wide = spreadDeg(kernel) > 35;
    const step = size === 'full' ? 6 : 10;
    const reach = wide ? 90 : size === 'full' ? 48 : 50;
    // The server's engine is ~70 times slower: there a block gets one track.
    const tracks = size === 'full' ? tuning.maxTracks : tuning.blocks;
    const fields = blockFields(seen, polar, wind, track, tracks);
    likelihood = atApex
      ? likelihoodAtApex(polar, fields, near, kernel, options)
      : likelihoodAround(polar, fields, near, kernel, step, reach, options);
  }
  return finish(input, polar, likelihood, wind, tuning);
}

function placed(input: ZoneInput, seen: Evidence): Seen[] {
  const local = plane(input.apex);
  return seen.stations.map((each) => {
    const { x, y } = local.toXY(each.place.lng, each.place.lat);
    return { x, y, evidence: each };
  });
}

function kernelOf(input: ZoneInput, wind: WindTable, polar: PolarGrid): Float64Array {
  return rotationKernel(polar.angles, {
    speedMs: wind.meanSpeed,
    compassErrorDeg: { 0: 0, 8: 13, 16: 6.5 }[input.windSource.compassPoints],
    coarseErrorDeg: wind.stepS > 600 ? Math.min(60, 0.25 * wind.turnDeg) : 0,
    distanceKm: input.windSource.distanceKm,
    regressed: input.windSource.way === 'regression',
    staleMin: (wind.ageS - Math.max(900, 1.5 * Math.min(3600, wind.stepS))) / 60,
  });
}

function windFields(
  input: ZoneInput,
  polar: PolarGrid,
  wind: WindTable,
  track: TrackOptions,
): Float64Array[] {
  const step = Math.max(2, input.windowMin / 15) * 60;
  const fields: Float64Array[] = [];
  for (let t = 0; t > -input.windowMin * 60; t -= step) {
    const field = new Float64Array(polar.x.length);
    addTrack(field, polar, wind, t, 1, track);
    fields.push(field);
  }
  return fields;
}

/** One field per block: the mean over arrival times inside it, so that a block's mean meets the wind's mean. */
function blockFields(
  seen: Evidence,
  polar: PolarGrid,
  wind: WindTable,
  track: TrackOptions,
  maxTracks: number,
): Float64Array[] {
  const most = Math.max(1, Math.floor(maxTracks / seen.to.length));
  return Array.from(seen.to, (end, block) => {
    const start = seen.from[block]!;
    const parts = Math.max(1, Math.min(most, 6, Math.round((end - start) / Math.min(wind.stepS, 1200))));
    const field = new Float64Array(polar.x.length);
    for (let i = 0; i < parts; i++) {
      addTrack(field, polar, wind, start + ((i + 0.5) / parts) * (end - start), 1 / parts, track);
    }
    return field;
  });
}

function finish(
  input: ZoneInput,
  polar: PolarGrid,
  likelihood: Float64Array,
  wind: WindTable,
  tuning: PosteriorTuning,
): { shape: Extract<Shape, { kind: 'posterior' }>; confidence: Confidence; logDensity: Float64Array } {
  const { angles, ringCount } = polar;
  const cells = ringCount * angles;
  const smooth = blur(likelihood, ringCount, angles);
  const mass = new Float64Array(cells);
  const priors = new Float64Array(ringCount);
  let total = 0;
  let priorTotal = 0;
  for (let ring = 0; ring < ringCount; ring++) {
    const first = ring * angles;
    const prior = polar.r[first]! ** -tuning.distancePower * polar.area[first]!;
    priors[ring] = prior;
    for (let cell = first; cell < first + angles; cell++) {
      mass[cell] = smooth[cell]! * prior;
      priorTotal += prior;
      total += mass[cell]!;
    }
  }
  const massPpm = new Array<number>(cells);
  const logDensity = new Float64Array(cells);
  const share = total > 0 ? (1 - tuning.priorShare) / total : 0;
  const rest = total > 0 ? tuning.priorShare : 1;
  let sum = 0;
  for (let ring = 0; ring < ringCount; ring++) {
    const first = ring * angles;
    const area = polar.area[first]!;
    const least = (rest * priors[ring]!) / priorTotal;
    for (let cell = first; cell < first + angles; cell++) {
      const p = share * mass[cell]! + least;
      logDensity[cell] = Math.log(p / area);
      const ppm = Math.floor(p * 1e6 + 0.5);
      massPpm[cell] = ppm;
      sum += ppm;
    }
  }
  if (sum > 1_000_000) trim(massPpm, sum - 1_000_000);
  const kept = keep(massPpm, polar, tuning.holds);
  const rings = Array.from(polar.rings.subarray(0, ringCount));
  const borrowed = input.windSource.distanceKm > 1;
  const stale = wind.ageS > Math.max(1800, 1.5 * Math.min(3600, wind.stepS));
  return {
    shape: {
      kind: 'posterior',
      radiusM: metres(input.maxRadiusM),
      rings,
      angles,
      massPpm,
      holds: tuning.holds,
      threshold: kept.threshold,
    },
    confidence: kept.areaShare > tuning.wideShare || borrowed || stale ? 'low' : 'high',
    logDensity,
  };
}
