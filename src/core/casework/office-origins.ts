import type { ProblemOrigin } from './problem-states.ts';

/** How the office itself comes to know of a problem, without anybody on the spot with a tablet (domain.md §4). */
export const OFFICE_ORIGINS = [
  'camera',
  'public',
  'order',
  'night',
  'station_alarm',
  'satellite',
  'media',
] as const satisfies readonly ProblemOrigin[];
export type OfficeOrigin = (typeof OFFICE_ORIGINS)[number];

/** Told by others: there is no picture to ask for, and its source may not be known yet. */
export function isHearsay(origin: OfficeOrigin): boolean {
  return origin === 'public' || origin === 'media';
}
