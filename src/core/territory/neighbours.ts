import { insideArea } from '../geo.ts';
import type { LngLat } from '../units.ts';
import type { GridArea } from './cell-index.ts';

export interface NamedArea extends GridArea {
  readonly name: string;
}

export interface OutsideShare {
  /** Empty code and name: beyond all known neighbours. */
  readonly code: string;
  readonly name: string;
  readonly share: number;
}

/**
 * How much of a weighted set of places lies outside the own district, and in whose territory: 区外来源.
 * `places` are e.g. the cells of a zone with their area or probability. Shares are of the total weight, largest first;
 * empty when all places are inside or all weights are 0.
 */
export function outsideShares(
  places: readonly (LngLat & { readonly weight: number })[],
  own: GridArea,
  neighbours: readonly NamedArea[],
): OutsideShare[] {
  let total = 0;
  const found = new Map<string, { code: string; name: string; weight: number }>();
  for (const place of places) {
    total += place.weight;
    if (insideArea(own.polygon, place)) continue;
    const holder = neighbourAt(place, neighbours);
    const code = holder?.code ?? '';
    const entry = found.get(code) ?? { code, name: holder?.name ?? '', weight: 0 };
    entry.weight += place.weight;
    found.set(code, entry);
  }
  if (!(total > 0)) return [];
  return [...found.values()]
    .map(({ code, name, weight }) => ({ code, name, share: weight / total }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || (a.code < b.code ? -1 : 1));
}

/** The neighbour that holds a place; null beyond all of them. On a shared edge the lowest code. */
export function neighbourAt(place: LngLat, neighbours: readonly NamedArea[]): NamedArea | null {
  let holder: NamedArea | null = null;
  for (const each of neighbours) {
    if ((holder === null || each.code < holder.code) && insideArea(each.polygon, place)) holder = each;
  }
  return holder;
}
