import { readFeedback } from '../../core/intake/public-report.ts';
import { isTooOften } from '../http/rate-limit.ts';
import { refuse, sendJson } from '../http/refuse.ts';
import { host, type RequestEvent } from '../pb.ts';
import { readJson } from './http-body.ts';

const LIMIT = { name: 'feedback', most: 10, windowS: 3600 } as const;

/** POST /api/sf/feedback {text, contact, page}: what anybody has to say about the product, for the administrators. */
export function takeFeedback(e: RequestEvent): void {
  if (isTooOften(e, LIMIT)) return;
  const read = readFeedback(readJson(e));
  if (!read.ok) return refuse(e, 400, 'invalid', read.error);
  const by = e.auth?.collection().name === 'users' ? e.auth.id : '';
  e.app.save(
    host.newRecord(e.app.findCollectionByNameOrId('feedback'), { ...read.value, by, at: Date.now() }),
  );
  sendJson(e, 200, { taken: true });
}
