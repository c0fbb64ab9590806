import type { Bearing, Instant } from '../units.ts';
import type { ZoneInput } from './zone-input.ts';

/** The same place and moment under a wind that has come steadily from one direction: "what if the wind turns to …". */
export function turnedWind(input: ZoneInput, from: Bearing, speedMs: number): ZoneInput {
  const stepMs = 120_000;
  const first = input.at - Math.max(input.windowMin, 60) * 60_000 - 7_200_000;
  const wind = [];
  for (let at: Instant = first; at <= input.at; at += stepMs) {
    wind.push({ at, kind: 'steady', from, speedMs } as const);
  }
  // The concentrations were carried by another wind: they say nothing about this one.
  return { ...input, wind, series: [], windSource: { distanceKm: 0, compassPoints: 0 } };
}
