import { host, type RequestEvent } from '../pb.ts';

/** A part of the path in braces. */
export function pathValue(e: RequestEvent, name: string): string {
  return (e.request as unknown as { pathValue(name: string): string }).pathValue(name);
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

/** Whether somebody is signed in who may see the office's map: everybody but the public. */
export function maySeeMap(e: RequestEvent): boolean {
  return e.hasSuperuserAuth() || (e.auth !== null && !['', 'public'].includes(e.auth.getString('role')));
}

export function hasRole(e: RequestEvent, ...roles: readonly string[]): boolean {
  return e.hasSuperuserAuth() || (e.auth !== null && roles.includes(e.auth.getString('role')));
}
