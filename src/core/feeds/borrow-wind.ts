import { distance } from '../geo.ts';
import { bearing, type Instant, type LngLat } from '../units.ts';
import { distinctSeries } from '../wind/distinct-series.ts';
import { DIRECTIONLESS_MS, type WindSample } from '../wind/wind-sample.ts';
import type { ChosenWind, WindTrack } from './choose-wind.ts';

/** A fresh wind of another station, and how far away it was measured. */
export interface NearWind {
  readonly track: WindTrack;
  readonly km: number;
}
/** A way of its own to put the winds of others together, nearest first; null where it cannot. */
export type PutTogether = (near: readonly NearWind[], at: Instant) => ChosenWind | null;

/** No wind is borrowed from further away. */
export const BORROW_KM = 30;
const BIN_MS = 10 * 60_000;
const RAD = Math.PI / 180;

/**
 * A station's wind from those of its neighbours within 30 km, in 10-minute steps: by `regress` where that can, else their inverse-distance vector mean (of one neighbour: its own). `tracks` are fresh ones of other stations;
 * of identical series the nearest counts. Null without any.
 */
export function borrowWind(
  place: LngLat,
  tracks: readonly WindTrack[],
  at: Instant,
  regress: PutTogether | null,
): ChosenWind | null {
  const all = tracks
    .map((track) => ({ track, km: distance(place, track) / 1000 + track.source.distanceKm }))
    .filter((each) => each.km <= BORROW_KM)
    .sort((a, b) => a.km - b.km);
  const near = distinctSeries(
    all.map((each) => ({ ...each, station: each.track.station, wind: each.track.samples })),
  );
  if (near.length === 0) return null;
  return regress?.(near, at) ?? byDistance(near, at);
}

function byDistance(near: readonly NearWind[], at: Instant): ChosenWind {
  const nearest = near[0]!;
  const bins = new Map<Instant, { u: number; v: number; speed: number; weight: number }>();
  for (const { track, km } of near) {
    const weight = 1 / Math.max(0.25, km * km);
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
      const directed = Math.hypot(sum.u, sum.v) / sum.weight > DIRECTIONLESS_MS;
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
