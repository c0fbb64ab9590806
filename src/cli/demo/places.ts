import { destination, type AreaGeometry } from '../../core/geo.ts';
import type { LineGeometry } from '../../core/territory/line-geometry.ts';
import type { Instant, LngLat } from '../../core/units.ts';
import { chance, round } from './random.ts';
import { demoNames, roadLines } from './read-data.ts';
import { FORCE_STATION, type DemoStation } from './stations.ts';
import { person } from './territory.ts';

export interface DemoRoad {
  readonly id: string;
  readonly name: string;
  readonly class: 'expressway' | 'trunk' | 'main' | 'branch' | 'river';
  readonly line: LineGeometry;
  readonly schematic: true;
  readonly chief: string;
  readonly cleaningNormG: number;
}

export interface DemoPriority {
  readonly id: string;
  readonly name: string;
  readonly polygon: AreaGeometry;
  readonly fromHour: number;
  readonly untilHour: number;
  readonly weight: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** Rivers and main roads, schematic; roads have a chief (路长制) and the norm of 10 g/m² (domain.md §3). */
export function demoRoads(seed: number): DemoRoad[] {
  const random = chance(seed, 'roads');
  return roadLines.map((road) => ({
    id: random.id(),
    name: road.name,
    class: road.class,
    line: road.line,
    schematic: true,
    chief: road.class === 'river' ? '' : person(random),
    cleaningNormG: road.class === 'river' ? 0 : 10,
  }));
}

/** Key area round the task force's station, all day; key hours of a restaurant street in the evening (feature 0.20). */
export function demoPriorities(
  seed: number,
  anchor: Instant,
  stations: readonly DemoStation[],
): DemoPriority[] {
  const random = chance(seed, 'priorities');
  const station = stations.find((each) => each.key === FORCE_STATION)!;
  const since = anchor - 60 * 86_400_000;
  const area = (
    name: string,
    centre: LngLat,
    radiusM: number,
    hours: [number, number],
    weight: number,
  ): DemoPriority => ({
    id: random.id(),
    name,
    polygon: { type: 'Polygon', coordinates: [circle(centre, radiusM)] },
    fromHour: hours[0],
    untilHour: hours[1],
    weight,
    fromAt: since,
    untilAt: 0,
  });
  return [
    area(demoNames.priorities['station']!, station, 2000, [0, 0], 1.5),
    area(demoNames.priorities['evening']!, { lng: 113.668, lat: 34.8745 }, 900, [17, 23], 1.3),
  ];
}

function circle(centre: LngLat, radiusM: number): [number, number][] {
  const ring = Array.from({ length: 48 }, (_, i): [number, number] => {
    const place = destination(centre, 360 - i * 7.5, radiusM);
    return [round(place.lng, 6), round(place.lat, 6)];
  });
  return [...ring, ring[0]!];
}
