import { isTooOften } from '../http/rate-limit.ts';
import { queryOne, type RequestEvent } from '../pb.ts';
import { sendJson } from './http-body.ts';

/** Each answer is the outline of the whole district. */
const LOOKS = { name: 'public-area', most: 300, windowS: 600 } as const;

/**
 * GET /api/sf/public/area: {grids, roads} for the map of those who are not signed in: borders and names of the district and its towns,
 * and its roads; nothing that is not on any printed map.
 */
export function publicArea(e: RequestEvent): void {
  if (isTooOften(e, LOOKS)) return;
  const { text } = queryOne(
    e.app,
    `SELECT json_object(
      'grids', (SELECT json_group_array(json_object('id', id, 'name', name, 'level', level, 'parent', parent, 'lng', lng, 'lat', lat,
        'polygon', iif(json_valid(polygon), json(polygon), json('null'))))
        FROM (SELECT * FROM grids WHERE level IN ('district', 'town') ORDER BY code)),
      'roads', (SELECT json_group_array(json_object('id', id, 'name', name, 'class', class,
        'line', iif(json_valid(line), json(line), json('null')))) FROM (SELECT * FROM roads ORDER BY name))) AS text`,
    { text: '' },
  );
  sendJson(e, 200, text);
}
