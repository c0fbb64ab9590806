import { message } from '../../core/message.ts';
import { seesMap } from '../../core/roles.ts';
import { refuse } from '../http/refuse.ts';
import { host, type RequestEvent } from '../pb.ts';

/** A part of the path in braces. */
export function pathValue(e: RequestEvent, name: string): string {
  return (e.request as unknown as { pathValue(name: string): string }).pathValue(name);
}

/**
 * The request's body as text; null, and answered, when it broke off (400) or is longer than it may be (413, with the limit in it).
 * For routes that lift PocketBase's own limit, whose refusal would name neither a key nor a size.
 */
export function takeBody(e: RequestEvent, mostBytes: number): string | null {
  const { body, contentLength } = e.request as unknown as { body: unknown; contentLength: number };
  if (contentLength > mostBytes) {
    readAway(body, contentLength);
    return refuseTooLarge(e, mostBytes);
  }
  try {
    // Not by its declared length: what comes in chunks declares none.
    const bytes = host.toBytes(body, mostBytes + 1);
    return bytes.length > mostBytes ? refuseTooLarge(e, mostBytes) : host.toString(bytes);
  } catch {
    refuse(e, 400, 'malformed', message('admin_feed_body_cut'));
    return null;
  }
}

function refuseTooLarge(e: RequestEvent, mostBytes: number): null {
  refuse(e, 413, 'too_large', message('admin_feed_body_too_large', { limit: mostBytes / 1e6 }));
  return null;
}

const MOST_READ_AWAY = 64_000_000;
const PIECE = 1_000_000;

/** Most senders look for an answer only when they have sent all of it; who sends more than this sees the line cut. */
function readAway(body: unknown, length: number): void {
  try {
    for (let left = Math.min(length, MOST_READ_AWAY); left > 0; left -= PIECE)
      host.toBytes(body, Math.min(left, PIECE));
  } catch {
    // Who has gone needs no answer.
  }
}

/** The request's body as text, or null when it broke off or is longer than it may be. */
export function readBody(e: RequestEvent, mostBytes: number): string | null {
  try {
    return host.toString((e.request as unknown as { body: unknown }).body, mostBytes);
  } catch {
    return null;
  }
}

const MOST_JSON_BYTES = 20_000;

/** The request's body as parsed JSON; null when it is none, or longer than what a form sends. */
export function readJson(e: RequestEvent): unknown {
  try {
    return JSON.parse(readBody(e, MOST_JSON_BYTES) ?? '') as unknown;
  } catch {
    return null;
  }
}

/** `e.json` would shuffle the keys on every call. */
export function sendJson(e: RequestEvent, status: number, body: unknown): void {
  e.response.header().set('Content-Type', 'application/json');
  e.string(status, typeof body === 'string' ? body : JSON.stringify(body));
}

/** Answers and says true when whoever asks does not see the office's map; the rules of the collections behind it say the same. */
export function refusesMap(e: RequestEvent): boolean {
  const role = roleOf(e);
  if (e.hasSuperuserAuth() || seesMap(role)) return false;
  if (isStaff(e)) refuse(e, 403, 'forbidden', message('server_not_on_map'));
  else refuse(e, 401, 'unauthorized', message('admin_sign_in_first'));
  return true;
}

/** Whether somebody is signed in who works here: everybody but the public. */
export function isStaff(e: RequestEvent): boolean {
  return e.hasSuperuserAuth() || !['', 'public'].includes(roleOf(e));
}

export function hasRole(e: RequestEvent, ...roles: readonly string[]): boolean {
  return e.hasSuperuserAuth() || (e.auth !== null && roles.includes(e.auth.getString('role')));
}

function roleOf(e: RequestEvent): string {
  return e.auth?.collection().name === 'users' ? e.auth.getString('role') : '';
}
