import { areaM2, checkArea, insideArea } from '../geo.ts';
import { message, type Message } from '../message.ts';
import type { GridArea } from './cell-index.ts';
import { ringsOf } from './edge-distance.ts';
import { gridLevel, parentCode } from './grid-code.ts';

export interface Tiling {
  /** Part of the parent that no child holds, 0…1 by area; negative when the children are larger. */
  readonly gapShare: number;
  readonly problems: readonly Message[];
}

/** features.md 1.16: less than 0.1 % of the area may be lost or doubled. */
export const MAX_GAP_SHARE = 0.001;
const LATTICE = 60;

/**
 * Whether children tile their parent: codes below the parent's, rings closed and not crossing themselves, areas adding up to
 * within 0.1 %, and on a lattice of 60 × 60 places no place in two children or in a child but outside the parent.
 * The lattice stands off the edges by chance of its irrational pitch; overlaps thinner than about 1/60 of the parent show in
 * the sum of areas instead. No children: the whole parent is the gap.
 */
export function checkTiling(parent: GridArea, children: readonly GridArea[]): Tiling {
  const problems: Message[] = [];
  for (const grid of [parent, ...children]) {
    const checked = checkArea(grid.polygon);
    if (!checked.ok) problems.push(message(areaProblem(checked.error.key), { code: grid.code }));
  }
  for (const child of children) {
    if (gridLevel(child.code) === null || parentCode(child.code) !== parent.code) {
      problems.push(message('trade_tiling_code', { code: child.code }));
    }
  }
  if (problems.length > 0) return { gapShare: Number.NaN, problems };

  const whole = areaM2(parent.polygon);
  const sum = children.reduce((total, child) => total + areaM2(child.polygon), 0);
  const gapShare = (whole - sum) / whole;
  problems.push(...overlaps(parent, children, whole));
  if (Math.abs(gapShare) >= MAX_GAP_SHARE) {
    problems.push(
      message('trade_tiling_gap', { code: parent.code, percent: Math.round(gapShare * 10_000) / 100 }),
    );
  }
  return { gapShare, problems };
}

function areaProblem(key: string): string {
  return key === 'upwind_area_crosses_itself' ? 'trade_tiling_crossing' : 'trade_tiling_open';
}

function overlaps(parent: GridArea, children: readonly GridArea[], whole: number): Message[] {
  const { west, south, east, north } = bounds([parent, ...children]);
  const pairs = new Map<string, number>();
  const outside = new Map<string, number>();
  let within = 0;
  for (let i = 0; i < LATTICE; i++) {
    for (let j = 0; j < LATTICE; j++) {
      // Offsets from the golden ratio: no lattice line falls on a round coordinate.
      const lng = west + ((i + 0.6180339887) / LATTICE) * (east - west);
      const lat = south + ((j + 0.3819660113) / LATTICE) * (north - south);
      const inParent = insideArea(parent.polygon, { lng, lat });
      if (inParent) within++;
      const holders = children.filter((child) => insideArea(child.polygon, { lng, lat }));
      for (const holder of inParent ? [] : holders) {
        outside.set(holder.code, (outside.get(holder.code) ?? 0) + 1);
      }
      for (let k = 1; k < holders.length; k++) {
        const key = `${holders[0]!.code} ${holders[k]!.code}`;
        pairs.set(key, (pairs.get(key) ?? 0) + 1);
      }
    }
  }
  const perPlace = whole / Math.max(1, within);
  const round = (count: number): number => Math.round(count * perPlace);
  return [
    ...[...pairs].map(([key, count]) => {
      const [first = '', second = ''] = key.split(' ');
      return message('trade_tiling_overlap', { first, second, areaM2: round(count) });
    }),
    ...[...outside].map(([code, count]) => message('trade_tiling_outside', { code, areaM2: round(count) })),
  ];
}

function bounds(grids: readonly GridArea[]): { west: number; south: number; east: number; north: number } {
  const all = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const grid of grids) {
    for (const ring of ringsOf(grid.polygon)) {
      for (const position of ring) {
        all.west = Math.min(all.west, position[0]!);
        all.east = Math.max(all.east, position[0]!);
        all.south = Math.min(all.south, position[1]!);
        all.north = Math.max(all.north, position[1]!);
      }
    }
  }
  return all;
}
