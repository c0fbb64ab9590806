import type { Series } from '../air/pollutants.ts';
import type { ChosenWind } from '../feeds/choose-wind.ts';
import { distance } from '../geo.ts';
import { isDustMonitor } from '../triggers/dust-monitor.ts';
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

/** A station row as far as it decides whose values help. */
export interface HelpingStation extends LngLat {
  readonly id: string;
  readonly source: string;
  readonly level: string;
}

/** Stations further away see other plumes; they only cost time. */
const HELPING_M = 6000;
/**
 * Nearest neighbours whose values count beside the station's own, clean ones included (upwind.md L4). Measured on simulated releases
 * in networks of 5 to 8 stations: with three the zone holds the source as often as with all of them, is smaller, and is sure more often.
 */
const HELPING_STATIONS = 3;
/** The background of a series is the 10th percentile of so long. */
const SERIES_MS = 3 * 3_600_000;

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

/**
 * Series of the station, when it has values, and of its nearest neighbours that have some, in that order: the same question on the
 * desk and in the tick. Dust monitors (by `monitorLevels` or a source of their own) help nobody but themselves: they would push the
 * clean stations out. `seriesOf` is asked for no more stations than it takes.
 */
export function helpingSeries<S extends HelpingStation>(
  station: S,
  stations: readonly S[],
  monitorLevels: readonly string[],
  seriesOf: (station: S) => Series,
): Series[] {
  const near = stations
    .filter((each) => each.id !== station.id && !isDustMonitor(each, monitorLevels))
    .map((each) => ({ each, away: distance(station, each) }))
    .filter(({ away }) => away <= HELPING_M)
    .sort((a, b) => a.away - b.away || (a.each.id < b.each.id ? -1 : 1));
  const own = seriesOf(station);
  const others: Series[] = [];
  for (const { each } of near) {
    if (others.length >= HELPING_STATIONS) break;
    const series = seriesOf(each);
    if (series.at.length > 0) others.push(series);
  }
  return own.at.length > 0 ? [own, ...others] : others;
}

/** From here on the values of a series count at `at`. */
export function seriesReachBackTo(at: Instant): Instant {
  return at - SERIES_MS;
}
