import type { Series } from '../air/pollutants.ts';
import type { ChosenWind } from '../feeds/choose-wind.ts';
import { measuredSigmaDeg } from '../wind/statistics.ts';
import { metres, type Instant, type LngLat } from '../units.ts';
import type { ZoneInput } from './zone-input.ts';

/** What is known of the air at one moment. */
export interface ZoneAir {
  /** Whether the station's own values are clock hours; else means of minutes. */
  readonly hourly: boolean;
  /** The station's own first, then those that help; without values none. */
  readonly series: readonly Series[];
}

/** upwind.md §3: R_max. */
export const MAX_RADIUS_M = 5000;
const WINDOW_MIN = 60;
/** Three values of an hourly feed. */
const HOURLY_WINDOW_MIN = 180;

/**
 * The question that a station's zone answers at a moment: one for the server's tick and for the desk, so that both see the same
 * zone from the same rows. Without a wind it carries none, and the zone says so.
 */
export function stationZoneInput(
  station: LngLat & { readonly id: string },
  wind: ChosenWind | null,
  { hourly, series }: ZoneAir,
  at: Instant,
): ZoneInput {
  const windowMin =
    hourly && series.some((each) => each.station === station.id) ? HOURLY_WINDOW_MIN : WINDOW_MIN;
  const since = at - windowMin * 60_000;
  return {
    station: station.id,
    apex: { lng: station.lng, lat: station.lat },
    at,
    windowMin,
    wind: wind?.samples ?? [],
    windSource: wind?.source ?? { distanceKm: 0, compassPoints: 0 },
    sigmaThetaDeg: measuredSigmaDeg(wind?.samples.filter((each) => each.at > since) ?? []),
    maxRadiusM: metres(MAX_RADIUS_M),
    series,
  };
}
