import type { Instant } from '../units.ts';
import { fromComponents, windAt } from '../wind/statistics.ts';
import { windRegression, type WindFit } from '../wind/wind-regression.ts';
import { DIRECTIONLESS_MS, type WindSample } from '../wind/wind-sample.ts';
import type { NearWind, PutTogether } from './borrow-wind.ts';
import type { ChosenWind, WindTrack } from './choose-wind.ts';

/** A wind from further away than this is not that of its station. */
const OWN_KM = 1;
const BIN_MS = 10 * 60_000;
/** A neighbour that fell silent so long before the others, or came back so long after them, is left out of the regression. */
const BEHIND_MS = 30 * 60_000;
/** Of a neighbour that usually hardly blows the proportion says little: it scales no speed by more than this, nor by less than its inverse. */
const MOST_RATIO = 3;

/** The regression of upwind.md §1 as a way for `chooseWind`, apart from it: a desk without a silent station never loads it. */
export function regressWind(fit: WindFit): PutTogether {
  return (near, at) => byRegression(fit, near, at);
}

/** Null where none of the fit's neighbours measures now, or they have no moment in common. */
function byRegression(fit: WindFit, near: readonly NearWind[], at: Instant): ChosenWind | null {
  const known = fit.neighbours.flatMap((station): NearWind[] => {
    const own = near.filter(({ track }) => track.station === station && track.source.distanceKm <= OWN_KM);
    return own.slice(0, 1);
  });
  const newest = Math.max(...known.map((each) => lastOf(each.track)));
  const fresh = known.filter((each) => newest - lastOf(each.track) <= BEHIND_MS);
  const earliest = Math.min(...fresh.map((each) => firstOf(each.track)));
  const used = fresh.filter((each) => firstOf(each.track) - earliest <= BEHIND_MS);
  const solve = windRegression(
    fit,
    used.map((each) => each.track.station),
  );
  const nearest = used[0];
  if (!solve || !nearest) return null;
  const since = Math.max(...used.map((each) => firstOf(each.track)));
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
    const directed = Math.hypot(u, v) > DIRECTIONLESS_MS;
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
function speedOf(fit: WindFit, used: readonly NearWind[], speeds: readonly number[]): number {
  const own = fit.speeds[fit.neighbours.length] ?? 0;
  let sum = 0;
  let weights = 0;
  used.forEach(({ track, km: distance }, index) => {
    const usual = fit.speeds[fit.neighbours.indexOf(track.station)] ?? 0;
    const weight = 1 / Math.max(0.25, distance * distance);
    sum +=
      weight * speeds[index]! * (usual > 0 ? Math.min(MOST_RATIO, Math.max(1 / MOST_RATIO, own / usual)) : 1);
    weights += weight;
  });
  return sum / weights;
}

function firstOf(track: WindTrack): Instant {
  return track.samples[0]!.at;
}

function lastOf(track: WindTrack): Instant {
  return track.samples[track.samples.length - 1]!.at;
}
