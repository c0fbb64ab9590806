import { plane, type XY } from '../geo.ts';
import type { LngLat } from '../units.ts';
import { evidence, type Evidence } from './posterior-evidence.ts';
import { walkBack, type TrackOptions } from './posterior-tracks.ts';
import { windTable } from './posterior-wind.ts';
import type { ZoneInput } from './zone-input.ts';

/** How strongly each place would be felt by each station in each block, and what the station saw. */
export interface Coupling {
  readonly evidence: Evidence;
  /** Stations in metres from the apex, in the order of `evidence.stations`. */
  readonly stations: readonly XY[];
  /** K, unit release: [station][block][place]. */
  readonly k: readonly (readonly Float64Array[])[];
}

const BLOCKS = 12;
const REACH = 3.3;

/** K of every place at every station and block of the window; null without wind or without concentrations. */
export function coupling(input: ZoneInput, places: readonly LngLat[]): Coupling | null {
  const wind = windTable(input.wind, input.at, input.windowMin);
  const seen = evidence(input, BLOCKS);
  if (wind === null || seen === null) return null;
  const local = plane(input.apex);
  const stations = seen.stations.map(({ place }) => local.toXY(place.lng, place.lat));
  const targets = places.map(({ lng, lat }) => local.toXY(lng, lat));
  const far = stations.reduce((most, { x, y }) => Math.max(most, Math.hypot(x, y)), 0);
  const reachM = input.maxRadiusM + Math.min(far, 4 * input.maxRadiusM);
  const resolved = wind.stepS <= 600 && wind.inWindow >= 3;
  const options: TrackOptions = {
    radiusM: input.maxRadiusM,
    pathM: 1.6 * reachM,
    reachM: 1.3 * reachM,
    spreadRad: resolved ? 0.35 : ((input.sigmaThetaDeg ?? 25) * Math.PI) / 180,
    maxAgeS: 7200,
  };
  const k = stations.map(() => Array.from(seen.to, () => new Float64Array(targets.length)));
  seen.to.forEach((end, block) => {
    const middle = (end + seen.from[block]!) / 2;
    walkBack(wind, middle, options, (x, y, sigma, peak) => {
      const limit = (REACH * sigma) ** 2;
      stations.forEach((station, j) => {
        const row = k[j]![block]!;
        targets.forEach((target, i) => {
          const d2 = (target.x - station.x - x) ** 2 + (target.y - station.y - y) ** 2;
          if (d2 < limit) row[i]! += peak * Math.exp(-d2 / (2 * sigma * sigma));
        });
      });
    });
  });
  return { evidence: seen, stations, k };
}

/** ρ of one place at the stations given (all when omitted): Σ e²K / √(Σe⁴·ΣK²), 0…1; null when nothing was in excess. */
export function timeMatch(found: Coupling, place: number, station?: number): number | null {
  let match = 0;
  let seen = 0;
  let felt = 0;
  found.k.forEach((blocks, j) => {
    if (station !== undefined && station !== j) return;
    blocks.forEach((row, block) => {
      const root = found.evidence.stations[j]!.e[block]!;
      if (Number.isNaN(root)) return;
      const excess = root * root;
      const k = row[place]!;
      match += excess * k;
      seen += excess * excess;
      felt += k * k;
    });
  });
  if (seen === 0) return null;
  return felt === 0 ? 0 : match / Math.sqrt(seen * felt);
}
