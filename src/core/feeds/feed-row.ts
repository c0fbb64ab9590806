import type { Pollutant } from '../air/pollutants.ts';
import type { Instant } from '../units.ts';
import type { WindKind } from '../wind/wind-sample.ts';

/** Wind as a feed reported it, checked: `fromDeg` is null exactly when `kind` is not 'steady'. */
export interface FeedWind {
  readonly kind: WindKind;
  /** Degrees in [0, 360) where it comes from. */
  readonly fromDeg: number | null;
  readonly speedMs: number;
  readonly gustMs: number | null;
  /** Standard deviation of the direction within the interval (σθ), degrees, when the sender measured it; only with a direction. */
  readonly sigmaDeg?: number;
  /** Step of the report: 16-point names, or 0 for degrees. */
  readonly compassPoints: 0 | 8 | 16;
  /** 0 = measured at the station. */
  readonly distanceKm: number;
}

/** One checked row of any feed: what is missing is absent, never 0. */
export interface FeedRow {
  /** Record id of the station. */
  readonly station: string;
  /** End of the interval. */
  readonly at: Instant;
  readonly spanMin: number;
  readonly wind: FeedWind | null;
  readonly values: Partial<Readonly<Record<Pollutant, number>>>;
}

/** Why a row, or one field of it, was not taken: `row` counts data rows from 1. */
export interface Refusal {
  readonly row: number;
  readonly field: string;
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Codes for missing, and where they stood: the row is taken without them. */
export type MissingNote = Refusal;

export interface CheckedRows {
  readonly rows: readonly FeedRow[];
  readonly refused: readonly Refusal[];
}
