import { featureCollection, polygon as turfPolygon, multiPolygon } from '@turf/helpers';
import { intersect } from '@turf/intersect';
import { union } from '@turf/union';
import { Delaunay } from 'd3-delaunay';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { areaM2, insideArea, type AreaGeometry, type Position } from '../../core/geo.ts';
import { cellCode, type GridLevel } from '../../core/territory/grid-code.ts';
import { cellOrder } from '../../core/territory/cell-order.ts';
import { edgeDistanceM, ringsOf } from '../../core/territory/edge-distance.ts';
import type { LngLat } from '../../core/units.ts';
import { chance, round, type Chance } from './random.ts';
import { demoNames, districts, towns } from './read-data.ts';

export interface DemoGrid extends LngLat {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: GridLevel;
  readonly parent: string;
  readonly polygon: AreaGeometry;
  readonly areaKm2: number;
  readonly chief: string;
  readonly synthetic: boolean;
}

export const OWN_DISTRICT = '410108';
const CITY = '4101';
/** Responsibility cells are about this large where villages are large. */
const CELL_KM2 = 0.55;

/** Where the towns lie, placed by hand from general knowledge: the areas around them are synthetic. */
const TOWN_SEEDS: Readonly<Record<string, readonly LngLat[]>> = {
  '410108001': [{ lng: 113.626, lat: 34.876 }],
  '410108002': [{ lng: 113.6225, lat: 34.807 }],
  '410108003': [{ lng: 113.59, lat: 34.853 }],
  '410108004': [{ lng: 113.6125, lat: 34.829 }],
  '410108005': [{ lng: 113.666, lat: 34.869 }],
  '410108006': [
    { lng: 113.598, lat: 34.909 },
    { lng: 113.64, lat: 34.907 },
  ],
  '410108100': [{ lng: 113.728, lat: 34.883 }],
  '410108101': [
    { lng: 113.535, lat: 34.884 },
    { lng: 113.525, lat: 34.935 },
  ],
};

/**
 * The grid tree: city, its districts (and the two neighbours beyond the river, without a parent), and below the own district
 * towns, villages and cells. Below the district every boundary is synthetic: Voronoi areas of seeds, cut by the parent.
 */
export function demoGrids(seed: number): DemoGrid[] {
  const random = chance(seed, 'grids');
  const grids: DemoGrid[] = [];
  const add = (
    level: GridLevel,
    code: string,
    name: string,
    parent: string,
    area: AreaGeometry,
    label: LngLat | null,
  ): DemoGrid => {
    const place = label ?? labelPlace(area);
    const grid: DemoGrid = {
      id: random.id(),
      code,
      name,
      level,
      parent,
      polygon: area,
      lng: round(place.lng, 6),
      lat: round(place.lat, 6),
      areaKm2: round(areaM2(area) / 1e6, 4),
      chief: level === 'city' || level === 'district' ? '' : person(random),
      synthetic: level === 'town' || level === 'village' || level === 'cell',
    };
    grids.push(grid);
    return grid;
  };

  const inCity = districts.filter((each) => each.code.startsWith(CITY));
  const city = add('city', CITY, demoNames.city, '', merge(inCity.map((each) => each.polygon)), null);
  let own: DemoGrid | null = null;
  for (const each of districts) {
    const parent = each.code.startsWith(CITY) ? city.id : '';
    const grid = add('district', each.code, each.name, parent, each.polygon, each);
    if (each.code === OWN_DISTRICT) own = grid;
  }
  if (own === null) throw new Error(`data/districts.geojson lacks ${OWN_DISTRICT}`);

  const townAreas = tile(
    own.polygon,
    towns.map((town) => TOWN_SEEDS[town.code] ?? []),
  );
  towns.forEach((names, t) => {
    const town = add('town', names.code, names.name, own.id, townAreas[t]!, null);
    const villageSeeds = spread(town.polygon, names.villages.length, random);
    const villageAreas = tile(
      town.polygon,
      villageSeeds.map((place) => [place]),
    );
    names.villages.forEach(([code, name], v) => {
      const village = add('village', code, name, town.id, villageAreas[v]!, null);
      const count = Math.min(9, Math.max(2, Math.round(village.areaKm2 / CELL_KM2)));
      const cells = tile(
        village.polygon,
        spread(village.polygon, count, random).map((place) => [place]),
      );
      const places = cells.map(labelPlace);
      cellOrder(places).forEach((c, n) => {
        const suffix = String(n + 1).padStart(2, '0');
        add('cell', cellCode(code, n + 1), `${name}${suffix}`, village.id, cells[c]!, places[c]!);
      });
    });
  });
  return grids;
}

/** Someone without a name: 王某. */
export function person(random: Chance): string {
  return random.pick([...demoNames.surnames]) + demoNames.someone;
}

/** Cuts an area into one part per seed group: the Voronoi cells of a group are merged. Parts tile the area up to rounding (1 cm). */
function tile(area: AreaGeometry, seeds: readonly (readonly LngLat[])[]): AreaGeometry[] {
  const flat = seeds.flatMap((group, g) => group.map((place) => ({ place, g })));
  if (flat.length <= 1) return [area];
  const squeeze = Math.cos((flat[0]!.place.lat * Math.PI) / 180);
  const points = flat.map(({ place }): [number, number] => [place.lng * squeeze, place.lat]);
  const diagram = Delaunay.from(points).voronoi([110 * squeeze, 33, 117 * squeeze, 37]);
  const parts = flat.map((_, i) => {
    const ring = diagram.cellPolygon(i).map(([x, y]) => [x! / squeeze, y!]);
    return cut(area, { type: 'Polygon', coordinates: [ring] });
  });
  return seeds.map((_, g) => {
    const mine = parts.filter((part, i): part is AreaGeometry => flat[i]!.g === g && part !== null);
    if (mine.length === 0) throw new Error(`seed ${g} lies outside its area`);
    return merge(mine);
  });
}

function cut(a: AreaGeometry, b: AreaGeometry): AreaGeometry | null {
  const common = intersect(featureCollection([feature(a), feature(b)]));
  return common ? rounded(common.geometry) : null;
}

function merge(areas: readonly AreaGeometry[]): AreaGeometry {
  if (areas.length === 1) return areas[0]!;
  const all = union(featureCollection(areas.map(feature)));
  if (!all) throw new Error('nothing to merge');
  return rounded(all.geometry);
}

function feature(area: AreaGeometry): Feature<Polygon | MultiPolygon> {
  return area.type === 'Polygon'
    ? turfPolygon(area.coordinates as Position[][] as number[][][])
    : multiPolygon(area.coordinates as unknown as number[][][][]);
}

function rounded(geometry: Polygon | MultiPolygon): AreaGeometry {
  const ring = (positions: number[][]): number[][] =>
    positions
      .map(([lng, lat]) => [round(lng!, 7), round(lat!, 7)])
      .filter((p, i, all) => i === 0 || p[0] !== all[i - 1]![0] || p[1] !== all[i - 1]![1]);
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map(ring) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map((part) => part.map(ring)) };
}

/** n places spread evenly by Mitchell's best candidate: of 24 random places the one farthest from those chosen. */
function spread(area: AreaGeometry, n: number, random: Chance): LngLat[] {
  const chosen: LngLat[] = [];
  while (chosen.length < n) {
    let best: LngLat | null = null;
    let farthest = -1;
    for (let i = 0; i < 24; i++) {
      const place = placeIn(area, random);
      const nearest = Math.min(Infinity, ...chosen.map((each) => separation(each, place)));
      // The edge counts half, so that seeds stay off it.
      const free = Math.min(nearest, 2 * edgeDistanceM(area, place));
      if (free > farthest) {
        farthest = free;
        best = place;
      }
    }
    chosen.push(best!);
  }
  return chosen;
}

function separation(a: LngLat, b: LngLat): number {
  return Math.hypot((a.lng - b.lng) * 91_300, (a.lat - b.lat) * 110_900);
}

/** A random place inside an area. */
export function placeIn(area: AreaGeometry, random: Chance): LngLat {
  const { west, south, east, north } = bounds(area);
  for (;;) {
    const place = { lng: random.between(west, east), lat: random.between(south, north) };
    if (insideArea(area, place)) return place;
  }
}

/** The place farthest from the edges on a 24 × 24 lattice: where a label fits. */
function labelPlace(area: AreaGeometry): LngLat {
  const { west, south, east, north } = bounds(area);
  let best: LngLat = { lng: west, lat: south };
  let most = -1;
  for (let i = 0; i < 24; i++) {
    for (let j = 0; j < 24; j++) {
      const place = {
        lng: west + ((i + 0.5) / 24) * (east - west),
        lat: south + ((j + 0.5) / 24) * (north - south),
      };
      if (!insideArea(area, place)) continue;
      const room = edgeDistanceM(area, place);
      if (room > most) {
        most = room;
        best = place;
      }
    }
  }
  return best;
}

function bounds(area: AreaGeometry): { west: number; south: number; east: number; north: number } {
  const lngs = ringsOf(area).flatMap((ring) => ring.map((p) => p[0]!));
  const lats = ringsOf(area).flatMap((ring) => ring.map((p) => p[1]!));
  return {
    west: Math.min(...lngs),
    south: Math.min(...lats),
    east: Math.max(...lngs),
    north: Math.max(...lats),
  };
}
