import { BORDER_M, nearArea } from '../../core/casework/border.ts';
import type { AreaGeometry } from '../../core/geo.ts';
import type { LngLat } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';

/** Towns other than the own whose border is nearer than BORDER_M (feature 4.01). */
export function townsNear(tx: App, place: LngLat, own: string): readonly string[] {
  const towns = queryAll(tx, "SELECT id, polygon FROM grids WHERE level = 'town' ORDER BY code", {
    id: '',
    polygon: '',
  });
  return towns.filter((town) => town.id !== own && near(town.polygon, place)).map((town) => town.id);
}

/** Parsing costs more than measuring: each text is parsed once per virtual machine, and a changed border is another text. */
const parsed = new Map<string, AreaGeometry | null>();
const MAX_KEPT = 200;

function near(text: string, place: LngLat): boolean {
  let area = parsed.get(text);
  if (area === undefined) {
    if (parsed.size >= MAX_KEPT) parsed.clear();
    area = JSON.parse(text || 'null') as AreaGeometry | null;
    parsed.set(text, area);
  }
  return area !== null && nearArea(area, place, BORDER_M);
}
