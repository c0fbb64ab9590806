import { columnsSqlChunk } from '../../core/columns/layout.ts';
import { columnKeysSql } from '../../core/columns/table-sql.ts';
import { message } from '../../core/message.ts';
import { refuse, sendJson } from '../http/refuse.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { queryAll, queryOne, type RequestEvent } from '../pb.ts';

/** Who sees every problem of the district; the others read their own through the collection. */
const SEES_ALL = ['dispatcher', 'leader', 'admin', 'discipline', 'kiosk'];
const CHUNK_ROWS = 50_000;
const MAX_ROWS_ASKED = 200;

/**
 * GET /api/sf/columns?since=N: records of core/columns/layout that changed after counter N. SQL makes the bytes, so that no row
 * passes through this engine. ETag = last counter: asking again without a change answers 304 without reading a row.
 */
export function columns(e: RequestEvent): void {
  if (!seesAllProblems(e))
    return refuse(e, 403, 'forbidden', message('server_not_your_task', { type: 'columns' }));
  const asked = e.request.url.query().get('since');
  const since = asked === '' ? 0 : Number(asked);
  if (!Number.isInteger(since) || since < 0) {
    return refuse(
      e,
      400,
      'invalid',
      message('server_field_number', { field: 'since', min: 0, max: 2 ** 32 }),
    );
  }
  const { last } = queryOne(e.app, 'SELECT COALESCE(max(change), 0) AS last FROM problem_columns', {
    last: 0,
  });
  const header = e.response.header();
  const etag = `"${since}-${last}"`;
  securityHeaders(e);
  header.set('ETag', etag);
  header.set('Cache-Control', 'private, no-cache');
  if (e.request.header.get('If-None-Match') === etag) return e.noContent(304);

  header.set('Content-Type', 'application/octet-stream');
  e.response.writeHeader(200);
  for (let from = since; ;) {
    const chunk = queryOne(
      e.app,
      columnsSqlChunk,
      { b: '', last: 0, n: 0 },
      { since: from, limit: CHUNK_ROWS },
    );
    if (chunk.n === 0) break;
    e.response.write(chunk.b);
    e.flush();
    from = chunk.last;
  }
}

/** GET /api/sf/columns/keys: what the small numbers stand for; with ?rows=1,2,3 the ids of those problems. */
export function columnKeys(e: RequestEvent): void {
  if (!seesAllProblems(e))
    return refuse(e, 403, 'forbidden', message('server_not_your_task', { type: 'columns' }));
  const asked = e.request.url.query().get('rows');
  if (asked !== '') {
    const rows = asked.split(',').map(Number);
    if (rows.length > MAX_ROWS_ASKED || !rows.every((each) => Number.isInteger(each) && each > 0)) {
      return refuse(
        e,
        400,
        'invalid',
        message('server_field_too_many', { field: 'rows', max: MAX_ROWS_ASKED }),
      );
    }
    const found = queryAll(
      e.app,
      "SELECT n, key FROM column_keys WHERE kind = 'problem' AND n IN (SELECT value FROM json_each({:rows})) ORDER BY n",
      { n: 0, key: '' },
      { rows: JSON.stringify(rows) },
    );
    return sendJson(e, 200, { problem: found.map(({ n, key }) => [n, key]) });
  }
  const keys: Record<string, [number, string][]> = { category: [], town: [], unit: [] };
  for (const { kind, n, key } of queryAll(e.app, columnKeysSql, { kind: '', n: 0, key: '' })) {
    keys[kind]?.push([n, key]);
  }
  sendJson(e, 200, keys);
}

/** Whether all problems of the district may be counted for this person. */
export function seesAllProblems(e: RequestEvent): boolean {
  return e.auth?.collection().name === 'users' && SEES_ALL.includes(e.auth.getString('role'));
}
