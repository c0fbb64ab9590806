import type { Instant } from './units.ts';
import type { WindFit } from './wind/wind-regression.ts';

const HOUR_MS = 3_600_000;

/**
 * What the zone of a moment looks back on: a window of an hour, tracks two hours older than its beginning, a background of three
 * hours; hourly rows come up to half an hour late.
 */
export const LEAD_MS = 3.5 * HOUR_MS;

/** Stations of one request; who wants more asks several times. */
export const MOST_STATIONS = 60;

/** Longest span given row by row: the timeline's day with the lead of its first moment. */
export const ROWS_MS = 24 * HOUR_MS + LEAD_MS;

/**
 * Wind and particulates of some stations over a span, as columns: what the timeline draws and scrubs.
 * GET /api/sf/history?stations=a,b&from=ms&to=ms. Up to ROWS_MS it holds every row (two-minute feeds: 720 per day and
 * station), beyond that one row per clock hour (vector mean wind), at most 31 days.
 */
export interface History {
  readonly from: Instant;
  readonly to: Instant;
  readonly step: 'row' | 'hour';
  /** Of stations that lost their wind: how it went with their neighbours', for borrowing it as the server does. */
  readonly fits?: Readonly<Record<string, WindFit>>;
  readonly stations: Readonly<Record<string, StationHistory>>;
}

/** Wind of one feed at one station. */
export interface WindColumns {
  readonly feed: string;
  readonly distanceKm: number;
  readonly compassPoints: number;
  readonly at: readonly number[];
  /** See core/wind/direction-code. */
  readonly from: readonly number[];
  readonly speed: readonly number[];
  /** σθ as the feed measured it, 0 = it did not; null or absent = it never does. */
  readonly sigma?: readonly number[] | null;
}

/** Columns of equal length within each of `wind` and within `air`, oldest first; `at` is seconds since `History.from`. */
export interface StationHistory {
  /** One for each feed that counts; of hours one of all feeds together. */
  readonly wind: readonly WindColumns[];
  readonly air: {
    /** End of the interval. */
    readonly at: readonly number[];
    readonly pm10: readonly (number | null)[];
    readonly pm25: readonly (number | null)[];
    /** Minutes that a value stands for. Values of minutes and of an hour may end at the same moment. */
    readonly span: readonly number[];
  };
}
