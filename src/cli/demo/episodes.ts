import { plane } from '../../core/geo.ts';
import type { SourceKind } from '../../core/sources/source-kinds.ts';
import type { LngLat } from '../../core/units.ts';
import { backTrack, puffResponse, type Release } from './puffs.ts';
import { chance } from './random.ts';
import { FIRST_CULPRIT } from './source-plan.ts';
import type { DemoSource } from './sources.ts';
import { FORCE_STATION, type DemoStation } from './stations.ts';
import type { WindCycle } from './wind-cycle.ts';

/** One spike of the cycle and the truth behind it, which nothing but tests and the curious should read. */
export interface DemoEpisode {
  readonly kind: 'local' | 'unlisted' | 'regional' | 'calm';
  /** Slot at which the station begins to climb; the first one is under way at the anchor. */
  readonly fromMin: number;
  readonly untilMin: number;
  /** Station it is made for; empty for the regional one. */
  readonly station: string;
  /** Id of the source behind it; null when there is none in the register, or none at all. */
  readonly culprit: string | null;
  readonly place: LngLat | null;
  /** Highest two-minute PM10 above the usual at the station, µg/m³. */
  readonly peakPm10: number;
  /** PM2.5 in the added PM10. */
  readonly fine: number;
}

export interface EpisodeModel {
  readonly episode: DemoEpisode;
  /** Added PM10, [station][slot]. */
  readonly added: readonly Float64Array[];
}

const EVERY_MIN = 45;
const LASTS_MIN = 36;
const DUSTY: Partial<Record<SourceKind, number>> = {
  earthwork: 0.16,
  demolition: 0.17,
  site: 0.18,
  linear_works: 0.17,
  batching_plant: 0.2,
  bare_land: 0.14,
  soil_yard: 0.15,
  small_polluter: 0.3,
  open_burning: 0.7,
};
/** Slots of the special ones: the regional rise, the street that chokes in calm air, the source nobody has registered. */
const REGIONAL_MIN = 540;
const CALM_MIN = 945;
const UNLISTED_MIN = 225;
/** From here on the first station is left alone, so that the hour before the anchor is an ordinary one. */
const QUIET_MIN = 1200;

/** A spike about every 45 minutes of the cycle, each with a culprit that really stands upwind at its time. */
export function demoEpisodes(
  seed: number,
  wind: WindCycle,
  stations: readonly DemoStation[],
  sources: readonly DemoSource[],
): EpisodeModel[] {
  const random = chance(seed, 'episodes');
  const flat = plane(stations[0]!);
  const dusty = sources
    .filter((source) => source.state === 'active' && source.kind in DUSTY)
    .map((source) => ({ source, ...flat.toXY(source.lng, source.lat) }));
  const force = stations.findIndex((each) => each.key === FORCE_STATION);
  const uses = new Map([[FORCE_STATION, 1]]);
  const lastUse = new Map<string, number>([
    [FORCE_STATION, 1],
    ['earthwork', 0],
  ]);
  const models: EpisodeModel[] = [first()];
  for (let n = 1; n * EVERY_MIN < 1440; n++) {
    const fromMin = n * EVERY_MIN;
    if (fromMin === REGIONAL_MIN) models.push(regional(stations));
    // The regional rise fills the two hours after it.
    if (fromMin >= REGIONAL_MIN && fromMin < REGIONAL_MIN + 120) continue;
    if (fromMin === CALM_MIN) models.push(calm(stations));
    if (fromMin >= 855 && fromMin < 1110) continue;
    // The last one would run into the first.
    if (fromMin > 1440 - 60) continue;
    const model = fromMin === UNLISTED_MIN ? unlisted(fromMin) : local(fromMin, n);
    if (model) models.push(model);
  }
  return models;

  function first(): EpisodeModel {
    const culprit = dusty.find((each) => each.source.code === FIRST_CULPRIT)!;
    const response = puffResponse(wind, { ...culprit, fromMin: -50, lastsMin: 83 });
    return scale(response, force, -6, 46, 'local', culprit.source, culprit, firstPeak(response, force));
  }

  function local(fromMin: number, n: number): EpisodeModel | null {
    const options = stations.flatMap((station, i) => {
      // A background station never asks for a strike.
      if (station.silent || station.background || n - (lastUse.get(station.key) ?? -9) < 3) return [];
      if (i === force && fromMin >= QUIET_MIN) return [];
      const track = backTrack(wind, wind.places[i]!.x, wind.places[i]!.y, fromMin + 14, 50);
      return dusty
        .map((each) => ({ i, station, each, ...closest(track, each) }))
        .filter(({ lengthM, offM }) => lengthM > 900 && lengthM < 4200 && offM < 90 + 0.035 * lengthM);
    });
    const rested = options.filter(({ each }) => n - (lastUse.get(each.source.kind) ?? -9) > 2);
    const score = ({ offM, lengthM, station }: (typeof options)[number]): number =>
      offM / lengthM + 0.015 * (uses.get(station.key) ?? 0) + lengthM / 100_000;
    const ranked = (rested.length > 0 ? rested : options).sort(
      (a, b) => score(a) - score(b) || (a.each.source.code < b.each.source.code ? -1 : 1),
    );
    for (const { i, station, each, ageMin } of ranked.slice(0, 12)) {
      const response = puffResponse(wind, { ...each, fromMin: fromMin - ageMin, lastsMin: LASTS_MIN });
      if (!worstAt(response, i)) continue;
      if (fromMin >= QUIET_MIN && Math.max(...response[force]!) > 0.04 * Math.max(...response[i]!)) continue;
      uses.set(station.key, (uses.get(station.key) ?? 0) + 1);
      lastUse.set(station.key, n);
      lastUse.set(each.source.kind, n);
      const peak = random.between(120, 190);
      return scale(response, i, fromMin, fromMin + LASTS_MIN + 8, 'local', each.source, each, peak);
    }
    return null;
  }

  function unlisted(fromMin: number): EpisodeModel | null {
    for (let i = 1; i < stations.length; i++) {
      if (stations[i]!.silent || stations[i]!.background) continue;
      const track = backTrack(wind, wind.places[i]!.x, wind.places[i]!.y, fromMin + 14, 50);
      const spot = track.find(
        (point) =>
          Math.hypot(point.x - track[0]!.x, point.y - track[0]!.y) > 1300 &&
          dusty.every((each) => Math.hypot(each.x - point.x, each.y - point.y) > 350),
      );
      if (!spot) continue;
      const response = puffResponse(wind, { ...spot, fromMin: fromMin - spot.ageMin, lastsMin: LASTS_MIN });
      if (!worstAt(response, i)) continue;
      return scale(response, i, fromMin, fromMin + LASTS_MIN + 8, 'unlisted', null, spot, 150);
    }
    return null;
  }

  function scale(
    response: readonly Float64Array[],
    station: number,
    fromMin: number,
    untilMin: number,
    kind: 'local' | 'unlisted',
    culprit: DemoSource | null,
    at: Pick<Release, 'x' | 'y'>,
    peakPm10: number,
  ): EpisodeModel {
    const factor = peakPm10 / Math.max(...response[station]!);
    const place = culprit ?? flat.toLngLat(at.x, at.y);
    return {
      episode: {
        kind,
        fromMin,
        untilMin,
        station: stations[station]!.id,
        culprit: culprit?.id ?? null,
        place: { lng: Math.round(place.lng * 1e6) / 1e6, lat: Math.round(place.lat * 1e6) / 1e6 },
        peakPm10: Math.round(peakPm10),
        fine: culprit ? DUSTY[culprit.kind]! : 0.2,
      },
      added: response.map((series) => series.map((value) => value * factor)),
    };
  }
}

/** Peak for which the station's mean of 60 minutes passes the trigger rules about four minutes after the anchor. */
function firstPeak(response: readonly Float64Array[], station: number): number {
  const series = response[station]!;
  const size = series.length;
  const meanAt = (slot: number): number => {
    let total = 0;
    for (let k = 0; k < 30; k++) total += series[(slot - k + size) % size]!;
    return total / 30;
  };
  // 17 above the usual: three places lost in the ranking; the rise of 30 and the ratio of 1.3 follow within minutes.
  return (17 / meanAt(2)) * Math.max(...series);
}

function closest(
  track: readonly { x: number; y: number; ageMin: number }[],
  to: { x: number; y: number },
): { lengthM: number; offM: number; ageMin: number } {
  let best = track[0]!;
  let offM = Infinity;
  for (const point of track) {
    const off = Math.hypot(point.x - to.x, point.y - to.y);
    if (off < offM) {
      offM = off;
      best = point;
    }
  }
  return { offM, ageMin: best.ageMin, lengthM: Math.hypot(to.x - track[0]!.x, to.y - track[0]!.y) };
}

/** Whether the release shows most at the station it is meant for. */
function worstAt(response: readonly Float64Array[], station: number): boolean {
  const peaks = response.map((series) => Math.max(...series));
  return peaks[station]! > 0 && peaks.every((peak, i) => i === station || peak < 0.8 * peaks[station]!);
}

/** Every station rises alike within forty minutes and stays up for an hour: air from outside, no culprit. */
function regional(stations: readonly DemoStation[]): EpisodeModel {
  const shape = new Float64Array(720);
  for (let slot = 0; slot < 720; slot++) {
    const t = slot * 2 - REGIONAL_MIN;
    if (t > 0 && t < 150) shape[slot] = 75 * Math.min(1, t / 38) * Math.min(1, Math.max(0, (150 - t) / 60));
  }
  return {
    episode: {
      kind: 'regional',
      fromMin: REGIONAL_MIN,
      untilMin: REGIONAL_MIN + 150,
      station: '',
      culprit: null,
      place: null,
      peakPm10: 75,
      fine: 0.6,
    },
    added: stations.map((_, i) => shape.map((value) => value * (0.94 + 0.012 * i))),
  };
}

/** In calm air a street keeps what it makes: no direction, a disc. */
function calm(stations: readonly DemoStation[]): EpisodeModel {
  const street = stations.findIndex((station) => station.key === 'liuzhai');
  const shape = new Float64Array(720);
  for (let slot = 0; slot < 720; slot++) {
    const t = slot * 2 - CALM_MIN;
    if (t > 0 && t < 110) shape[slot] = 85 * Math.min(1, t / 30) * Math.min(1, (110 - t) / 40);
  }
  return {
    episode: {
      kind: 'calm',
      fromMin: CALM_MIN,
      untilMin: CALM_MIN + 110,
      station: stations[street]!.id,
      culprit: null,
      place: null,
      peakPm10: 85,
      fine: 0.45,
    },
    added: stations.map((_, i) => (i === street ? shape : new Float64Array(720))),
  };
}
