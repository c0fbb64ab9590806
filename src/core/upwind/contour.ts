import { insideRings, ringArea, type XY } from '../geo.ts';
import type { Box } from './contains.ts';

/** A regular net of points over a plane: column i at x = minX + i·stepM, row j at y = minY + j·stepM. */
export interface Net {
  readonly minX: number;
  readonly minY: number;
  readonly stepM: number;
  readonly columns: number;
  readonly rows: number;
}

/** Outer ring counter-clockwise, holes clockwise; rings are open (first point not repeated). */
export interface FlatPolygon {
  readonly outer: XY[];
  readonly holes: XY[][];
}

/** Share of the way from one net point (inside) to its neighbour (outside) at which the edge lies, 0…1. */
export type Crossing = (insideX: number, insideY: number, outsideX: number, outsideY: number) => number;

const LEAST_SHARE = 1e-6;

/**
 * Marching squares: the outline of the points of a net that are inside, as closed rings with the inside on their left.
 * The rim of the net must be outside. Saddles are joined when `saddleInside` says that the middle is inside.
 */
export function contour(
  net: Net,
  inside: Uint8Array,
  crossing: Crossing,
  saddleInside: (x: number, y: number) => boolean,
): XY[][] {
  const { columns, rows } = net;
  // Edge number: 2·point for the edge to the east, 2·point + 1 for the edge to the north. Each has one way out.
  const next = new Map<number, number>();
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const sw = row * columns + column;
      const nw = sw + columns;
      const corners = inside[sw]! | (inside[sw + 1]! << 1) | (inside[nw + 1]! << 2) | (inside[nw]! << 3);
      if (corners === 0 || corners === 15) continue;
      const south = 2 * sw;
      const north = 2 * nw;
      const west = 2 * sw + 1;
      const east = 2 * (sw + 1) + 1;
      const link = (from: number, to: number): void => void next.set(from, to);
      switch (corners) {
        case 1:
          link(south, west);
          break;
        case 2:
          link(east, south);
          break;
        case 3:
          link(east, west);
          break;
        case 4:
          link(north, east);
          break;
        case 6:
          link(north, south);
          break;
        case 7:
          link(north, west);
          break;
        case 8:
          link(west, north);
          break;
        case 9:
          link(south, north);
          break;
        case 11:
          link(east, north);
          break;
        case 12:
          link(west, east);
          break;
        case 13:
          link(south, east);
          break;
        case 14:
          link(west, south);
          break;
        case 5: {
          const joined = middleInside(net, column, row, saddleInside);
          link(south, joined ? east : west);
          link(north, joined ? west : east);
          break;
        }
        case 10: {
          const joined = middleInside(net, column, row, saddleInside);
          link(joined ? west : east, south);
          link(joined ? east : west, north);
          break;
        }
      }
    }
  }
  return follow(net, inside, next, crossing);
}

/** Net over a box with a rim of two steps outside it, `across` points along the longer side. */
export function netOver(box: Box, across: number): Net {
  const width = box.maxX - box.minX;
  const height = box.maxY - box.minY;
  const stepM = Math.max(width, height) / (across - 4);
  return {
    minX: box.minX - 2 * stepM,
    minY: box.minY - 2 * stepM,
    stepM,
    columns: Math.ceil(width / stepM) + 5,
    rows: Math.ceil(height / stepM) + 5,
  };
}

/** Sorts rings into polygons: counter-clockwise rings are outer, each hole goes to the smallest outer ring round it. */
export function toPolygons(rings: readonly XY[][]): FlatPolygon[] {
  const sized = rings.map((ring) => ({ ring, area: ringArea(ring) })).filter(({ ring }) => ring.length >= 3);
  const outers = sized.filter(({ area }) => area > 0).sort((a, b) => a.area - b.area);
  const polygons = outers.map(({ ring }) => ({ outer: ring, holes: [] as XY[][] }));
  for (const { ring, area } of sized) {
    if (area >= 0) continue;
    const { x, y } = ring[0]!;
    polygons.find(({ outer }) => insideRings([outer.map((p) => [p.x, p.y])], x, y))?.holes.push(ring);
  }
  return polygons;
}

function middleInside(
  net: Net,
  column: number,
  row: number,
  test: (x: number, y: number) => boolean,
): boolean {
  return test(net.minX + (column + 0.5) * net.stepM, net.minY + (row + 0.5) * net.stepM);
}

function follow(net: Net, inside: Uint8Array, next: Map<number, number>, crossing: Crossing): XY[][] {
  const rings: XY[][] = [];
  while (next.size > 0) {
    const first = next.keys().next().value!;
    const ring: XY[] = [];
    let edge: number | undefined = first;
    do {
      ring.push(pointOn(net, inside, edge!, crossing));
      const after = next.get(edge!);
      next.delete(edge!);
      edge = after;
    } while (edge !== undefined && edge !== first);
    rings.push(ring);
  }
  return rings;
}

function pointOn(net: Net, inside: Uint8Array, edge: number, crossing: Crossing): XY {
  const from = edge >> 1;
  const to = edge & 1 ? from + net.columns : from + 1;
  const [inner, outer] = inside[from] ? [from, to] : [to, from];
  const ix = net.minX + (inner % net.columns) * net.stepM;
  const iy = net.minY + Math.floor(inner / net.columns) * net.stepM;
  const ox = net.minX + (outer % net.columns) * net.stepM;
  const oy = net.minY + Math.floor(outer / net.columns) * net.stepM;
  const share = Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, crossing(ix, iy, ox, oy)));
  return { x: ix + (ox - ix) * share, y: iy + (oy - iy) * share };
}
