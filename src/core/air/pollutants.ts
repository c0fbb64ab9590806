import type { Instant } from '../units.ts';

/** The six pollutants of GB 3095, in the order of the standard's reports. CO in mg/m³, the others in µg/m³. */
export const POLLUTANTS = ['pm25', 'pm10', 'so2', 'no2', 'o3', 'co'] as const;
export type Pollutant = (typeof POLLUTANTS)[number];

/** Concentrations over `spanMin` minutes ending at `at`; a missing or invalid pollutant is absent, never 0. */
export interface Reading {
  readonly at: Instant;
  readonly spanMin: number;
  readonly values: Readonly<Partial<Record<Pollutant, number>>>;
}

/** A concentration series of one station, oldest first; null = missing. */
export interface Series {
  readonly station: string;
  readonly place: { readonly lng: number; readonly lat: number };
  readonly at: readonly Instant[];
  readonly c: readonly (number | null)[];
}
