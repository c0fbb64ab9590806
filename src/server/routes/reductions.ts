import { message } from '../../core/message.ts';
import { refuse } from '../http/refuse.ts';
import { queryAll, queryOne, type RequestEvent } from '../pb.ts';
import { isStaff, pathValue, sendJson } from './http-body.ts';

const OFFICE = ['dispatcher', 'leader', 'admin', 'discipline'];
const FIELD = ['inspector', 'grid_officer'];

/**
 * GET /api/sf/reductions/{response}: the reduction list of a response with what was checked and what was broken
 * (core/response/reduction-lines.ts). Office and field see all of it, towns, departments and site officers their own; what a covert check
 * found stays unseen by those until it is assigned.
 */
export function reductions(e: RequestEvent): void {
  if (!isStaff(e)) return refuse(e, 401, 'unauthorized', message('admin_sign_in_first'));
  const own = ownOf(e);
  if (own === null)
    return refuse(e, 403, 'forbidden', message('server_not_your_task', { type: 'reductions' }));
  const response = pathValue(e, 'response');
  const there = queryAll(
    e.app,
    'SELECT id, untilAt FROM responses WHERE id = {:response}',
    { id: '', untilAt: 0 },
    { response },
  );
  if (there.length === 0)
    return refuse(e, 404, 'missing', message('server_no_such_row', { subject: 'responses' }));
  sendJson(e, 200, queryOne(e.app, sql(own.where, own.sees), { text: '' }, { response, ...own.values }).text);
}

interface Own {
  readonly where: string;
  /** Whether covert checks are seen. */
  readonly sees: boolean;
  readonly values: Readonly<Record<string, string>>;
}

function ownOf(e: RequestEvent): Own | null {
  const role = e.hasSuperuserAuth() ? 'admin' : (e.auth?.getString('role') ?? '');
  const unit = e.auth?.getString('unit') ?? '';
  const town = e.auth?.getString('territory') ?? '';
  if (OFFICE.includes(role)) return { where: '1', sees: true, values: {} };
  if (FIELD.includes(role)) return { where: '1', sees: false, values: {} };
  const mine = "{:unit} != '' AND (r.unit = {:unit} OR r.regulator = {:unit})";
  if (role === 'regulator' || role === 'site_officer') return { where: mine, sees: false, values: { unit } };
  if (role === 'town')
    return {
      where: `({:town} != '' AND r.town = {:town}) OR (${mine})`,
      sees: false,
      values: { town, unit },
    };
  return null;
}

/** A period is what the source had to do then: its breaches are findings of that period's categories. */
function sql(where: string, seesCovert: boolean): string {
  const notCovert = seesCovert ? '1' : "(p.covert = 0 OR p.handling != 'undecided')";
  const openly = seesCovert ? '1' : "coalesce(i.mode, '') != 'covert'";
  return `
SELECT coalesce(json_group_array(json_object('id', id, 'source', source, 'kind', kind, 'town', town, 'level', level,
  'measures', json(measures), 'stops', stops, 'permit', json(CASE WHEN permit THEN 'true' ELSE 'false' END), 'task', task,
  'fromAt', fromAt, 'untilAt', untilAt, 'checkedAt', checkedAt, 'breaches', json(breaches)) ORDER BY town, source), '[]') AS text
FROM (
  SELECT r.id, r.source, r.kind, r.town, r.level, coalesce(r.measures, '[]') AS measures, r.stops, r.permit, r.task, r.fromAt, r.untilAt,
    coalesce((SELECT max(i.at) FROM inspections i WHERE i.source = r.source AND i.at >= r.sinceAt
      AND (r.untilAt = 0 OR i.at < r.untilAt) AND i.result IN ('found', 'nothing') AND ${openly}), 0) AS checkedAt,
    (SELECT json_group_array(json_object('id', p.id, 'no', p.no, 'foundAt', p.foundAt) ORDER BY p.foundAt) FROM problems p
      WHERE p.source = r.source AND p.foundAt >= r.fromAt AND p.state != 'void' AND ${notCovert} AND EXISTS (
        SELECT 1 FROM json_each(r.periods) period WHERE p.foundAt >= period.value ->> '$.fromAt'
          AND (period.value ->> '$.untilAt' = 0 OR p.foundAt < period.value ->> '$.untilAt')
          AND p.category IN (SELECT value FROM json_each(period.value, '$.categories')))) AS breaches
  FROM reductions r
  JOIN responses o ON o.id = r.response
  WHERE r.response = {:response} AND (r.untilAt = 0 OR o.state = 'ended') AND (${where})
)`;
}
