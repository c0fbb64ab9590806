import { message } from '../../core/message.ts';
import { refuse } from '../http/refuse.ts';
import { tick, tickQuietly } from '../jobs/tick.ts';
import { queryAll, type RequestEvent } from '../pb.ts';
import { hasRole, refusesMap, sendJson } from './http-body.ts';

/** The tick comes every minute; an older one means that the server has only just started. */
const OLD_MS = 120_000;

/** GET /api/sf/now: the last tick as a Snapshot; right after a start it is made first. */
export function now(e: RequestEvent): void {
  if (refusesMap(e)) return;
  const read = (): { at: number; body: string } | undefined =>
    queryAll(e.app, "SELECT at, body FROM snapshots WHERE key = 'now'", { at: 0, body: '' })[0];
  let row = read();
  if (!row || Date.now() - row.at > OLD_MS) {
    tickQuietly(e.app, { poll: true });
    row = read();
  }
  sendJson(e, 200, row?.body ?? EMPTY);
}

/** POST /api/sf/tick: one round at once, for administrators and tests; answers what it did. */
export function tickNow(e: RequestEvent): void {
  if (!hasRole(e, 'admin')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  sendJson(e, 200, tick(e.app, { poll: true, learn: true }));
}

const EMPTY = JSON.stringify({
  at: 0,
  rev: 0,
  stations: [],
  zones: [],
  suggestions: [],
  feeds: [],
  flags: [],
  regional: null,
  mobile: [],
  sightings: [],
});
