import type { Bearing, Instant } from '../units.ts';

export const WIND_KINDS = ['steady', 'calm', 'variable'] as const;
export type WindKind = (typeof WIND_KINDS)[number];

/** GB/T 28591: up to so many m/s is calm, whatever the vane says; a mean of components below it has no direction. */
export const DIRECTIONLESS_MS = 0.2;

/**
 * One wind observation, already mean over its own interval, at 10 m height.
 * `from` is null exactly when `kind` is not 'steady': calm and variable have no direction.
 */
export interface WindSample {
  readonly at: Instant;
  readonly kind: WindKind;
  readonly from: Bearing | null;
  readonly speedMs: number;
  readonly gustMs?: number;
  /** σθ within the interval, degrees, when the feed measured it. */
  readonly sigmaDeg?: number;
}

/** How a wind was put together from those of other stations. */
export const WIND_WAYS = ['regression', 'inverse_distance'] as const;
export type WindWay = (typeof WIND_WAYS)[number];

/** Where a wind was measured in relation to the station that uses it. */
export interface WindSource {
  /** 0 = at the station itself. */
  readonly distanceKm: number;
  /** Step between the points the source can tell apart: 16, 8, or 0 for whole degrees. */
  readonly compassPoints: 0 | 8 | 16;
  /** Absent: one place's wind as it was measured. Otherwise `distanceKm` is that of the nearest of `stations`. */
  readonly way?: WindWay;
  readonly stations?: number;
  /** Hours that the regression was learnt from. */
  readonly hours?: number;
}
