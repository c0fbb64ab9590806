import { BORDER_M, nearArea } from '../../core/casework/border.ts';
import { insideArea, type AreaGeometry } from '../../core/geo.ts';
import type { LngLat } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';
import type { Settled } from './settled.ts';

interface Grid {
  readonly id: string;
  readonly area: AreaGeometry;
  /** Box around the area, wider than the border by a little more than BORDER_M everywhere below 75° of latitude. */
  readonly box: readonly [west: number, south: number, east: number, north: number];
}
const MARGIN = { lng: 0.01, lat: 0.0025 } as const;

/** Town first, then its villages, then their cells: few polygons are looked at; '' where none holds the place. */
export function locate(
  tx: App,
  settled: Settled,
  place: LngLat,
): { cell: string; village: string; town: string } {
  const inside = (level: Level, parent: string): string =>
    gridsOf(tx, settled, level, parent).find((each) => inBox(each, place) && insideArea(each.area, place))
      ?.id ?? '';
  const town = inside('town', '');
  const village = town === '' ? '' : inside('village', town);
  const cell = village === '' ? '' : inside('cell', village);
  return { town, village, cell };
}

/** Towns other than the own whose border is nearer than BORDER_M (feature 4.01). */
export function townsNear(tx: App, settled: Settled, place: LngLat, own: string): readonly string[] {
  return gridsOf(tx, settled, 'town', '')
    .filter((each) => each.id !== own && inBox(each, place) && nearArea(each.area, place, BORDER_M))
    .map(({ id }) => id);
}

type Level = 'town' | 'village' | 'cell';

/** All towns for the parent ''. */
function gridsOf(tx: App, settled: Settled, level: Level, parent: string): readonly Grid[] {
  return settled(`grids/${level}/${parent}`, () => {
    const sql = `SELECT id, polygon FROM grids WHERE level = {:level} AND ({:parent} = '' OR parent = {:parent}) ORDER BY code`;
    return queryAll(tx, sql, { id: '', polygon: '' }, { level, parent }).flatMap(({ id, polygon }) => {
      const area = JSON.parse(polygon || 'null') as AreaGeometry | null;
      return area === null ? [] : [{ id, area, box: boxOf(area) }];
    });
  });
}

function inBox({ box: [west, south, east, north] }: Grid, { lng, lat }: LngLat): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north;
}

function boxOf(area: AreaGeometry): Grid['box'] {
  const rings = (area.type === 'Polygon' ? [area.coordinates] : area.coordinates).flat();
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng = 0, lat = 0] of rings.flat()) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west - MARGIN.lng, south - MARGIN.lat, east + MARGIN.lng, north + MARGIN.lat];
}
