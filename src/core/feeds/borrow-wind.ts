import { bearing, type Instant, type LngLat } from '../units.ts';
import { distinctSeries } from '../wind/distinct-series.ts';
import { fromComponents, windAt } from '../wind/statistics.ts';
import { windRegression, type WindFit } from '../wind/wind-regression.ts';
import type { WindSample } from '../wind/wind-sample.ts';
import type { ChosenWind, WindTrack } from './choose-wind.ts';

interface Near {
  readonly track: WindTrack;
  readonly km: number;
}

const FAR_KM = 30;
/** A wind from further away than this is not that of its station. */
const OWN_KM = 1;
const BIN_MS = 10 * 60_000;
/** A neighbour that fell silent so long before the others is left out of the regression, not held on to. */
const BEHIND_MS = 30 * 60_000;
/** Below this a mean has no direction (GB/T 28591). */
const CALM_MS = 0.2;
const RAD = Math.PI / 180;

/**
 * A station's wind from those of its neighbours within 30 km, in 10-minute steps: by regression where `fit` knows at least one that
 * measures now, else their inverse-distance vector mean (of one neighbour: its own). `tracks` are fresh ones of other stations;
 * of identical series the nearest counts. Null without any.
 */
export function borrowWind(
  place: LngLat,
  tracks: readonly WindTrack[],
  at: Instant,
  fit: WindFit | null,
): ChosenWind | null {
  const all = tracks
    .map((track) => ({ track, km: km(place, track) + track.source.distanceKm }))
    .filter((each) => each.km <= FAR_KM)
    .sort((a, b) => a.km - b.km);
  const near = distinctSeries(
    all.map((each) => ({ ...each, station: each.track.station, wind: each.track.samples })),
  );
  if (near.length === 0) return null;
  return (fit && byRegression(fit, near, at)) ?? byDistance(near, at);
}

function byDistance(near: readonly Near[], at: Instant): ChosenWind {
  const nearest = near[0]!;
  const bins = new Map<Instant, { u: number; v: number; speed: number; weight: number }>();
  for (const { track, km: distance } of near) {
    const weight = 1 / Math.max(0.25, distance * distance);
    for (const sample of track.samples) {
      if (sample.at > at) continue;
      const bin = Math.ceil(sample.at / BIN_MS) * BIN_MS;
      const sum = bins.get(bin) ?? { u: 0, v: 0, speed: 0, weight: 0 };
      bins.set(bin, sum);
      sum.weight += weight;
      sum.speed += weight * sample.speedMs;
      if (sample.from === null) continue;
      sum.u += weight * sample.speedMs * Math.sin(sample.from * RAD);
      sum.v += weight * sample.speedMs * Math.cos(sample.from * RAD);
    }
  }
  const samples = [...bins]
    .sort((a, b) => a[0] - b[0])
    .map(([bin, sum]): WindSample => {
      const speedMs = sum.speed / sum.weight;
      const directed = Math.hypot(sum.u, sum.v) / sum.weight > CALM_MS;
      const from = directed ? bearing(Math.atan2(sum.u, sum.v) / RAD) : null;
      // The newest bin is not over yet: its samples are as new as its newest one, not as its end.
      return { at: Math.min(bin, at), kind: directed ? 'steady' : 'calm', from, speedMs };
    });
  const { compassPoints } = nearest.track.source;
  const distanceKm = Math.round(nearest.km * 100) / 100;
  const stations = new Set(near.map((each) => each.track.station)).size;
  const source =
    stations > 1
      ? ({ distanceKm, compassPoints, way: 'inverse_distance', stations } as const)
      : { distanceKm, compassPoints };
  return { samples, source, feed: nearest.track.feed };
}

/** Null where none of the fit's neighbours measures now, or they have no moment in common. */
function byRegression(fit: WindFit, near: readonly Near[], at: Instant): ChosenWind | null {
  const known = fit.neighbours.flatMap((station): Near[] => {
    const own = near.filter(({ track }) => track.station === station && track.source.distanceKm <= OWN_KM);
    return own.slice(0, 1);
  });
  const newest = Math.max(...known.map((each) => lastOf(each.track)));
  const used = known.filter((each) => newest - lastOf(each.track) <= BEHIND_MS);
  const solve = windRegression(
    fit,
    used.map((each) => each.track.station),
  );
  const nearest = used[0];
  if (!solve || !nearest) return null;
  const since = Math.max(...used.map((each) => each.track.samples[0]!.at));
  const samples: WindSample[] = [];
  for (let bin = Math.ceil(since / BIN_MS) * BIN_MS; bin < newest + BIN_MS; bin += BIN_MS) {
    const moment = Math.min(bin, newest, at);
    const winds = used.map((each) => windAt(each.track.samples, moment)!);
    const { u, v } = solve(winds);
    const speedMs = speedOf(
      fit,
      used,
      winds.map((each) => each.speedMs),
    );
    const directed = Math.hypot(u, v) > CALM_MS;
    const from = directed ? fromComponents(u, v) : null;
    samples.push({ at: moment, kind: directed ? 'steady' : 'calm', from, speedMs });
  }
  const { compassPoints } = nearest.track.source;
  const distanceKm = Math.round(nearest.km * 100) / 100;
  const source = {
    ...({ distanceKm, compassPoints, way: 'regression' } as const),
    ...{ stations: used.length, hours: fit.hours },
  };
  return { samples, source, feed: nearest.track.feed };
}

/** A regression draws components to their means, a speed must not shrink: each neighbour's in its usual proportion, near ones more. */
function speedOf(fit: WindFit, used: readonly Near[], speeds: readonly number[]): number {
  const own = fit.speeds[fit.neighbours.length] ?? 0;
  let sum = 0;
  let weights = 0;
  used.forEach(({ track, km: distance }, index) => {
    const usual = fit.speeds[fit.neighbours.indexOf(track.station)] ?? 0;
    const weight = 1 / Math.max(0.25, distance * distance);
    sum += weight * speeds[index]! * (usual > 0 ? own / usual : 1);
    weights += weight;
  });
  return sum / weights;
}

function lastOf(track: WindTrack): Instant {
  return track.samples[track.samples.length - 1]!.at;
}

function km(a: LngLat, b: LngLat): number {
  const x = (a.lng - b.lng) * 111.32 * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(x, (a.lat - b.lat) * 110.95);
}
