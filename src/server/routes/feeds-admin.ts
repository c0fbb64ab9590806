import { PROBLEM_CATEGORIES } from '../../core/casework/problem-categories.ts';
import { message } from '../../core/message.ts';
import { uuidv7 } from '../../core/ids.ts';
import { refuse } from '../http/refuse.ts';
import { host, queryAll, type App, type RequestEvent } from '../pb.ts';
import { hasRole, pathValue, readBody, sendJson } from './http-body.ts';

const MOST_BYTES = 10_000;
const TOKEN_LENGTH = 40;

/** POST /api/sf/feeds {code, name, alarmCategory?}: a feed for stations and devices that push; alarms become cases of that category. Its token is in this answer and nowhere else. */
export function makeFeed(e: RequestEvent): void {
  if (!hasRole(e, 'admin')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  const { code, name, alarmCategory = '' } = read(e);
  if (typeof code !== 'string' || !/^[a-z0-9][a-z0-9_-]{1,39}$/.test(code))
    return refuse(e, 400, 'invalid', message('admin_feeds_code_shape'));
  if (typeof name !== 'string' || name.trim() === '' || name.length > 80)
    return refuse(e, 400, 'invalid', message('admin_feeds_name_shape'));
  const category = PROBLEM_CATEGORIES.find((each) => each === alarmCategory);
  if (alarmCategory !== '' && !category)
    return refuse(e, 400, 'invalid', message('admin_categories_unknown', { code: String(alarmCategory) }));
  if (queryAll(e.app, 'SELECT id FROM feeds WHERE code = {:code}', { id: '' }, { code }).length > 0)
    return refuse(e, 409, 'conflict', message('admin_feeds_code_taken', { code }));
  const token = host.randomString(TOKEN_LENGTH);
  const id = uuidv7(Date.now(), Math.random);
  run(
    e.app,
    "INSERT INTO feeds (id, code, name, kind, state, tokenHash, config) VALUES ({:id}, {:code}, {:name}, 'push', 'waiting', {:hash}, {:config})",
    {
      id,
      code,
      name: name.trim(),
      hash: host.sha256(token),
      config: JSON.stringify(category ? { alarmCategory: category } : {}),
    },
  );
  sendJson(e, 200, { id, code, token });
}

/** POST /api/sf/feeds/{id}/token: a new token; the one before stops working at once. */
export function renewFeedToken(e: RequestEvent): void {
  const feed = known(e);
  if (!feed) return;
  if (feed.kind !== 'push') return refuse(e, 400, 'invalid', message('admin_feeds_not_push'));
  const token = host.randomString(TOKEN_LENGTH);
  run(e.app, 'UPDATE feeds SET tokenHash = {:hash} WHERE id = {:id}', {
    hash: host.sha256(token),
    id: feed.id,
  });
  sendJson(e, 200, { id: feed.id, code: feed.code, token });
}

/** POST /api/sf/feeds/{id}/exchange {on}: whether the token of a push feed may exchange cases. */
export function allowExchange(e: RequestEvent): void {
  const feed = known(e);
  if (!feed) return;
  if (feed.kind !== 'push') return refuse(e, 400, 'invalid', message('admin_feeds_not_push'));
  const { on } = read(e);
  if (typeof on !== 'boolean') return refuse(e, 400, 'invalid', message('admin_feeds_on_or_off'));
  const before = "iif(json_type(config) = 'object', config, '{}')";
  const sql = on
    ? `UPDATE feeds SET config = json_set(${before}, '$.exchange', json('true')) WHERE id = {:id}`
    : `UPDATE feeds SET config = json_remove(${before}, '$.exchange') WHERE id = {:id}`;
  run(e.app, sql, { id: feed.id });
  sendJson(e, 200, { id: feed.id, on });
}

/** POST /api/sf/feeds/{id}/switch {on}: a feed that is off is neither asked nor listened to; what it brought stays. */
export function switchFeed(e: RequestEvent): void {
  const feed = known(e);
  if (!feed) return;
  const { on } = read(e);
  if (typeof on !== 'boolean') return refuse(e, 400, 'invalid', message('admin_feeds_on_or_off'));
  const sql = on
    ? "UPDATE feeds SET state = 'waiting', pausedUntil = 0 WHERE id = {:id} AND state = 'off'"
    : "UPDATE feeds SET state = 'off' WHERE id = {:id}";
  run(e.app, sql, { id: feed.id });
  sendJson(e, 200, { id: feed.id, on });
}

/** The feed of the address, for admins; answers itself otherwise. */
function known(
  e: RequestEvent,
): { readonly id: string; readonly code: string; readonly kind: string } | null {
  if (!hasRole(e, 'admin')) {
    refuse(e, 403, 'forbidden', message('admin_admins_only'));
    return null;
  }
  const id = pathValue(e, 'id');
  const [feed] = queryAll(
    e.app,
    'SELECT id, code, kind FROM feeds WHERE id = {:id}',
    { id: '', code: '', kind: '' },
    { id },
  );
  if (!feed) refuse(e, 404, 'not_found', message('admin_feeds_unknown'));
  return feed ?? null;
}

function read(e: RequestEvent): Readonly<Record<string, unknown>> {
  try {
    const body = JSON.parse(readBody(e, MOST_BYTES) ?? '') as unknown;
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function run(app: App, sql: string, values: Record<string, unknown>): void {
  app.db().newQuery(sql).bind(values).execute();
}
