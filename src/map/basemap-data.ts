import type { Feature, FeatureCollection, Geometry, LineString, MultiLineString, Point } from 'geojson';
import type { AreaGeometry, Position, Ring } from '../core/geo.ts';

/** An area of the grid tree, as the collection `grids` gives it. */
export interface GridShape {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly parent?: string;
  readonly polygon: unknown;
  readonly lng: number;
  readonly lat: number;
}

/** A road or river, as the collection `roads` gives it. */
export interface RoadShape {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly line: unknown;
  /** Width on the ground, metres; rivers only. */
  readonly widthM?: number;
}

/** What the schematic basemap draws. All of it may be empty. */
export interface BasemapData {
  readonly areas: FeatureCollection;
  readonly lines: FeatureCollection<LineString | MultiLineString>;
  readonly labels: FeatureCollection<Point>;
}

export const EMPTY_BASEMAP: BasemapData = {
  areas: collection([]),
  lines: collection([]),
  labels: collection([]),
};

const RIVER_WIDTH_M = 60;
/** Between the dykes at low water, metres: rivers so wide that a thin line would misplace their banks. */
const GREAT_RIVERS_M: Readonly<Record<string, number>> = { 黄河: 1200, 长江: 1500, 珠江: 900, 松花江: 800 };

/**
 * Grids and roads as the three sources of the schematic basemap. A district without towns of its own is a neighbour:
 * it gets a border and a quiet name. Rows without a geometry are left out.
 */
export function basemapData(grids: readonly GridShape[], roads: readonly RoadShape[]): BasemapData {
  const withTowns = new Set(grids.filter((each) => each.level === 'town').map((each) => each.parent));
  const drawn = grids.filter((each) => isGeometry(each.polygon) && each.level !== 'city');
  const kindOf = (each: GridShape): string =>
    each.level === 'district' && withTowns.size > 0 && !withTowns.has(each.id) ? 'neighbour' : each.level;
  const named = new Set(['district', 'town', 'neighbour']);
  return {
    areas: collection([
      ...drawn.map((each): Feature => ({
        type: 'Feature',
        properties: { id: each.id, name: each.name, kind: kindOf(each) },
        geometry: each.polygon as Geometry,
      })),
      ...sharedEdges(
        drawn.filter((each) => each.level === 'town').map((each) => each.polygon as AreaGeometry),
      ),
    ]),
    lines: collection(
      roads
        .filter((each) => isGeometry(each.line))
        .map((each) => ({
          type: 'Feature',
          properties: {
            id: each.id,
            name: each.name,
            class: each.class,
            widthM: each.widthM ?? GREAT_RIVERS_M[each.name] ?? RIVER_WIDTH_M,
          },
          geometry: each.line as LineString,
        })),
    ),
    labels: collection(
      drawn
        .filter((each) => named.has(kindOf(each)) && (each.lng !== 0 || each.lat !== 0))
        .map((each) => ({
          type: 'Feature',
          properties: { name: each.name, kind: kindOf(each) },
          geometry: { type: 'Point', coordinates: [each.lng, each.lat] },
        })),
    ),
  };
}

/** Every border once: two areas that both drew their common edge would fill each other's dashes. */
function sharedEdges(areas: readonly AreaGeometry[]): Feature[] {
  const seen = new Set<string>();
  const lines: Position[][] = [];
  const ringsOf = (area: AreaGeometry): readonly Ring[] =>
    area.type === 'Polygon' ? area.coordinates : area.coordinates.flat();
  for (const ring of areas.flatMap(ringsOf)) {
    let line: Position[] = [];
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1], ring[i]];
      if (!a || !b) continue;
      const key = [String(a), String(b)].sort().join('|');
      if (seen.has(key)) {
        if (line.length > 1) lines.push(line);
        line = [];
        continue;
      }
      seen.add(key);
      if (line.length === 0) line.push(a);
      line.push(b);
    }
    if (line.length > 1) lines.push(line);
  }
  return [
    {
      type: 'Feature',
      properties: { kind: 'town-edge' },
      geometry: { type: 'MultiLineString', coordinates: lines.map((line) => line.map((each) => [...each])) },
    },
  ];
}

function isGeometry(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'coordinates' in value;
}

function collection<G extends Geometry>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: 'FeatureCollection', features };
}
