import { distance } from '../geo.ts';
import { message } from '../message.ts';
import type { Instant, LngLat } from '../units.ts';
import {
  ranksOf,
  riseOf,
  TRIGGER_POLLUTANTS,
  type HourAir,
  type MobileReading,
  type TriggerPollutant,
} from './hour-air.ts';
import { dustEvidence, type DustNow } from './dust-monitor.ts';
import type { TriggerEvidence, TriggerLimits } from './trigger-rules.ts';

/** Mean wind of the last hour and of the hour before, over the district; null = none or calm. */
export interface WeatherChange {
  readonly now: { readonly from: number; readonly speedMs: number } | null;
  readonly before: { readonly from: number; readonly speedMs: number } | null;
}

export interface TriggerInput {
  readonly at: Instant;
  readonly air: readonly HourAir[];
  readonly mobile: readonly MobileReading[];
  readonly weather: WeatherChange | null;
  /** The stations rise together: a rise or a rank says nothing about one of them then. */
  readonly regional: boolean;
  /** Dust monitors above their lines, by station. */
  readonly dust: ReadonlyMap<string, DustNow>;
}

/** From this wind on earthwork stops and dust flies (Beaufort 4, domain.md §3). */
const DUST_WIND_MS = 5.5;
/** Readings older than this are no alarm any more. */
const FRESH_MS = 2 * 3_600_000;

/**
 * Every rule that holds, per station, the strongest kind first (dust, rise, ratio, rank, area, weather); background stations never ask
 * for a strike, and monitors at sites and roads know only their own rule.
 */
export function evaluateTriggers(input: TriggerInput, limits: TriggerLimits): Map<string, TriggerEvidence[]> {
  const fresh = input.air.filter((each) => each.at !== null && input.at - each.at <= FRESH_MS);
  const found = new Map<string, TriggerEvidence[]>();
  const add = (station: string, evidence: TriggerEvidence | null): void => {
    if (!evidence) return;
    const list = found.get(station);
    if (list) list.push(evidence);
    else found.set(station, [evidence]);
  };
  const targets = fresh.filter((each) => !each.background && !each.dust);
  for (const each of fresh)
    if (each.dust)
      add(
        each.station,
        dustEvidence(input.dust.get(each.station) ?? null, each.now.pm10 ?? null, limits.dust),
      );
  for (const pollutant of TRIGGER_POLLUTANTS) {
    const ranks = {
      now: ranksOf(targets.map((each) => each.now[pollutant])),
      before: ranksOf(targets.map((each) => each.before[pollutant])),
    };
    targets.forEach((each, index) => {
      const places = { now: ranks.now[index] ?? null, before: ranks.before[index] ?? null };
      if (!input.regional) add(each.station, rise(each, pollutant, limits));
      add(each.station, ratio(each, targets, pollutant, limits));
      if (!input.regional) add(each.station, rankFall(each, places, pollutant, limits));
      add(each.station, area(each, targets, input, pollutant, limits));
    });
  }
  const worst = worstOf(targets);
  if (worst && input.weather) add(worst.station, weather(input.weather, limits));
  for (const list of found.values()) list.sort((a, b) => STRENGTH.indexOf(a.rule) - STRENGTH.indexOf(b.rule));
  return found;
}

const STRENGTH: readonly TriggerEvidence['rule'][] = ['dust', 'rise', 'ratio', 'rank', 'area', 'weather'];

function rise(air: HourAir, pollutant: TriggerPollutant, limits: TriggerLimits): TriggerEvidence | null {
  const limit = limits.rise[pollutant];
  const value = riseOf(air, pollutant);
  if (limit === undefined || value === undefined || value < limit) return null;
  const against = air.before[pollutant] ?? 0;
  return evidence('rise', pollutant, value, against, limit, 'admin_trigger_rise');
}

function ratio(
  air: HourAir,
  all: readonly HourAir[],
  pollutant: TriggerPollutant,
  limits: TriggerLimits,
): TriggerEvidence | null {
  const value = air.now[pollutant];
  const others = meanOf(all.filter((each) => each !== air).map((each) => each.now[pollutant]));
  if (value === undefined || others === null || value < (limits.ratioFloor[pollutant] ?? 0)) return null;
  // Sums of decimals must not decide: 1.3 × 100 is reached by 130.
  if (value + 1e-9 < limits.ratio * others) return null;
  return evidence('ratio', pollutant, value, others, limits.ratio, 'admin_trigger_ratio');
}

/** Without a rise of its own a station falls in rank because others were washed clean: half of the rise limit is asked for. */
function rankFall(
  air: HourAir,
  places: { now: number | null; before: number | null },
  pollutant: TriggerPollutant,
  limits: TriggerLimits,
): TriggerEvidence | null {
  if (places.now === null || places.before === null || places.now - places.before < limits.rankFall)
    return null;
  const limit = limits.rise[pollutant];
  if (limit !== undefined && (riseOf(air, pollutant) ?? 0) < limit / 2) return null;
  return evidence('rank', pollutant, places.now, places.before, limits.rankFall, 'admin_trigger_rank');
}

/** Handheld readings around a station, or neighbours that rise together. */
function area(
  air: HourAir,
  all: readonly HourAir[],
  input: TriggerInput,
  pollutant: TriggerPollutant,
  limits: TriggerLimits,
): TriggerEvidence | null {
  const others = meanOf(all.map((each) => each.now[pollutant]));
  const near = input.mobile.filter(
    (each) =>
      input.at - each.at <= limits.areaMinutes * 60_000 &&
      each.at <= input.at &&
      distance(each, air) <= limits.areaRadiusM &&
      nearestStation(each, all) === air,
  );
  const values = near.flatMap((each) => each.values[pollutant] ?? []);
  const mean = meanOf(values);
  const floor = limits.ratioFloor[pollutant] ?? 0;
  if (
    values.length >= limits.areaReadings &&
    mean !== null &&
    others !== null &&
    mean >= floor &&
    mean >= limits.ratio * others
  )
    return evidence('area', pollutant, mean, others, limits.ratio, 'admin_trigger_area', {
      count: values.length,
    });
  return input.regional ? null : neighbours(air, all, pollutant, limits);
}

/** Stations within the radius that rise by two thirds of the limit more than all others do: each may be short of an alarm of its own. */
function neighbours(
  air: HourAir,
  all: readonly HourAir[],
  pollutant: TriggerPollutant,
  limits: TriggerLimits,
): TriggerEvidence | null {
  const limit = ((limits.rise[pollutant] ?? Infinity) * 2) / 3;
  const near = all.filter((each) => each === air || distance(each, air) <= limits.areaRadiusM);
  const common = meanOf(all.filter((each) => !near.includes(each)).map((each) => riseOf(each, pollutant)));
  const rises = near.map((each) => (riseOf(each, pollutant) ?? 0) - (common ?? 0));
  const own = rises[near.indexOf(air)] ?? 0;
  const together = rises.filter((each) => each >= limit).length;
  if (common === null || own < limit || together < 2 || rises.some((each) => each > own)) return null;
  const before = air.before[pollutant] ?? 0;
  return evidence('area', pollutant, own, before, limit, 'admin_trigger_neighbours', { count: together });
}

/** A turned wind brings other sources upwind of the worst station; a wind of Beaufort 4 lifts what lies open. */
function weather(change: WeatherChange, limits: TriggerLimits): TriggerEvidence | null {
  const { now, before } = change;
  if (!now || !before) return null;
  if (now.speedMs >= DUST_WIND_MS && before.speedMs < DUST_WIND_MS)
    return evidence('weather', 'pm10', now.speedMs, before.speedMs, DUST_WIND_MS, 'admin_trigger_dust_wind');
  const turned = Math.abs(((now.from - before.from + 540) % 360) - 180);
  if (turned <= limits.turnDeg || now.speedMs < 1 || before.speedMs < 1) return null;
  return evidence('weather', 'pm10', turned, before.from, limits.turnDeg, 'admin_trigger_turn', {
    from: Math.round(now.from),
  });
}

/** The station with the most PM10, if that is worth a drive at all. */
function worstOf(targets: readonly HourAir[]): HourAir | null {
  let worst: HourAir | null = null;
  for (const each of targets) if ((each.now.pm10 ?? 0) > (worst?.now.pm10 ?? 99)) worst = each;
  return worst;
}

function evidence(
  rule: TriggerEvidence['rule'],
  pollutant: TriggerPollutant,
  value: number,
  against: number,
  limit: number,
  key: string,
  more: Record<string, number> = {},
): TriggerEvidence {
  const shown = { value: round(value), against: round(against), limit: round(limit) };
  return {
    rule,
    pollutant,
    ...shown,
    message: message(key, { pollutant: NAMES[pollutant], ...shown, ...more }),
  };
}

const NAMES: Readonly<Record<TriggerPollutant, string>> = { pm10: 'PM10', pm25: 'PM2.5' };

function meanOf(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((each): each is number => each !== undefined);
  return known.length > 0 ? known.reduce((sum, each) => sum + each, 0) / known.length : null;
}

function nearestStation(place: LngLat, all: readonly HourAir[]): HourAir | null {
  let nearest: HourAir | null = null;
  for (const each of all) if (!nearest || distance(place, each) < distance(place, nearest)) nearest = each;
  return nearest;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
