import { message } from '../message.ts';
import type { Instant } from '../units.ts';
import type { TriggerEvidence } from './trigger-rules.ts';

/** warn = above the warning line; stop = above the line of a check, and not back yet. */
export const DUST_STATES = ['warn', 'stop'] as const;
export type DustState = (typeof DUST_STATES)[number];

/** The rule of a city for its site and road dust monitors, as data; hourly PM10, µg/m³. */
export interface DustLimits {
  /** Levels of stations that are dust monitors even where no source is named. */
  readonly levels: readonly string[];
  /** Above this the desk warns. */
  readonly warn: number;
  /** Above this a check is suggested and the work stands still … */
  readonly check: number;
  /** … until the hour is back at this or below. */
  readonly clear: number;
}

/** domain.md §5: "hourly PM10 > 150 warns, > 200 sends a check and stops the work until back at 150". */
export const DEFAULT_DUST: DustLimits = { levels: [], warn: 150, check: 200, clear: 150 };

/** What the open maps know about a monitor that is above its lines. */
export interface DustNow {
  readonly state: DustState;
  /** When this state began. */
  readonly since: Instant;
  /** The hour's PM10 it was last judged by, and when that hour ended. */
  readonly value: number;
  readonly at: Instant;
  /** Record id and name of the source that the monitor stands at; '' = none is named. */
  readonly source: string;
  readonly name: string;
}

/** A valid hour of a monitor's PM10 and when it ended. */
export interface DustHour {
  readonly value: number;
  readonly at: Instant;
}

const HOUR_MS = 3_600_000;
/** A stop without a valid hour for so long is shown as such … */
const SILENT_MS = 6 * HOUR_MS;
/** … and for so long is let go: nobody knows any more, and a monitor that is taken down holds no site. */
const FORGOTTEN_MS = 24 * HOUR_MS;

/** The source that a monitor belongs to; both '' for one that is a dust monitor by its level only. */
export interface DustPlace {
  readonly source: string;
  readonly name: string;
}

/**
 * Whether a station row is a dust monitor at a site or road and no station of the city's: it names a source, or its level is one of
 * the `levels` of the limits. Its values say something about its site only: no neighbour's zone and no mean of the city has them.
 */
export function isDustMonitor(
  station: { readonly source: string; readonly level: string },
  levels: readonly string[],
): boolean {
  return station.source !== '' || levels.includes(station.level);
}

/**
 * State of a monitor after its hour's PM10: a stop holds until the hour is back at `clear`, also over up to 24 hours without a
 * valid value; a warning needs a value that is above its line now. Null = nothing.
 */
export function dustNow(
  before: DustNow | null,
  hour: DustHour | null,
  place: DustPlace,
  limits: DustLimits,
  now: Instant,
): DustNow | null {
  const judged = hour ?? (before && now - before.at < FORGOTTEN_MS ? before : null);
  const state = nextState(before?.state ?? null, hour?.value ?? null, limits);
  if (state === null || !judged) return null;
  const since = before?.state === state ? before.since : now;
  const { source, name } = place;
  return { state, since, value: judged.value, at: judged.at, source, name };
}

/** Whether a stop holds only because its monitor has had no valid hour for six hours. */
export function isSilent(dust: DustNow, now: Instant): boolean {
  return dust.state === 'stop' && now - dust.at >= SILENT_MS;
}

/** The check that an hour above the line asks for; null otherwise, also while a stop only waits for cleaner air. */
export function dustEvidence(
  dust: DustNow | null,
  hour: number | null,
  limits: DustLimits,
): TriggerEvidence | null {
  if (!dust || hour === null || hour <= limits.check) return null;
  const value = Math.round(hour * 10) / 10;
  const { clear, check: limit } = limits;
  const shown = { value, limit, clear };
  return {
    rule: 'dust',
    pollutant: 'pm10',
    value,
    against: clear,
    limit,
    ...(dust.source === '' ? {} : { source: dust.source, sourceName: dust.name }),
    message: message('admin_trigger_dust', { ...shown, source: dust.name }),
  };
}

function nextState(before: DustState | null, hour: number | null, limits: DustLimits): DustState | null {
  if (hour === null) return before === 'stop' ? 'stop' : null;
  if (hour > limits.check) return 'stop';
  if (before === 'stop' && hour > limits.clear) return 'stop';
  return hour > limits.warn ? 'warn' : null;
}
