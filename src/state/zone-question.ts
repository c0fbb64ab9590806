import type { Pollutant } from '../core/air/pollutants.ts';
import { distance } from '../core/geo.ts';
import type { GridRecord, SourceRecord, StationRecord } from '../schema/records.ts';
import { sourceFacts } from '../core/sources/source-facts.ts';
import { toCandidate } from '../core/upwind/candidates.ts';
import { rankingSettings, type RankingRows } from '../core/upwind/ranking-settings.ts';
import {
  helpingSeries,
  MAX_RADIUS_M,
  seriesReachBackTo,
  stationZoneInput,
} from '../core/upwind/station-zone-input.ts';
import { recentWind, turnedWind } from '../core/upwind/turned-wind.ts';
import type { DirtyRose } from '../core/upwind/dirty-rose.ts';
import type { ZoneInput } from '../core/upwind/zone-input.ts';
import type { Bearing, Instant } from '../core/units.ts';
import { STALE_MIN } from '../core/wind/gate.ts';
import type { ZoneJob } from '../workers/zone-job.ts';
import type { airHistory as AirHistory } from './air-history.svelte.ts';

export interface ZoneQuestion {
  readonly station: StationRecord;
  readonly at: Instant;
  readonly pollutant: Extract<Pollutant, 'pm10' | 'pm25'>;
  /** The wind turned away from a running strike: only the last minutes count. */
  readonly turned: boolean;
  /** A wind to try instead of the measured one. */
  readonly whatIf: { readonly from: Bearing; readonly speedMs: number } | null;
}

/** What the register and the map bring to the question. */
export interface Surroundings {
  readonly stations: readonly StationRecord[];
  readonly sources: readonly SourceRecord[];
  readonly ranking: RankingRows;
  readonly rose: DirtyRose | null;
  readonly district: GridRecord | null;
  readonly neighbours: readonly GridRecord[];
  /** Levels of stations that are dust monitors. */
  readonly monitorLevels: readonly string[];
  readonly history: Pick<typeof AirHistory, 'windAt' | 'seriesOf' | 'isHourly'>;
}

/** The worker's job for one station at one moment: wind, series, candidates as they were known then. */
export function zoneJob(question: ZoneQuestion, around: Surroundings): ZoneJob {
  const input = zoneInput(question, around);
  const settings = rankingSettings(around.ranking, question.at);
  const speedMs = question.whatIf?.speedMs ?? input.wind.at(-1)?.speedMs ?? null;
  return {
    input,
    candidates: around.sources
      .filter((each) => distance(input.apex, each) <= MAX_RADIUS_M)
      .map((each) => toCandidate(sourceFacts(each), question.pollutant, question.at, speedMs, settings)),
    known: Object.fromEntries(
      around.sources.map((each) => [
        each.id,
        { openProblems: each.openProblems, lastVisitAt: each.lastCheckAt || null },
      ]),
    ),
    rose: around.rose,
    district: around.district?.polygon ?? null,
    neighbours: around.neighbours.map((each) => ({ name: each.name, geometry: each.polygon })),
  };
}

/**
 * When a live zone ends, epoch ms: with the last reading, whose air it explains. Now, when that reading or the newest wind is
 * older than 90 minutes or there is none: an old moment had a fresh wind, and the zone would outlive it.
 */
export function liveZoneEnd(live: Instant, reading: Instant | null, wind: Instant | null): Instant {
  const isOld = (at: Instant | null): boolean => at === null || live - at > STALE_MIN * 60_000;
  return reading === null || isOld(reading) || isOld(wind) ? live : reading;
}

function zoneInput(
  { station, at, pollutant, turned, whatIf }: ZoneQuestion,
  around: Surroundings,
): ZoneInput {
  const since = seriesReachBackTo(at);
  const series = helpingSeries(station, around.stations, around.monitorLevels, (each) =>
    around.history.seriesOf(each.id, { lng: each.lng, lat: each.lat }, pollutant, at, since),
  );
  const input = stationZoneInput(
    station,
    around.history.windAt(station, around.stations, around.monitorLevels, at),
    { hourly: around.history.isHourly(station.id, at), series },
    at,
  );
  if (whatIf) return turnedWind(input, whatIf.from, whatIf.speedMs);
  return (turned ? recentWind(input) : null) ?? input;
}
