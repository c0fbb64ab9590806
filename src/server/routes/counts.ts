import { unitLateSql } from '../../core/casework/unit-late.ts';
import { message } from '../../core/message.ts';
import { refuse, sendJson } from '../http/refuse.ts';
import { queryOne, type RequestEvent } from '../pb.ts';
import { seesAllProblems } from './columns.ts';

/** Three numbers and no row: the wall shows them, though it may read neither checks nor cases. */
const SQL = `SELECT
  (SELECT count(*) FROM inspections WHERE at < {:until} AND {:town} IN ('', town)) AS checks,
  (SELECT count(*) FROM inspections WHERE at >= {:from} AND at < {:until} AND {:town} IN ('', town)) AS checksInWindow,
  (SELECT count(*) FROM problems WHERE handling = 'assigned' AND state NOT IN ('closed', 'void', 'suspended')
    AND ${unitLateSql()} AND foundAt < {:until} AND {:town} IN ('', town)
    AND {:category} IN ('', category) AND {:severity} IN (0, severity)) AS overdue`;

/**
 * GET /api/sf/counts?from=ms&until=ms&town=ID&category=CODE&severity=N: checks made before `until` and since `from`, and assigned
 * problems found before `until` whose unit missed its deadline (core/casework/unit-late.ts); town, category and severity narrow and may be absent.
 */
export function counts(e: RequestEvent): void {
  if (!seesAllProblems(e))
    return refuse(e, 403, 'forbidden', message('server_not_your_task', { type: 'counts' }));
  const query = e.request.url.query();
  const from = Number(query.get('from'));
  const until = Number(query.get('until'));
  const severity = Number(query.get('severity'));
  if (!(Number.isInteger(from) && Number.isInteger(until) && from >= 0 && until > from))
    return refuse(
      e,
      400,
      'invalid',
      message('server_field_number', { field: 'until', min: 1, max: 2 ** 53 }),
    );
  if (!Number.isInteger(severity) || severity < 0 || severity > 3)
    return refuse(e, 400, 'invalid', message('server_field_number', { field: 'severity', min: 0, max: 3 }));
  const values = {
    from,
    until,
    severity,
    now: Date.now(),
    town: query.get('town'),
    category: query.get('category'),
  };
  sendJson(e, 200, queryOne(e.app, SQL, { checks: 0, checksInWindow: 0, overdue: 0 }, values));
}
