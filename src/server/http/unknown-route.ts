import { refuse } from './refuse.ts';
import type { RequestEvent } from '../pb.ts';

/** A mistyped address below /api/ must not be answered with the page. */
export function unknownRoute(e: RequestEvent): void {
  refuse(e, 404, 'not_found', {
    key: 'server_no_such_address',
    params: { path: e.request.url.path.slice(0, 200) },
  });
}
