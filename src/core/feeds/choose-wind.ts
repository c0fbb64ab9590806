import type { Instant, LngLat } from '../units.ts';
import { bearing } from '../units.ts';
import { distinctSeries } from '../wind/distinct-series.ts';
import type { WindSample, WindSource } from '../wind/wind-sample.ts';

/** Wind of one feed at one station, oldest first. */
export interface WindTrack extends LngLat {
  readonly station: string;
  readonly feed: string;
  readonly source: WindSource;
  readonly samples: readonly WindSample[];
}

export interface ChosenWind {
  readonly samples: readonly WindSample[];
  readonly source: WindSource;
  /** Code of the feed, or of the nearest of the feeds it was put together from. */
  readonly feed: string;
}

const MINUTE = 60_000;
/** Tracks go 90 minutes back from a window of 60; hourly feeds need three of their hours. */
const REACH_MS = 200 * MINUTE;
/** Older than this a wind says nothing (upwind.md §2). */
const STALE_MS = 90 * MINUTE;
const FAR_KM = 30;
const BIN_MS = 10 * MINUTE;
const RAD = Math.PI / 180;

/**
 * Which wind a station uses (upwind.md §1): its own, measured before modelled, while the newest is ≤ 90 min old; else the
 * inverse-distance vector mean of the neighbours within 30 km, in 10-minute steps; else its own stale one, so that the zone
 * can say how old it is. Null when nobody has any wind.
 */
export function chooseWind(
  place: LngLat & { readonly id: string },
  tracks: readonly WindTrack[],
  at: Instant,
): ChosenWind | null {
  const own = tracks.filter((each) => each.station === place.id && each.samples.length > 0);
  const fresh = own
    .filter((each) => isFresh(each, at))
    .sort((a, b) => a.source.distanceKm - b.source.distanceKm || newest(b) - newest(a));
  const best = fresh[0] ?? borrowed(place, tracks, at) ?? own.sort((a, b) => newest(b) - newest(a))[0];
  return best ? { samples: best.samples, source: best.source, feed: best.feed } : null;
}

/** The first moment whose wind counts at `at`: whole minutes, so that a row is in or out on the server and the desk alike. */
export function windReachesBackTo(at: Instant): Instant {
  return Math.floor((at - REACH_MS) / MINUTE) * MINUTE;
}

function borrowed(
  place: LngLat & { readonly id: string },
  tracks: readonly WindTrack[],
  at: Instant,
): ChosenWind | null {
  const all = tracks
    .filter((each) => each.station !== place.id && isFresh(each, at))
    .map((track) => ({ track, km: km(place, track) + track.source.distanceKm }))
    .filter((each) => each.km <= FAR_KM)
    .sort((a, b) => a.km - b.km);
  const near = distinctSeries(
    all.map((each) => ({ ...each, station: each.track.station, wind: each.track.samples })),
  );
  const nearest = near[0];
  if (!nearest) return null;
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
      const directed = Math.hypot(sum.u, sum.v) / sum.weight > 0.2;
      const from = directed ? bearing(Math.atan2(sum.u, sum.v) / RAD) : null;
      // The newest bin is not over yet: its samples are as new as its newest one, not as its end.
      return { at: Math.min(bin, at), kind: directed ? 'steady' : 'calm', from, speedMs };
    });
  const compassPoints = nearest.track.source.compassPoints;
  return {
    samples,
    source: { distanceKm: Math.round(nearest.km * 100) / 100, compassPoints },
    feed: nearest.track.feed,
  };
}

/** Its newest sample still says something at `at`. */
export function isFresh(track: WindTrack, at: Instant): boolean {
  return track.samples.length > 0 && at - newest(track) <= STALE_MS;
}

function newest(track: WindTrack): Instant {
  return track.samples[track.samples.length - 1]?.at ?? -Infinity;
}

function km(a: LngLat, b: LngLat): number {
  const x = (a.lng - b.lng) * 111.32 * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(x, (a.lat - b.lat) * 110.95);
}
