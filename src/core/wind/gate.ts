import type { Instant } from '../units.ts';
import { medianStepMin, windMean, type WindMean } from './statistics.ts';
import type { WindSample } from './wind-sample.ts';

export const STALE_MIN = 90;
/** Below this mean speed the air of a zone's hour goes nowhere in particular; a single sample is calm at DIRECTIONLESS_MS. */
export const ZONE_CALM_MS = 0.5;
export const LIGHT_MS = 1;
export const STEADY_SHARE = 0.6;

/** What a wind is good for (upwind.md §2). `ageMin` is the age of the newest sample at the end of the window. */
export type Gate =
  | { readonly kind: 'none'; readonly why: 'missing' | 'stale'; readonly ageMin: number | null }
  | { readonly kind: 'calm'; readonly mean: WindMean; readonly ageMin: number; readonly used: WindSample[] }
  | {
      /** It blows, and no sample has a direction (VRB): not calm, and nothing to aim by. */
      readonly kind: 'variable';
      readonly mean: WindMean;
      readonly ageMin: number;
      readonly used: WindSample[];
    }
  | {
      readonly kind: 'wide';
      readonly why: 'light' | 'unsteady';
      readonly mean: WindMean;
      readonly ageMin: number;
      readonly used: WindSample[];
    }
  | {
      readonly kind: 'directed';
      readonly mean: WindMean;
      readonly ageMin: number;
      readonly used: WindSample[];
    };

const MINUTE = 60_000;

/**
 * Decides what the wind before `at` allows. Uses the window; for winds ≥ 45 min apart the last 3 h of them; for an
 * empty window the newest sample. Invalid samples (NaN speed or direction) and samples more than a minute after `at` are not wind.
 */
export function gate(wind: readonly WindSample[], at: Instant, windowMin: number): Gate {
  const known = wind.filter((sample) => sample.at <= at + MINUTE && isWind(sample));
  const newest = known[known.length - 1];
  if (!newest) return { kind: 'none', why: 'missing', ageMin: null };
  const ageMin = Math.max(0, (at - newest.at) / MINUTE);
  if (ageMin > STALE_MIN) return { kind: 'none', why: 'stale', ageMin };
  const used = windowOf(known, at, windowMin);
  const mean = windMean(used)!;
  if (mean.scalarSpeedMs < ZONE_CALM_MS) return { kind: 'calm', mean, ageMin, used };
  if (mean.directed === 0) return { kind: 'variable', mean, ageMin, used };
  if (mean.scalarSpeedMs < LIGHT_MS) return { kind: 'wide', why: 'light', mean, ageMin, used };
  if (mean.steadiness < STEADY_SHARE) return { kind: 'wide', why: 'unsteady', mean, ageMin, used };
  return { kind: 'directed', mean, ageMin, used };
}

/** Whether a sample can be used at all: finite speed 0…75 m/s and, when steady, a finite direction. */
export function isWind(sample: WindSample): boolean {
  if (!(sample.speedMs >= 0 && sample.speedMs <= 75)) return false;
  return sample.kind === 'steady'
    ? sample.from !== null && Number.isFinite(sample.from)
    : sample.from === null;
}

function windowOf(known: readonly WindSample[], at: Instant, windowMin: number): WindSample[] {
  const recent = known.filter((sample) => sample.at > at - 360 * MINUTE);
  const coarse = medianStepMin(recent.map((sample) => sample.at)) >= 45;
  const minutes = coarse ? Math.max(180, windowMin) : windowMin;
  const used = known.filter((sample) => sample.at > at - minutes * MINUTE);
  return used.length > 0 ? used : known.slice(-1);
}
