import type { Bearing, Instant } from '../units.ts';
import { windMean } from '../wind/statistics.ts';
import type { WindSample } from '../wind/wind-sample.ts';
import type { ZoneInput } from './zone-input.ts';

/** Minutes of wind that a turn is judged by while a patrol is under way: an hour's mean notices it too late. [P] */
export const SHIFT_WINDOW_MIN = 20;
/** Fewer samples than this in the last minutes are no mean: hourly winds keep their hour. */
const LEAST_RECENT = 3;
const STEP_MS = 120_000;
const REACH_MS = 7_200_000;

/** The same place and moment under a wind that has come steadily from one direction: "what if the wind turns to …". */
export function turnedWind(input: ZoneInput, from: Bearing, speedMs: number): ZoneInput {
  const wind: WindSample[] = [];
  const first = input.at - input.windowMin * 60_000 - REACH_MS;
  for (let at: Instant = first; at <= input.at; at += STEP_MS)
    wind.push({ at, kind: 'steady', from, speedMs });
  // The concentrations were carried by another wind: they say nothing about this one.
  return { ...input, wind, series: [], windSource: { distanceKm: 0, compassPoints: 0 } };
}

/**
 * The input as if the wind of the last minutes had always blown: what lies upwind from now on, after a turn.
 * Calm keeps its samples, so that the zone becomes the disc. Null when the last minutes hold no mean.
 */
export function recentWind(input: ZoneInput): ZoneInput | null {
  const since = input.at - SHIFT_WINDOW_MIN * 60_000;
  const recent = input.wind.filter((each) => each.at > since && each.at <= input.at);
  const mean = recent.length < LEAST_RECENT ? null : windMean(recent);
  if (!mean) return null;
  const short = { ...input, windowMin: SHIFT_WINDOW_MIN };
  return mean.from === null
    ? { ...short, wind: recent, series: [] }
    : turnedWind(short, mean.from, mean.scalarSpeedMs);
}
