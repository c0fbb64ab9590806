import { ClientResponseError } from 'pocketbase';
import { client } from './client.ts';
import { keeping } from './keeping.ts';

/**
 * GET of one of the product's own routes; `kept` names a question that a tablet answers without network too (see `keeping`). Throws the
 * SDK's ClientResponseError (status 0 = no network).
 */
export async function fetchJson<T>(
  path: string,
  query: Readonly<Record<string, string | number>> = {},
  kept = '',
): Promise<T> {
  return client.send<T>(path, { method: 'GET', query, ...(kept === '' ? {} : { fetch: keeping(kept) }) });
}

/** True when the request never reached the server, as against being refused by it. */
export function isOffline(error: unknown): boolean {
  return error instanceof ClientResponseError && error.status === 0 && !error.isAbort;
}

/** True when the server says that this person may not see it. */
export function isForbidden(error: unknown): boolean {
  return (
    error instanceof ClientResponseError &&
    (error.status === 401 || error.status === 403 || error.status === 404)
  );
}
