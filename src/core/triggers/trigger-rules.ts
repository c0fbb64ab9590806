import type { Pollutant } from '../air/pollutants.ts';
import type { Message } from '../message.ts';
import type { Instant } from '../units.ts';
import { DEFAULT_DUST, type DustLimits } from './dust-monitor.ts';

/** dust = a monitor at a site or road is above its line; rise, ratio, rank = monitor data; area = several stations or handheld readings of one place; weather = the wind turned towards open work. */
export const TRIGGER_RULES = ['rise', 'ratio', 'rank', 'area', 'weather', 'dust'] as const;
export type TriggerRule = (typeof TRIGGER_RULES)[number];

/** A rule that holds, with the numbers that tripped it. */
export interface TriggerEvidence {
  readonly rule: TriggerRule;
  readonly pollutant: Pollutant;
  /** What was measured: a value, a rise or a number of places in the ranking. */
  readonly value: number;
  /** What it was compared with: mean of the others, the hour before, the rank before. */
  readonly against: number;
  /** The limit it reached, in the unit of `value` (ratio: the factor). */
  readonly limit: number;
  /** dust: record id and name of the source that the monitor stands at. */
  readonly source?: string;
  readonly sourceName?: string;
  readonly message: Message;
}

/** The limits as data: a catalogue row `triggers` may replace them. */
export interface TriggerLimits {
  /** Hourly value ≥ this × mean of the other stations. */
  readonly ratio: number;
  /** The ratio says nothing about clean air: both the value and the excess must be worth a drive, µg/m³. */
  readonly ratioFloor: Partial<Readonly<Record<Pollutant, number>>>;
  /** Rise within an hour, µg/m³. */
  readonly rise: Partial<Readonly<Record<Pollutant, number>>>;
  /** Places lost in the ranking within an hour. */
  readonly rankFall: number;
  /** Handheld or mobile readings within this distance of a station and this many minutes. */
  readonly areaRadiusM: number;
  readonly areaMinutes: number;
  readonly areaReadings: number;
  /** A mean direction that turns by more than this is a change of weather. */
  readonly turnDeg: number;
  /** No new suggestion for a station for this long after one was answered, ms. */
  readonly coolDownMs: number;
  /** An open suggestion that no rule has supported for this long expires, ms. */
  readonly expireMs: number;
  /** Site and road dust monitors. */
  readonly dust: DustLimits;
}

/** domain.md §5 "Station alarm → strike"; the rest are the product's defaults. */
export const DEFAULT_LIMITS: TriggerLimits = {
  ratio: 1.3,
  ratioFloor: { pm10: 50, pm25: 25 },
  rise: { pm10: 30, pm25: 15 },
  rankFall: 3,
  areaRadiusM: 3000,
  areaMinutes: 60,
  areaReadings: 3,
  turnDeg: 45,
  coolDownMs: 60 * 60_000,
  expireMs: 60 * 60_000,
  dust: DEFAULT_DUST,
};

/** State of a station's suggestion that the rules must respect. */
export interface SuggestionState {
  readonly id: string;
  readonly station: string;
  readonly state: 'open' | 'snoozed' | 'confirmed' | 'dismissed' | 'expired';
  readonly at: Instant;
  readonly snoozedUntil: Instant | null;
}
