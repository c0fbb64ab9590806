import { BORDER_M, nearArea } from '../../core/casework/border.ts';
import type { AreaGeometry } from '../../core/geo.ts';
import type { LngLat } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';
import type { Settled } from './settled.ts';

interface Town {
  readonly id: string;
  readonly area: AreaGeometry;
  /** Box around the area, wider than the border by a little more than BORDER_M everywhere below 75° of latitude. */
  readonly box: readonly [west: number, south: number, east: number, north: number];
}
const MARGIN = { lng: 0.01, lat: 0.0025 } as const;

/** Towns other than the own whose border is nearer than BORDER_M (feature 4.01). */
export function townsNear(tx: App, settled: Settled, place: LngLat, own: string): readonly string[] {
  const towns = settled('towns', () => readTowns(tx));
  const near = ({ box: [west, south, east, north], area }: Town): boolean =>
    place.lng >= west &&
    place.lng <= east &&
    place.lat >= south &&
    place.lat <= north &&
    nearArea(area, place, BORDER_M);
  return towns.filter((town) => town.id !== own && near(town)).map((town) => town.id);
}

function readTowns(tx: App): readonly Town[] {
  const sql = "SELECT id, polygon FROM grids WHERE level = 'town' ORDER BY code";
  return queryAll(tx, sql, { id: '', polygon: '' }).flatMap(({ id, polygon }) => {
    const area = JSON.parse(polygon || 'null') as AreaGeometry | null;
    return area === null ? [] : [{ id, area, box: boxOf(area) }];
  });
}

function boxOf(area: AreaGeometry): Town['box'] {
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
