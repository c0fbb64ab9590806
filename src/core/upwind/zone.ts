import type { Message } from '../message.ts';
import type { Bearing, Instant, LngLat, Metres } from '../units.ts';

export const ZONE_KINDS = ['none', 'disc', 'fan', 'sector', 'corridor', 'posterior'] as const;
export type ZoneKind = (typeof ZONE_KINDS)[number];
export const CONFIDENCES = ['high', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** A point of a back track: metres east and north of the apex, age of the air there, half-width of the corridor. */
export interface TrackPoint {
  readonly x: number;
  readonly y: number;
  readonly ageS: number;
  readonly halfWidthM: number;
}

export type Shape =
  | { readonly kind: 'none' }
  | { readonly kind: 'disc'; readonly radiusM: Metres }
  | {
      readonly kind: 'fan' | 'sector';
      readonly radiusM: Metres;
      readonly axis: Bearing;
      readonly halfAngleDeg: number;
    }
  | {
      readonly kind: 'corridor';
      readonly radiusM: Metres;
      readonly tracks: readonly (readonly TrackPoint[])[];
    }
  | {
      readonly kind: 'posterior';
      readonly radiusM: Metres;
      /** Outer radius of each ring, metres, ascending; ring 0 is a disc. */
      readonly rings: readonly number[];
      /** Number of equal angles; angle i spans bearings [i, i+1)·360/angles. */
      readonly angles: number;
      /** Probability of each cell as an integer of 1e-6, ring-major: density[ring·angles + angle]. Sums to ≤ 1e6. */
      readonly massPpm: readonly number[];
      /** Mass kept, e.g. 0.9: a cell belongs to the zone when its density ≥ `threshold` (ppm per m²). */
      readonly holds: number;
      readonly threshold: number;
    };

/** The upwind zone of one station at one moment: parametric, so that server, browser and command line test the same thing. */
export interface Zone {
  readonly station: string;
  readonly apex: LngLat;
  /** End of the spike window. */
  readonly at: Instant;
  readonly windowMin: number;
  readonly method: string;
  readonly shape: Shape;
  readonly confidence: Confidence;
  /** Why it is what it is, in words to be; the first one is the headline. */
  readonly reasons: readonly Message[];
  /** Mean wind the zone stands for; null when there is none or it is calm. */
  readonly axis: Bearing | null;
  readonly speedMs: number | null;
}

/** A source as the ranking sees it. */
export interface Candidate {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
  /** E: emission potential for the pollutant, 0…1. */
  readonly emission: number;
  /** π: Laplace-smoothed share of past checks that found a problem, (v+1)/(n+2). */
  readonly record: number;
  /** A: 1 active in the window, 0.1 if it should be closed; never 0. */
  readonly activity: number;
  /** Weight of priority areas and hours, ≥ 1. */
  readonly priority: number;
}

export interface Suspect {
  readonly id: string;
  readonly rank: number;
  /** Share of the total including the unlisted source, 0…1. */
  readonly share: number;
  readonly distanceM: number;
  /** Angle from the zone's axis, degrees, signed clockwise; null without an axis. */
  readonly offAxisDeg: number | null;
  /** Minutes the air takes from there; null in calm. */
  readonly travelMin: number | null;
  readonly reasons: readonly Message[];
}

export interface Ranking {
  readonly suspects: readonly Suspect[];
  /** Share of a source that is in no register, 0…1. Shares and this add up to 1. */
  readonly unlistedShare: number;
}
