import { insideArea, type AreaGeometry } from '../geo.ts';
import type { LngLat } from '../units.ts';
import { edgeDistanceM, ringsOf } from './edge-distance.ts';

export interface GridArea {
  readonly id: string;
  readonly code: string;
  readonly polygon: AreaGeometry;
}

export interface CellIndex<T extends GridArea> {
  /** The one grid that holds a place; null outside all of them. */
  readonly at: (place: LngLat) => T | null;
}

/** Rounding of stored coordinates leaves seams of some millimetres; a place this near a grid belongs to it. */
const SEAM_M = 2;
const BIN_DEG = 0.005;

/**
 * Point → grid over areas of one level: a uniform lattice of 0.005° (about 500 m) prefilters, the even-odd rule decides.
 * Exactly one answer per place: of several (a shared edge) the lowest code, of none the nearest within 2 m, else null.
 */
export function cellIndex<T extends GridArea>(grids: readonly T[]): CellIndex<T> {
  const sorted = [...grids].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const boxes = sorted.map((grid) => box(grid.polygon));
  const bins = new Map<string, number[]>();
  boxes.forEach((each, i) => {
    for (let x = bin(each.west); x <= bin(each.east); x++) {
      for (let y = bin(each.south); y <= bin(each.north); y++) {
        const key = `${x},${y}`;
        const list = bins.get(key);
        if (list) list.push(i);
        else bins.set(key, [i]);
      }
    }
  });

  const at = (place: LngLat): T | null => {
    const list = bins.get(`${bin(place.lng)},${bin(place.lat)}`);
    if (!list) return null;
    for (const i of list) {
      const each = boxes[i]!;
      if (place.lng < each.west || place.lng > each.east) continue;
      if (place.lat < each.south || place.lat > each.north) continue;
      if (insideArea(sorted[i]!.polygon, place)) return sorted[i]!;
    }
    let nearest: T | null = null;
    let least = SEAM_M;
    for (const i of list) {
      const distanceM = edgeDistanceM(sorted[i]!.polygon, place);
      if (distanceM < least) {
        least = distanceM;
        nearest = sorted[i]!;
      }
    }
    return nearest;
  };
  return { at };
}

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

function bin(degrees: number): number {
  return Math.floor(degrees / BIN_DEG);
}

function box(geometry: AreaGeometry): Box {
  const all: Box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const ring of ringsOf(geometry)) {
    for (const [lng, lat] of ring) {
      all.west = Math.min(all.west, lng!);
      all.east = Math.max(all.east, lng!);
      all.south = Math.min(all.south, lat!);
      all.north = Math.max(all.north, lat!);
    }
  }
  return all;
}
