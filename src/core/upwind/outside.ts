import { insideArea, plane, type AreaGeometry } from '../geo.ts';
import { message, type Message } from '../message.ts';
import { insideTest, shapeBox } from './contains.ts';
import type { Zone } from './zone.ts';

export interface Neighbour {
  readonly name: string;
  readonly geometry: AreaGeometry;
}

export interface Outside {
  /** Share of the zone's area outside the district, 0…1. */
  readonly share: number;
  /** Who it belongs to, largest first; what lies in no known neighbour is missing here. */
  readonly neighbours: readonly { readonly name: string; readonly share: number }[];
}

const ACROSS = 64;

/**
 * How much of a zone lies outside the district (区外来源) and whose it is, from points of equal area inside the zone
 * (up to 64 × 64, so good to about 1 %). Share 0 for kind none.
 */
export function outside(zone: Zone, district: AreaGeometry, neighbours: readonly Neighbour[]): Outside {
  const box = shapeBox(zone.shape);
  if (!box) return { share: 0, neighbours: [] };
  const flat = plane(zone.apex);
  const inside = insideTest(zone.shape);
  const stepM = Math.max(box.maxX - box.minX, box.maxY - box.minY) / ACROSS;
  const counts = neighbours.map(() => 0);
  let all = 0;
  let out = 0;
  for (let y = box.minY + stepM / 2; y < box.maxY; y += stepM) {
    for (let x = box.minX + stepM / 2; x < box.maxX; x += stepM) {
      if (!inside(x, y)) continue;
      all++;
      const place = flat.toLngLat(x, y);
      if (insideArea(district, place)) continue;
      out++;
      const whose = neighbours.findIndex(({ geometry }) => insideArea(geometry, place));
      if (whose >= 0) counts[whose]!++;
    }
  }
  if (all === 0) return { share: 0, neighbours: [] };
  const named = neighbours.map(({ name }, i) => ({ name, share: counts[i]! / all }));
  return {
    share: out / all,
    neighbours: named.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share),
  };
}

/** The sentence for it; null below 1 %. */
export function explainOutside({ share, neighbours }: Outside): Message | null {
  const percent = Math.round(share * 100);
  if (percent < 1) return null;
  const first = neighbours[0];
  return first
    ? message('upwind_outside_share', { percent, name: first.name })
    : message('upwind_outside_unknown', { percent });
}
