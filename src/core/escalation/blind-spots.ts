import { distance } from '../geo.ts';
import type { Instant, LngLat } from '../units.ts';

/** A finding, with who found it. */
export interface Finding extends LngLat {
  readonly id: string;
  readonly source: string;
  readonly category: string;
  readonly foundAt: Instant;
  readonly town: string;
}
export interface BlindSpotSettings {
  /** A local report of the same category this near is the same place. */
  readonly nearM: number;
  /** How long before the exposed finding a local report still counts. */
  readonly withinDays: number;
}
export const BLIND_SPOT_SETTINGS: BlindSpotSettings = { nearM: 50, withinDays: 90 };

const DAY_MS = 86_400_000;

/**
 * Exposed problems that no local unit had reported before: exposed minus previously reported (feature 0.34). `local` are findings of
 * local people; one at the same source, or of the same category within `nearM`, found before the exposed one, covers it.
 */
export function blindSpots(
  exposed: readonly Finding[],
  local: readonly Finding[],
  { nearM, withinDays }: BlindSpotSettings = BLIND_SPOT_SETTINGS,
): readonly Finding[] {
  return exposed.filter(
    (one) =>
      !local.some(
        (report) =>
          report.foundAt <= one.foundAt &&
          report.foundAt >= one.foundAt - withinDays * DAY_MS &&
          (report.id === one.id ||
            (report.source !== '' && report.source === one.source) ||
            (report.category === one.category && distance(report, one) <= nearM)),
      ),
  );
}
