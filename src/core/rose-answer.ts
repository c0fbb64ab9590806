import type { Instant } from './units.ts';
import type { DirtyRose } from './upwind/dirty-rose.ts';

/** GET /api/sf/rose?station=ID: dirty-direction roses of a station over the last ROSE_WINDOW_DAYS, made once a day. */
export interface RoseAnswer {
  readonly at: Instant;
  readonly station: string;
  readonly pm10: DirtyRose;
  readonly pm25: DirtyRose;
}

/** A season: long enough for all winds, short enough for the sources to be the same. */
export const ROSE_WINDOW_DAYS = 92;
