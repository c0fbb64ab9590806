import { bearingBetween, distance } from '../geo.ts';
import type { LngLat } from '../units.ts';
import { contains } from '../upwind/contains.ts';
import type { Zone } from '../upwind/zone.ts';

/** A station that the air of a piece of work reaches. */
export interface DownwindStation {
  readonly station: string;
  /** The nearest of the places. */
  readonly distanceM: number;
  /** From there to the station, degrees. */
  readonly bearingDeg: number;
  /** Minutes the air takes; null without a mean wind. */
  readonly travelMin: number | null;
  /** Numbers of the places that lie in the station's upwind zone. */
  readonly places: readonly number[];
}

/**
 * Stations whose values work at some places (a site, the points of a route) would change with the wind of now, nearest first:
 * those in whose upwind zone a place lies. In calm the zone is the disc round the station. Empty for no places or no zones.
 */
export function stationsDownwind(
  places: readonly LngLat[],
  zones: readonly { readonly station: string; readonly zone: Zone }[],
): DownwindStation[] {
  return zones
    .flatMap(({ station, zone }): DownwindStation[] => {
      const inside = places.flatMap((place, index) =>
        contains(zone, place) ? [{ index, metres: distance(place, zone.apex), place }] : [],
      );
      const nearest = inside.reduce<(typeof inside)[number] | null>(
        (best, each) => (!best || each.metres < best.metres ? each : best),
        null,
      );
      if (!nearest) return [];
      const moving = zone.axis !== null && zone.speedMs !== null && zone.speedMs > 0;
      return [
        {
          station,
          distanceM: nearest.metres,
          bearingDeg: bearingBetween(nearest.place, zone.apex),
          travelMin: moving ? nearest.metres / zone.speedMs! / 60 : null,
          places: inside.map((each) => each.index),
        },
      ];
    })
    .sort((a, b) => a.distanceM - b.distanceM);
}
