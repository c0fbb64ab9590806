import type { HourIndex } from './air/hour-index.ts';
import type { Pollutant } from './air/pollutants.ts';
import type { Sighting } from './feeds/sighting.ts';
import type { Message } from './message.ts';
import type { DustNow } from './triggers/dust-monitor.ts';
import type { MobileReading } from './triggers/hour-air.ts';
import type { TriggerEvidence, TriggerRule } from './triggers/trigger-rules.ts';
import type { Bearing, Instant } from './units.ts';
import type { Zone } from './upwind/zone.ts';
import type { WindKind } from './wind/wind-sample.ts';

/** Realtime topic of the one message per tick; its data is a Snapshot as JSON. */
export const TICK_TOPIC = 'tick';

/** What the open maps know about one tick: the same as the realtime message, as GET /api/sf/now and as the snapshots row. */
export interface Snapshot {
  /** When the tick ran. */
  readonly at: Instant;
  /** Counts ticks up; 0 = no tick yet. A client that sees an older one drops it. */
  readonly rev: number;
  readonly stations: readonly StationNow[];
  readonly zones: readonly ZoneNow[];
  /** Open and snoozed ones, newest first. */
  readonly suggestions: readonly SuggestionNow[];
  readonly feeds: readonly FeedNow[];
  /** Tasks under way that no longer fit the wind. */
  readonly flags: readonly TaskFlagNow[];
  /** Set when the stations rise together: no precise strike then. */
  readonly regional: RegionalNow | null;
  /** Handheld and vehicle readings of the last hour: points of the map, never part of a station's values. */
  readonly mobile: readonly MobileNow[];
  /** What cameras, satellites and callers reported within a day, newest first. */
  readonly sightings: readonly (Sighting & { readonly id: string })[];
  /** Levels of stations that are dust monitors although they name no source; absent = none. */
  readonly monitorLevels?: readonly string[];
}

/** A mobile reading as the map tells it: which device, and whose group carries it; never which person. */
export interface MobileNow extends MobileReading {
  readonly id: string;
  readonly device: string;
  /** Record id of the group; '' = a feed sent it, or its carrier is in none. */
  readonly group: string;
}

export interface ZoneNow {
  readonly station: string;
  readonly zone: Zone;
}

export interface StationNow {
  readonly id: string;
  /** Means of the last hour (rolling for minute feeds, clock hour for hourly ones); a missing pollutant is absent. */
  readonly values: Partial<Readonly<Record<Pollutant, number>>>;
  /** Change against the hour before, same unit; absent where either is missing. */
  readonly delta1h: Partial<Readonly<Record<Pollutant, number>>>;
  /** Place among the stations by the hour's PM10, 1 = cleanest; null without a value. */
  readonly rank: number | null;
  readonly rankOf: number;
  /** Minutes since the last reading; null = never. */
  readonly ageMin: number | null;
  /** No reading for 2 h: shown grey with its age. */
  readonly stale: boolean;
  readonly wind: WindNow | null;
  /** Hourly index of its last full hour with a valid value, at most three hours ago; absent without one. */
  readonly hour?: HourIndex;
  /** Only on a dust monitor that is above its lines. */
  readonly dust?: DustNow;
}

export interface WindNow {
  readonly kind: WindKind;
  readonly from: Bearing | null;
  readonly speedMs: number;
  readonly gustMs: number | null;
  readonly at: Instant;
  readonly ageMin: number;
  /** Code of the feed. */
  readonly source: string;
  /** 0 = measured here; otherwise how far away it was measured, or how far the model's cell is. */
  readonly distanceKm: number;
}

export interface SuggestionNow {
  readonly id: string;
  readonly station: string;
  readonly at: Instant;
  readonly pollutant: Pollutant;
  readonly rule: TriggerRule;
  readonly evidence: readonly TriggerEvidence[];
  readonly state: 'open' | 'snoozed';
  readonly snoozedUntil: Instant | null;
  readonly zone: string;
  readonly rev: number;
}

export interface FeedNow {
  readonly code: string;
  readonly name: string;
  readonly kind: 'open_meteo' | 'push' | 'replay' | 'file';
  readonly state: 'waiting' | 'ok' | 'failing' | 'off';
  readonly lastOkAt: Instant | null;
  readonly lastTryAt: Instant | null;
  readonly lastError: Message | null;
}

export interface TaskFlagNow {
  readonly task: string;
  readonly station: string;
  readonly at: Instant;
  /** Degrees between the frozen axis and now; null when it fell calm. */
  readonly turnedDeg: number | null;
  readonly calm: boolean;
  /** Ids of sources still to be visited that lie outside the new zone. */
  readonly outside: readonly string[];
}

export interface RegionalNow {
  readonly pollutant: Pollutant;
  /** Stations that rose together, of those with values. */
  readonly risen: number;
  readonly of: number;
}
