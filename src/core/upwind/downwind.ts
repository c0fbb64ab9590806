import { bearingBetween, distance, turn } from '../geo.ts';
import type { LngLat } from '../units.ts';

/** Beyond this, work on the ground no longer shows at a station. [P] */
const REACH_M = 5000;
/** Half the width of the plume that is warned about. [P] */
const HALF_ANGLE_DEG = 30;

/**
 * Stations that the air reaches after passing a place, nearest first: work there now would show in their readings.
 * `from` is where the wind comes from; a station at the place itself counts.
 */
export function stationsDownwind<S extends LngLat>(place: LngLat, from: number, stations: readonly S[]): S[] {
  return stations
    .map((station) => ({ station, far: distance(place, station) }))
    .filter(
      ({ station, far }) =>
        far <= REACH_M && (far < 1 || Math.abs(turn(from + 180, bearingBetween(place, station))) <= HALF_ANGLE_DEG),
    )
    .sort((a, b) => a.far - b.far)
    .map(({ station }) => station);
}
