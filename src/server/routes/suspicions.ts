import { queryOne, type RequestEvent } from '../pb.ts';
import { pathValue, refusesMap, sendJson } from './http-body.ts';

const MOST = 100;

/**
 * GET /api/sf/sources/{id}/suspicions: core/source-suspicion.ts, the latest 100 of them. Zones have the rule that refusesMap repeats.
 * Only frozen zones count: somebody went to see. `instr` skips the rankings that do not name the source before they are parsed.
 */
export function suspicions(e: RequestEvent): void {
  if (refusesMap(e)) return;
  sendJson(e, 200, queryOne(e.app, ROWS, { text: '' }, { id: pathValue(e, 'id'), most: MOST }).text);
}

const ROWS = `
SELECT json_group_array(json_object('id', id, 'station', station, 'at', at, 'outcome', outcome, 'hit', json(hit), 'rank', rank,
  'share', share) ORDER BY at DESC, id) AS text
FROM (
  SELECT z.id, z.station, z.at, z.outcome, CASE WHEN json_valid(z.score) THEN coalesce(z.score -> 'hit', 'null') ELSE 'null' END AS hit,
    suspect.value ->> 'rank' AS rank, suspect.value ->> 'share' AS share
  FROM zones z, json_each(z.ranking, '$.suspects') suspect
  WHERE z.state = 'frozen' AND instr(z.ranking, {:id}) > 0 AND suspect.value ->> 'id' = {:id}
  ORDER BY z.at DESC
  LIMIT {:most}
)`;
