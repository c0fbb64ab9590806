import { refuse } from './refuse.ts';
import type { RequestEvent } from '../pb.ts';

/** Larger than any photo or push; imports are cut into pieces by the sender. */
const MAX_BODY_BYTES = 40_000_000;

/** Refuses a body by its announced length, before a byte of it is read. Backups are uploaded by superusers. */
export function bodyLimit(e: RequestEvent): void {
  if (e.request.contentLength > MAX_BODY_BYTES && !e.request.url.path.startsWith('/api/backups')) {
    refuse(e, 413, 'too_large', {
      key: 'server_body_too_large',
      params: { size: Math.round(e.request.contentLength / 1e6), limit: MAX_BODY_BYTES / 1e6 },
    });
    return;
  }
  e.next();
}
