import type { Message } from '../../core/message.ts';
import type { RequestEvent } from '../pb.ts';
import { securityHeaders } from './security-headers.ts';

/** The one shape of a refusal: `message` is the key, as PocketBase's clients expect text there; `data` has the rest. */
export function refuse(
  e: RequestEvent,
  status: number,
  code: string,
  reason: Message,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const data = { key: reason.key, params: reason.params ?? {}, ...more };
  sendJson(e, status, { status, code, message: reason.key, data });
}

/** JSON with its keys in order; the engine's own `json` shuffles those of plain objects. */
export function sendJson(e: RequestEvent, status: number, body: unknown): void {
  securityHeaders(e);
  e.response.header().set('Content-Type', 'application/json');
  e.string(status, JSON.stringify(body));
}
