import type { Series } from '../air/pollutants.ts';
import type { Instant, LngLat, Metres } from '../units.ts';
import type { WindSample, WindSource } from '../wind/wind-sample.ts';

/** Everything a zone depends on; nothing else may enter (no clock, no network), so that a frozen zone can be computed again. */
export interface ZoneInput {
  readonly station: string;
  readonly apex: LngLat;
  /** End of the spike window. */
  readonly at: Instant;
  readonly windowMin: number;
  /** Oldest first; may reach further back than the window (tracks need it). */
  readonly wind: readonly WindSample[];
  readonly windSource: WindSource;
  /** Measured by the feed; null = from the wind itself. */
  readonly sigmaThetaDeg: number | null;
  readonly maxRadiusM: Metres;
  /** The station's own series first when it has one; others for several stations. May be empty. */
  readonly series: readonly Series[];
}

export const GRIDS = ['full', 'cheap'] as const;
/** Resolution of the posterior: full 32×120 in browser and command line, cheap 20×72 in the server. */
export type Grid = (typeof GRIDS)[number];
