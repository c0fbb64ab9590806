import { chinaTime, HOUR_MS, startOfHour } from '../../core/china-time.ts';
import type { Pollutant } from '../../core/air/pollutants.ts';
import type { Instant } from '../../core/units.ts';
import type { WindKind } from '../../core/wind/wind-sample.ts';
import type { EpisodeModel } from './episodes.ts';
import { historyWind, historyPm10 } from './air-history.ts';
import { chance, round } from './random.ts';
import type { DemoSource } from './sources.ts';
import { SILENT_MIN, type DemoStation } from './stations.ts';
import { CYCLE_MIN, STEP_MIN, sum, waves, type Vector, type WindCycle } from './wind-cycle.ts';

/** A wind observation without its time; `from` in whole degrees, null unless steady. */
export interface DemoWind {
  readonly kind: WindKind;
  readonly from: number | null;
  readonly speedMs: number;
  readonly gustMs: number;
}

export type DemoValues = Partial<Record<Pollutant, number>>;

export interface WindRow {
  readonly id: string;
  readonly station: string;
  readonly at: Instant;
  readonly kind: WindKind;
  readonly fromDeg: number;
  readonly speedMs: number;
  readonly gustMs: number;
  readonly feed: string;
  readonly distanceKm: 0;
  readonly compassPoints: 0;
}

export interface ReadingRow {
  readonly id: string;
  readonly station: string;
  readonly at: Instant;
  readonly spanMin: 2 | 60;
  readonly values: DemoValues;
  readonly feed: string;
}

export interface ReplayRow {
  readonly id: string;
  /** Minutes since the anchor, modulo 1440; even. */
  readonly slot: number;
  readonly station: string;
  readonly wind: DemoWind;
  readonly values: DemoValues;
}

export interface DemoAir {
  readonly wind: readonly WindRow[];
  readonly readings: readonly ReadingRow[];
  readonly replays: readonly ReplayRow[];
}

export const REPLAY_FEED = 'replay';
export const HISTORY_DAYS = 30;
const MINUTE_MS = 60_000;
const SLOTS = CYCLE_MIN / STEP_MIN;

/** The cycle's rows, the same as two-minute rows for the 24 h before the anchor, and hours for the 30 days before it. */
export function demoAir(
  seed: number,
  anchor: Instant,
  stations: readonly DemoStation[],
  sources: readonly DemoSource[],
  cycle: WindCycle,
  episodes: readonly EpisodeModel[],
): DemoAir {
  const random = chance(seed, 'air');
  const wind: WindRow[] = [];
  const readings: ReadingRow[] = [];
  const replays: ReplayRow[] = [];
  const pushWind = (station: DemoStation, at: Instant, value: DemoWind): void => {
    wind.push({
      id: random.id(at),
      station: station.id,
      at,
      kind: value.kind,
      fromDeg: value.from ?? 0,
      speedMs: value.speedMs,
      gustMs: value.gustMs,
      feed: REPLAY_FEED,
      distanceKm: 0,
      compassPoints: 0,
    });
  };
  const pushReading = (station: DemoStation, at: Instant, spanMin: 2 | 60, values: DemoValues): void => {
    readings.push({ id: random.id(at), station: station.id, at, spanMin, values, feed: REPLAY_FEED });
  };

  const vectors = stations.map((_, i) => Array.from({ length: SLOTS }, (_, k) => slotWind(cycle, i, k)));
  const values = stations.map((station, i) => cycleValues(seed, anchor, station, i, vectors[i]!, episodes));

  for (
    let hour = startOfHour(anchor - HISTORY_DAYS * 24 * HOUR_MS) + HOUR_MS;
    hour <= anchor;
    hour += HOUR_MS
  ) {
    const lastMin = (hour - anchor) / MINUTE_MS;
    stations.forEach((station, i) => {
      if (station.silent && lastMin > -SILENT_MIN) return;
      // Now and then an hour is invalid: absent, never zero.
      if (random.chance(0.012)) return;
      if (lastMin - 58 < -CYCLE_MIN) {
        const air = historyWind(seed, i, hour, anchor, cycle);
        // From there on the two-minute wind speaks.
        if (lastMin < -CYCLE_MIN) pushWind(station, hour, windOf(air, Math.hypot(air.u, air.v) * 1.5));
        const pm10 = historyPm10(seed, station, hour, air, sources);
        pushReading(station, hour, 60, companions(station, hour, pm10, 0.2, air));
      } else {
        const slots = Array.from({ length: 30 }, (_, k) => slotOf(lastMin - 2 * k)).filter(
          (_, k) => lastMin - 2 * k < 0,
        );
        if (slots.length >= 23) pushReading(station, hour, 60, meanValues(slots.map((k) => values[i]![k]!)));
      }
    });
  }
  for (let minute = -CYCLE_MIN; minute < 0; minute += STEP_MIN) {
    const at = anchor + minute * MINUTE_MS;
    stations.forEach((station, i) => {
      if (station.silent && minute > -SILENT_MIN) return;
      const k = slotOf(minute);
      pushWind(station, at, windOf(vectors[i]![k]!, vectors[i]![k]!.gust));
      pushReading(station, at, 2, values[i]![k]!);
    });
  }
  for (let k = 0; k < SLOTS; k++) {
    stations.forEach((station, i) => {
      if (station.silent) return;
      replays.push({
        id: random.id(),
        slot: k * STEP_MIN,
        station: station.id,
        wind: windOf(vectors[i]![k]!, vectors[i]![k]!.gust),
        values: values[i]![k]!,
      });
    });
  }
  return { wind, readings, replays };
}

function slotOf(minute: number): number {
  return (((Math.round(minute) % CYCLE_MIN) + CYCLE_MIN) % CYCLE_MIN) / STEP_MIN;
}

/** Mean over the two minutes that end at the slot; the gust is the strongest of its quarters and a bit. */
function slotWind(cycle: WindCycle, station: number, slot: number): Vector & { gust: number } {
  let u = 0;
  let v = 0;
  let gust = 0;
  for (let quarter = 0; quarter < 4; quarter++) {
    const each = cycle.atStation(station, slot * STEP_MIN - 0.25 - quarter * 0.5);
    u += each.u / 4;
    v += each.v / 4;
    gust = Math.max(gust, Math.hypot(each.u, each.v));
  }
  return { u, v, gust: gust * 1.35 };
}

/** Reported wind: 0.1 m/s, whole degrees, 360 written as 0; up to 0.2 m/s calm without a direction (domain.md §8). */
function windOf({ u, v }: Vector, gust: number): DemoWind {
  const speedMs = round(Math.hypot(u, v), 1);
  const gustMs = Math.max(speedMs, round(gust, 1));
  if (speedMs <= 0.2) return { kind: 'calm', from: null, speedMs, gustMs };
  const from = round((Math.atan2(-u, -v) * 180) / Math.PI + 360) % 360;
  return { kind: 'steady', from, speedMs, gustMs };
}

/** Six pollutants per slot: usual value with its daily course, small noise of the instrument, and what the episodes add. */
function cycleValues(
  seed: number,
  anchor: Instant,
  station: DemoStation,
  index: number,
  vectors: readonly Vector[],
  episodes: readonly EpisodeModel[],
): DemoValues[] {
  const slow = waves(seed, 'city air', 1, 3, 3.2);
  const fast = waves(seed, `air ${station.key}`, 60, 350, 1.6);
  const random = chance(seed, `noise ${station.key}`);
  return vectors.map((wind, k) => {
    const minute = k * STEP_MIN;
    let pm10 = station.basePm10 + sum(slow, minute) + sum(fast, minute) + random.normal() * 1.8;
    let fine = 0.42 * pm10;
    for (const { episode, added } of episodes) {
      const more = added[index]![k]!;
      pm10 += more;
      fine += more * episode.fine;
    }
    const at = anchor + minute * MINUTE_MS;
    const values = companions(station, at, pm10, 0, wind);
    return { ...values, pm25: round(Math.min(fine + random.normal(), 0.95 * pm10)) };
  });
}

/** PM10 with the slower pollutants of the hour: traffic in NO2 and CO, sun in O3. */
function companions(
  station: DemoStation,
  at: Instant,
  pm10: number,
  fineNoise: number,
  wind: Vector,
): DemoValues {
  const { hour, minute } = chinaTime(at);
  const clock = hour + minute / 60;
  const rush = Math.exp(-((clock - 8) ** 2) / 5) + Math.exp(-((clock - 18.5) ** 2) / 7);
  const sun = Math.max(0, Math.sin(((clock - 8) / 11) * Math.PI));
  const still = 1 / (0.6 + 0.4 * Math.hypot(wind.u, wind.v));
  const traffic = station.background ? 0.35 : 1;
  const lift = Math.max(0, pm10) / 120;
  return {
    pm25: round(pm10 * (0.42 + fineNoise * 0.3 * Math.sin(at / 9e6))),
    pm10: round(Math.max(4, pm10)),
    so2: round(5 + 5 * lift),
    no2: round(14 + traffic * (10 + 22 * rush) * still),
    o3: round(18 + 62 * sun),
    co: round(0.4 + 0.25 * lift + 0.25 * traffic * rush * still, 1),
  };
}

function meanValues(list: readonly DemoValues[]): DemoValues {
  const out: DemoValues = {};
  for (const key of Object.keys(list[0]!) as Pollutant[]) {
    const mean = list.reduce((total, each) => total + (each[key] ?? 0), 0) / list.length;
    out[key] = round(mean, key === 'co' ? 1 : 0);
  }
  return out;
}
