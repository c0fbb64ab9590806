import { message } from '../../core/message.ts';
import { readExchange } from '../../core/exchange/read-exchange.ts';
import { SYSTEM } from '../events/append.ts';
import { authorOf } from '../events/on-create.ts';
import { EXCHANGE_OUTCOMES, storeExchange, type ExchangedCase } from '../exchange/store-exchange.ts';
import { readFeeds } from '../feeds/feed-rows.ts';
import { refuse } from '../http/refuse.ts';
import { tokenFits } from '../http/token-fits.ts';
import type { RequestEvent } from '../pb.ts';
import { hasRole, sendJson, takeBody } from './http-body.ts';

const MOST_BYTES = 4_000_000;

/**
 * POST /api/sf/exchange[?dry=1]: cases from the city's digital-management centre, or of our own come back, as JSON or CSV in GB/T 30428
 * terms (core/exchange). By a dispatcher, or by the centre itself with the token of a push feed that an administrator lets exchange.
 * Answers what became of each, our number and state beside theirs; the same cases again change nothing.
 */
export function exchangeCases(e: RequestEvent): void {
  const header = e.request.header.get('Authorization');
  const feed = readFeeds(e.app, 'push').find((each) => tokenFits(header, each.tokenHash));
  const author = hasRole(e, 'dispatcher') ? authorOf(e.auth) : feed?.config.exchange === true ? SYSTEM : null;
  if (!author) {
    const reason = feed
      ? message('server_exchange_not_this_feed', { code: feed.code })
      : message('server_exchange_rights');
    return refuse(e, 403, 'forbidden', reason);
  }
  const body = takeBody(e, MOST_BYTES);
  if (body === null) return;
  if (body.includes('\uFFFD')) return refuse(e, 400, 'malformed', message('admin_feed_not_utf8'));
  const read = readExchange(body);
  if (!read.ok) return refuse(e, 400, 'malformed', read.error);
  const dry = e.request.url.query().get('dry') === '1';
  const cases = storeExchange(e.app, read.value, author, dry);
  sendJson(e, 200, { dry, counts: countsOf(cases), cases });
}

function countsOf(cases: readonly ExchangedCase[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    EXCHANGE_OUTCOMES.map((outcome) => [outcome, cases.filter((each) => each.outcome === outcome).length]),
  );
}
