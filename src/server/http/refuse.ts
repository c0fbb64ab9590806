import type { Message } from '../../core/message.ts';
import type { RequestEvent } from '../pb.ts';

/** The one shape of a refusal: `message` is the key, as PocketBase's clients expect text there; `data` has the rest. */
export function refuse(
  e: RequestEvent,
  status: number,
  code: string,
  reason: Message,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const data = { key: reason.key, params: reason.params ?? {}, ...more };
  e.response.header().set('Content-Type', 'application/json');
  e.string(status, JSON.stringify({ status, code, message: reason.key, data }));
}
