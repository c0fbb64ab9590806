import { areaM2, destination, type AreaGeometry } from '../../core/geo.ts';
import type { GroupArea } from '../../core/patrol/task-types.ts';
import type { LngLat } from '../../core/units.ts';
import { figure } from '../../text/number.ts';
import { m } from '../../text/paraglide/messages.js';

/** An area in words: its radius, or its size. */
export function areaWords(area: Pick<GroupArea, 'radiusM' | 'polygon'> | null): string {
  if (!area) return m.admin_area_unset();
  if (area.radiusM !== null) return m.admin_area_radius({ km: figure(area.radiusM / 1000, 1) });
  return m.admin_area_polygon({ km2: figure(area.polygon ? areaM2(area.polygon) / 1e6 : null, 1) });
}

const CORNERS = 64;

/** The area as a shape on the map: the polygon, or a circle around the station. */
export function areaShape(
  area: Pick<GroupArea, 'radiusM' | 'polygon'> | null,
  centre: LngLat | null,
): AreaGeometry | null {
  if (!area) return null;
  if (area.polygon) return area.polygon;
  if (area.radiusM === null || !centre) return null;
  const radius = area.radiusM;
  const ring = Array.from({ length: CORNERS + 1 }, (_, i) => {
    const { lng, lat } = destination(centre, ((i % CORNERS) * 360) / CORNERS, radius);
    return [lng, lat];
  });
  return { type: 'Polygon', coordinates: [ring] };
}
