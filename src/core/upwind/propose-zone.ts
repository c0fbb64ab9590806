import type { Series } from '../air/pollutants.ts';
import type { Bearing } from '../units.ts';
import { gate, isWind, LIGHT_MS, STEADY_SHARE, type Gate } from '../wind/gate.ts';
import { quantisationDeg, representativenessDeg } from '../wind/representativeness.ts';
import {
  carryingWind,
  concentrationDirection,
  medianStepMin,
  pooledSigma,
  sigmaThetaDeg,
  type WeightedDirection,
} from '../wind/statistics.ts';
import { corridor, corridorSpread } from './corridor.ts';
import { disc } from './disc.ts';
import { explain } from './explain.ts';
import { keptAreaM2 } from './polar-density.ts';
import { posteriorShape } from './posterior.ts';
import { sector, wideSector } from './sector.ts';
import type { Grid, ZoneInput } from './zone-input.ts';
import { nothingRose, ownSeries } from './spike.ts';
import type { Confidence, Shape, Zone } from './zone.ts';

/** Version of the whole method; goes into every frozen zone. */
export const METHOD_VERSION = '1';
/** Concentrations in the window from which a time match says something (upwind.md §2). */
export const ENOUGH_CONCENTRATIONS = 10;
/** Stations from which the pattern in space says something, even with one value each. */
export const ENOUGH_STATIONS = 3;

const RAD = Math.PI / 180;
const MINUTE = 60_000;
/** A wind measured further away than this is borrowed. */
const OWN_KM = 1;
const RESOLVED_MIN = 10;
/** σθ where nothing measured it, degrees. */
const UNKNOWN_SIGMA_DEG = 25;
const COARSE_AGE_MIN = 30;
/** A sector wider than this on each side says little. */
const WIDE_SECTOR_DEG = 60;
/** A corridor that covers more than this share of all directions says little. */
const WIDE_CORRIDOR = 0.5;

type Level = 'none' | 'disc' | 'sector' | 'corridor' | 'posterior';

interface Known {
  /** The input with only usable wind up to its end. */
  readonly input: ZoneInput;
  readonly gate: Exclude<Gate, { kind: 'none' }>;
  readonly own: Series | null;
  readonly weighted: WeightedDirection | null;
  readonly axis: Bearing | null;
  readonly borrowed: boolean;
  readonly coarse: boolean;
}

interface Drawn {
  readonly shape: Shape;
  readonly confidence: Confidence;
  readonly sigmaDeg: number | null;
  readonly areaShare: number | null;
}

/**
 * The upwind zone of a station: the gates of upwind.md §2, then posterior, corridor or sector. `grid` sets the
 * posterior's resolution. Calm and variable wind give a disc, no or stale wind kind none; each says why. Pure: same input, same zone.
 */
export function proposeZone(input: ZoneInput, grid: Grid): Zone {
  return propose(input, (known) => {
    const enough = isEnough(known.input);
    const level = levelOf(known, enough);
    return level === 'posterior' ? drawPosterior(known, grid) : drawCheap(known);
  });
}

/** The same without the posterior, for the server's tick: corridor with own wind ≤ 10 min apart, sector otherwise. */
export function proposeCheapZone(input: ZoneInput): Zone {
  return propose(input, drawCheap);
}

function propose(input: ZoneInput, draw: (known: Known) => Drawn): Zone {
  const verdict = gate(input.wind, input.at, input.windowMin);
  const base = { station: input.station, apex: input.apex, at: input.at, windowMin: input.windowMin };
  const borrowed = input.windSource.distanceKm > OWN_KM;
  const own = ownSeries(input);
  const flat = nothingRose(input);
  if (verdict.kind === 'none') {
    const none: Drawn = { shape: { kind: 'none' }, confidence: 'low', sigmaDeg: null, areaShare: null };
    const facts = {
      input,
      gate: verdict,
      own,
      axis: null,
      borrowed,
      coarse: false,
      flat: false,
      carried: null,
      ...none,
    };
    const reasons = explain(facts);
    return {
      ...base,
      method: method('none'),
      shape: none.shape,
      confidence: 'low',
      reasons,
      axis: null,
      speedMs: null,
    };
  }
  const wind = input.wind.filter((sample) => sample.at <= input.at + MINUTE && isWind(sample));
  const aimless = verdict.kind === 'calm' || verdict.kind === 'variable';
  const weighted =
    aimless || !own || flat ? null : concentrationDirection(wind, own, input.at, input.windowMin);
  const axis = aimless ? null : (weighted?.from ?? verdict.mean.from);
  const coarse = isCoarse(
    input,
    wind.map((sample) => sample.at),
  );
  const series = flat ? [] : input.series;
  const known: Known = {
    input: { ...input, wind, series },
    gate: verdict,
    own: flat ? null : own,
    weighted,
    axis,
    borrowed,
    coarse,
  };
  const drawn = aimless ? drawDisc(input) : draw(known);
  const carried = own && !flat && !aimless ? carryingWind(wind, own, input.at, input.windowMin) : null;
  const idle = carried !== null && (carried.speedMs < LIGHT_MS || carried.steadiness < STEADY_SHARE);
  const confidence = flat || idle ? 'low' : drawn.confidence;
  return {
    ...base,
    method: method(drawn.shape.kind === 'fan' ? 'sector' : drawn.shape.kind),
    shape: drawn.shape,
    confidence,
    reasons: explain({ ...known, ...drawn, confidence, flat, carried: idle ? carried : null }),
    axis,
    speedMs: verdict.mean.scalarSpeedMs,
  };
}

function method(level: Level): string {
  return `${level}/${METHOD_VERSION}`;
}

/** Own wind every ≤ 10 min without a series is better served by a corridor; light wind without one by a half circle. */
function levelOf(known: Known, enough: boolean): 'posterior' | 'cheap' {
  if (enough) return 'posterior';
  if (known.gate.kind === 'wide') return 'cheap';
  return known.borrowed || known.coarse ? 'posterior' : 'cheap';
}

function drawDisc(input: ZoneInput): Drawn {
  return { shape: disc(input.maxRadiusM), confidence: 'low', sigmaDeg: null, areaShare: null };
}

function drawPosterior(known: Known, grid: Grid): Drawn {
  const found = posteriorShape(known.input, grid);
  if (!found) return drawCheap(known);
  const areaShare = keptAreaM2(found.shape) / (Math.PI * found.shape.radiusM ** 2);
  const low = known.gate.kind === 'wide' || known.borrowed;
  return { shape: found.shape, confidence: low ? 'low' : found.confidence, sigmaDeg: null, areaShare };
}

function drawCheap(known: Known): Drawn {
  const { input, gate: verdict, own, weighted, axis, borrowed, coarse } = known;
  const speedMs = verdict.mean.scalarSpeedMs;
  const { maxRadiusM } = input;
  if (axis === null) return drawDisc(input);
  if (verdict.kind !== 'directed') {
    const shape = wideSector(axis, speedMs, maxRadiusM);
    return { shape, confidence: 'low', sigmaDeg: null, areaShare: null };
  }
  const measured = input.sigmaThetaDeg ?? sigmaThetaDeg(verdict.used);
  if (!borrowed && !coarse) {
    const sigmaRad = pooledSigma(verdict.used) ?? (measured ?? UNKNOWN_SIGMA_DEG) * RAD;
    const { wind, at, windowMin } = input;
    const shape = corridor({ wind, at, windowMin, series: own, sigmaRad, maxRadiusM });
    const spread = corridorSpread(shape);
    const wide = spread > WIDE_CORRIDOR;
    return { shape, confidence: wide ? 'low' : 'high', sigmaDeg: null, areaShare: wide ? spread : null };
  }
  const sigmaDeg =
    weighted && weighted.count >= 3 ? weighted.sigmaRad / RAD : (measured ?? UNKNOWN_SIGMA_DEG);
  // An hour's mean is on average half an hour old.
  const age = verdict.ageMin + (coarse ? COARSE_AGE_MIN : 0);
  const shape = sector({
    from: axis,
    sigmaThetaDeg: sigmaDeg,
    quantisationDeg: quantisationDeg(input.windSource.compassPoints),
    representativenessDeg: representativenessDeg(input.windSource, age, speedMs),
    speedMs,
    maxRadiusM,
    borrowed,
  });
  const sure = !borrowed && shape.halfAngleDeg <= WIDE_SECTOR_DEG;
  return { shape, confidence: sure ? 'high' : 'low', sigmaDeg, areaShare: null };
}

/** Ten concentrations in the window match in time; three stations match in space, however few values each has. */
function isEnough(input: ZoneInput): boolean {
  let count = 0;
  let stations = 0;
  for (const series of input.series) {
    const before = count;
    for (let i = 0; i < series.at.length; i++) {
      const t = series.at[i]!;
      const c = series.c[i];
      if (t > input.at - input.windowMin * MINUTE && t <= input.at + MINUTE && Number.isFinite(c)) count++;
    }
    if (count > before) stations++;
  }
  return count >= ENOUGH_CONCENTRATIONS || stations >= ENOUGH_STATIONS;
}

/** Wind too sparse for a back track: fewer than three points in the window, or more than 10 min apart. */
function isCoarse(input: ZoneInput, times: readonly number[]): boolean {
  const recent = times.filter((t) => t > input.at - Math.max(input.windowMin, 30) * MINUTE);
  return recent.length < 3 || medianStepMin(recent) > RESOLVED_MIN;
}
