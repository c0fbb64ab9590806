import { transport } from '../../core/upwind/joint.ts';
import { decideSuggestions } from '../../core/triggers/decide-suggestions.ts';
import { evaluateTriggers } from '../../core/triggers/evaluate-triggers.ts';
import { TRIGGER_POLLUTANTS, type TriggerPollutant } from '../../core/triggers/hour-air.ts';
import { limitsInForce, TRIGGER_CATALOGUE } from '../../core/triggers/read-trigger-limits.ts';
import type { TriggerEvidence } from '../../core/triggers/trigger-rules.ts';
import type { RegionalNow } from '../../core/snapshot.ts';
import { isFresh } from '../../core/feeds/choose-wind.ts';
import type { Instant } from '../../core/units.ts';
import type { WindFit } from '../../core/wind/wind-regression.ts';
import { pollFeeds } from '../feeds/poll-feeds.ts';
import type { App } from '../pb.ts';
import { monitorOf, readDust } from './dust-monitors.ts';
import { readHourIndices } from './hour-indices.ts';
import { findSettled } from './settled-zones.ts';
import { takeLock } from './lock.ts';
import { readAir, readMobile, type StationAir } from './read-air.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readStations } from './read-stations.ts';
import { readWind } from './read-wind.ts';
import { publish, recentZones } from './snapshot.ts';
import { stationZone, type StationZone } from './station-zones.ts';
import { readCases, type SuggestionCase } from './suggestion-rows.ts';
import { findShifts } from './task-flags.ts';
import { readWindFits, refitWinds } from './wind-fits.ts';
import { weatherChange } from './weather-change.ts';
import { writeSettled, writeShifts, writeSuggestions } from './write-events.ts';

/** What a tick did; `ms` are of its own work, polling left out. */
export interface TickReport {
  readonly ran: boolean;
  readonly rev: number;
  readonly ms: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly suggestions: number;
  readonly shifts: number;
  /** Zones whose station fell back before anything was found. */
  readonly settled: number;
}

export interface TickOptions {
  readonly poll: boolean;
  /** Whether what is learnt once a day may be learnt after it: nobody waits for the answer. */
  readonly learn?: boolean;
  /** Stations a push brought something for: posteriors of the others stay as they were a moment ago. */
  readonly touched?: ReadonlySet<string>;
}

const LOCK_MS = 55_000;
const AGAIN = 'sf_tick_again';
const SKIPPED: TickReport = { ran: false, rev: 0, ms: 0, parts: {}, suggestions: 0, shifts: 0, settled: 0 };

/**
 * One round: poll the feeds (outside the lock, a slow one must not hold up a push), read, compute, suggest, tell.
 * Two at once: one runs, the other leaves word and the first runs once more, so that no push waits for the next minute.
 */
export function tick(app: App, options: TickOptions): TickReport {
  if (options.poll) pollFeeds(app, Date.now());
  let report = SKIPPED;
  for (let round = 0; round < 5; round += 1) {
    const release = takeLock(app, 'tick', Date.now(), LOCK_MS);
    if (!release) {
      app.store().set(AGAIN, true);
      return report;
    }
    app.store().remove(AGAIN);
    try {
      // A second round is for somebody else's word: it looks at everything.
      report = compute(app, Date.now(), round === 0 ? options.touched : undefined);
    } finally {
      release();
    }
    if (!app.store().has(AGAIN)) break;
  }
  // Outside the lock: what a silent station's history says counts from the next round on.
  if (options.learn) refitWinds(app, Date.now());
  return report;
}

/** For those who must go on without it: what goes wrong is logged and tried again by the next minute's. */
export function tickQuietly(app: App, options: TickOptions): void {
  try {
    tick(app, options);
  } catch (error) {
    app.logger().error('tick failed', 'error', String(error));
  }
}

function compute(app: App, now: Instant, touched: ReadonlySet<string> | undefined): TickReport {
  const parts: Record<string, number> = {};
  let mark = Date.now();
  const start = mark;
  const lap = (name: string): void => {
    const at = Date.now();
    parts[name] = at - mark;
    mark = at;
  };
  const stations = readStations(app);
  const limits = limitsInForce(readCatalogue(app, TRIGGER_CATALOGUE, now));
  const air = readAir(app, stations, now).map((each, index): StationAir => {
    const place = monitorOf(stations[index]!, limits.dust);
    return place ? { ...each, dust: place } : each;
  });
  lap('air');
  const hours = readHourIndices(app, stations, now);
  lap('hours');
  const tracks = readWind(app, stations, limits.dust.levels, now);
  const measuring = new Set(tracks.filter((each) => isFresh(each, now)).map((each) => each.station));
  const silent = stations.filter((each) => !measuring.has(each.id)).map((each) => each.id);
  const fits = silent.length > 0 ? readWindFits(app, silent) : new Map<string, WindFit>();
  const around = { stations, air, tracks, fits, monitorLevels: limits.dust.levels };
  lap('wind');
  const cases = readCases(app, stations);
  const zones = new Map<string, StationZone>();
  const kept = touched && cases.some((each) => wantsPosterior(each)) ? recentZones(app, now) : null;
  stations.forEach((station, index) => {
    const pollutant = wantsPosterior(cases[index]!);
    const before = pollutant !== null && !touched?.has(station.id) ? kept?.get(station.id) : undefined;
    const computed = stationZone(
      around,
      index,
      now,
      pollutant ?? 'pm10',
      before || pollutant === null ? 'cheap' : 'close',
    );
    zones.set(station.id, before ? { ...computed, zone: before } : computed);
  });
  lap('zones');
  const dust = readDust(app, stations, air, limits.dust, now);
  const input = {
    at: now,
    air,
    dust,
    mobile: readMobile(app, now),
    weather: weatherChange(tracks, now),
    regional: false,
  };
  let evidence = evaluateTriggers(input, limits);
  const regional = findRegional(evidence, air, zones, now);
  if (regional) evidence = evaluateTriggers({ ...input, regional: true }, limits);
  const actions = decideSuggestions(cases, evidence, limits, now);
  const decided = actions.map((action) => {
    const index = stations.findIndex((each) => each.id === action.station);
    const rev = cases[index]!.rev;
    // What is raised is looked at more closely than what is only watched.
    const pollutant = action.do === 'raise' ? particulate(action.evidence[0]!.pollutant) : null;
    const zone =
      pollutant === null ? zones.get(action.station)! : stationZone(around, index, now, pollutant, 'close');
    zones.set(action.station, zone);
    return { action, zone, rev };
  });
  const suggestions = writeSuggestions(app, decided, regional, now);
  const zoneOf = (station: string, pollutant: TriggerPollutant): StationZone | undefined => {
    const index = pollutant === 'pm10' ? -1 : stations.findIndex((each) => each.id === station);
    return index < 0 ? zones.get(station) : stationZone(around, index, now, pollutant, 'cheap');
  };
  const { shifts, flags } = findShifts(app, zoneOf, now);
  const flagged = writeShifts(app, shifts, now);
  const settled = writeSettled(app, findSettled(app, air, limits, regional, now));
  lap('decide');
  const rev = publish(app, {
    ...{ at: now, air, dust, hours, zones, flags, regional },
    ...{ mobile: input.mobile, monitorLevels: limits.dust.levels },
  });
  lap('publish');
  return { ran: true, rev, ms: Date.now() - start, parts, suggestions, shifts: flagged, settled };
}

function wantsPosterior(each: SuggestionCase): TriggerPollutant | null {
  return each.last?.state === 'open' ? each.pollutant : null;
}

/** A rise that most stations share comes from outside: no precise strike (区域传输). Asked of the station that moves most, for both particulates. */
function findRegional(
  evidence: ReadonlyMap<string, readonly TriggerEvidence[]>,
  air: readonly StationAir[],
  zones: ReadonlyMap<string, StationZone>,
  now: Instant,
): RegionalNow | null {
  const moves = [...evidence].flatMap(([station, list]) =>
    list
      .filter((each) => each.rule === 'rise' || each.rule === 'area')
      .map(({ value }) => ({ station, value })),
  );
  const most = moves.sort((a, b) => b.value - a.value)[0];
  if (!most) return null;
  const own = air.find((each) => each.station === most.station)!;
  const from = zones.get(most.station)?.zone.axis ?? null;
  for (const pollutant of TRIGGER_POLLUTANTS) {
    const others = air.filter((each) => each !== own && !each.dust && each.series[pollutant].at.length > 0);
    const series = [own, ...others].map((each) => each.series[pollutant]);
    const found = transport(series, now, from);
    if (found.kind === 'regional') {
      return { pollutant, risen: Math.round(found.share * series.length), of: series.length };
    }
  }
  return null;
}

function particulate(pollutant: string): TriggerPollutant {
  return pollutant === 'pm25' ? 'pm25' : 'pm10';
}
