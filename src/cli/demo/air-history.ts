import { bearingBetween, distance, turn } from '../../core/geo.ts';
import { HOUR_MS } from '../../core/china-time.ts';
import type { Instant } from '../../core/units.ts';
import { chance, hash } from './random.ts';
import { FIRST_CULPRIT } from './source-plan.ts';
import type { DemoSource } from './sources.ts';
import type { DemoStation } from './stations.ts';
import { CYCLE_MIN, type Vector, type WindCycle } from './wind-cycle.ts';

/** Hours over which the older weather passes into the cycle's. */
const BLEND_H = 5;

/**
 * Hourly wind of the days before the cycle: weather waves of one to eight days over a daily breeze, from the north-east or the
 * south-west mostly, with a quarter of the hours below 1 m/s; runs into the cycle without a jump.
 */
export function historyWind(
  seed: number,
  station: number,
  hour: Instant,
  anchor: Instant,
  cycle: WindCycle,
): Vector {
  const t = (hour - anchor) / HOUR_MS;
  const along = weather(seed, 'along', t);
  const across = 0.55 * weather(seed, 'across', t);
  const own = chance(seed, `old wind ${station} ${t}`);
  // South-west to north-east is the valley's way here.
  const axis = (47 * Math.PI) / 180;
  const u = along * Math.sin(axis) + across * Math.cos(axis) + 0.18 * own.normal();
  const v = along * Math.cos(axis) - across * Math.sin(axis) + 0.18 * own.normal();
  const weight = Math.min(1, Math.max(0, (t + 24 + BLEND_H) / BLEND_H));
  const now = cycle.atStation(station, t * 60 + CYCLE_MIN);
  return { u: u * (1 - weight) + now.u * weight, v: v * (1 - weight) + now.v * weight };
}

/** Hourly PM10 of those days: usual value × weather × dilution, plus what working sources upwind added that hour. */
export function historyPm10(
  seed: number,
  station: DemoStation,
  hour: Instant,
  wind: Vector,
  sources: readonly DemoSource[],
): number {
  const speed = Math.hypot(wind.u, wind.v);
  const t = hour / HOUR_MS;
  const spell =
    1 + 0.22 * Math.sin((2 * Math.PI * t) / 163 + hash(`${seed}`)) + 0.12 * Math.sin((2 * Math.PI * t) / 71);
  const usual = station.basePm10 * spell * (0.55 + 0.95 / (1 + 0.55 * speed));
  const random = chance(seed, `old air ${station.key} ${t}`);
  return Math.min(520, usual * (1 + 0.06 * random.normal()) + local(seed, station, t, wind, speed, sources));
}

function local(
  seed: number,
  station: DemoStation,
  t: number,
  wind: Vector,
  speed: number,
  sources: readonly DemoSource[],
): number {
  if (speed < 0.6) return 0;
  const from = (Math.atan2(-wind.u, -wind.v) * 180) / Math.PI;
  let added = 0;
  for (const { source, awayM, towards } of neighboursOf(station, sources)) {
    // The first culprit has worked many nights: the station's dirty directions show it.
    const often = source.code === FIRST_CULPRIT ? 0.4 : 0.06;
    if ((hash(`${seed} ${source.code} ${t}`) % 1000) / 1000 >= often) continue;
    const off = turn(towards, from);
    added += (95 * Math.exp(-(off * off) / 260)) / (0.5 + awayM / 1000) / (0.7 + 0.3 * speed);
  }
  return Math.min(160, added);
}

interface Neighbour {
  readonly source: DemoSource;
  readonly awayM: number;
  readonly towards: number;
}

const known = new WeakMap<readonly DemoSource[], Map<string, Neighbour[]>>();

function neighboursOf(station: DemoStation, sources: readonly DemoSource[]): Neighbour[] {
  let byStation = known.get(sources);
  if (!byStation) known.set(sources, (byStation = new Map<string, Neighbour[]>()));
  let list = byStation.get(station.id);
  if (!list) {
    list = sources
      .filter(
        (source) =>
          source.state === 'active' && ['earthwork', 'demolition', 'bare_land'].includes(source.kind),
      )
      .map((source) => ({
        source,
        awayM: distance(station, source),
        towards: bearingBetween(station, source),
      }))
      .filter(({ awayM }) => awayM < 5000);
    byStation.set(station.id, list);
  }
  return list;
}

function weather(seed: number, label: string, t: number): number {
  const random = chance(seed, `weather ${label}`);
  let value = 0;
  for (const [hours, size] of [
    [191, 1.0],
    [97, 1.2],
    [53, 1.0],
    [24, 0.7],
    [13, 0.5],
  ] as const) {
    value += size * Math.sin((2 * Math.PI * t) / hours + random.between(0, 2 * Math.PI));
  }
  return value;
}
