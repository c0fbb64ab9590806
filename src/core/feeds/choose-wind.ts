import type { Instant, LngLat } from '../units.ts';
import type { WindSample, WindSource } from '../wind/wind-sample.ts';
import { borrowWind, type PutTogether } from './borrow-wind.ts';

/** Wind of one feed at one station, oldest first. */
export interface WindTrack extends LngLat {
  readonly station: string;
  readonly feed: string;
  readonly source: WindSource;
  readonly samples: readonly WindSample[];
  /** Measured inside a site's fence (dust monitors): it counts for its own station and stands for no other's. */
  readonly ownOnly?: boolean;
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

/**
 * Which wind a station uses (upwind.md §1): its own, measured before modelled, while the newest is ≤ 90 min old; else that of its
 * neighbours within 30 km, by regression where it is known how its own went with theirs, else their inverse-distance mean; else
 * its own stale one, so that the zone can say how old it is. A wind that is `ownOnly` is lent to nobody. Null when nobody has any.
 */
export function chooseWind(
  place: LngLat & { readonly id: string },
  tracks: readonly WindTrack[],
  at: Instant,
  regress: PutTogether | null = null,
): ChosenWind | null {
  const own = tracks.filter((each) => each.station === place.id && each.samples.length > 0);
  const fresh = own
    .filter((each) => isFresh(each, at))
    .sort((a, b) => a.source.distanceKm - b.source.distanceKm || newest(b) - newest(a));
  const best =
    fresh[0] ??
    borrowWind(place, neighboursOf(place, tracks, at), at, regress) ??
    own.sort((a, b) => newest(b) - newest(a))[0];
  return best ? { samples: best.samples, source: best.source, feed: best.feed } : null;
}

/** The first moment whose wind counts at `at`: whole minutes, so that a row is in or out on the server and the desk alike. */
export function windReachesBackTo(at: Instant): Instant {
  return Math.floor((at - REACH_MS) / MINUTE) * MINUTE;
}

function neighboursOf(
  place: { readonly id: string },
  tracks: readonly WindTrack[],
  at: Instant,
): readonly WindTrack[] {
  return tracks.filter((each) => each.station !== place.id && !each.ownOnly && isFresh(each, at));
}

/** Its newest sample still says something at `at`. */
export function isFresh(track: WindTrack, at: Instant): boolean {
  return track.samples.length > 0 && at - newest(track) <= STALE_MS;
}

function newest(track: WindTrack): Instant {
  return track.samples[track.samples.length - 1]?.at ?? -Infinity;
}
