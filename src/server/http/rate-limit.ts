import { message } from '../../core/message.ts';
import type { RequestEvent } from '../pb.ts';
import { changeStored } from './change-stored.ts';
import { refuse } from './refuse.ts';

/** How often one address may do something. */
export interface RateLimit {
  readonly name: string;
  readonly most: number;
  readonly windowS: number;
}

/** Addresses remembered for one limit; when there are more, the ones counted first are forgotten, so that a flood takes no memory. */
const MOST_ADDRESSES = 5_000;

/** Requests of an address since an instant (s), the oldest first. */
type Counts = readonly (readonly [address: string, count: number, since: number])[];

/** Counts this request; true, and answered with 429 and Retry-After, when the address has had its share of the window. */
export function isTooOften(e: RequestEvent, { name, most, windowS }: RateLimit): boolean {
  const now = Math.floor(Date.now() / 1000);
  const address = e.realIP();
  let mine = { count: 0, since: now };
  changeStored(e.app, `rate ${name}`, (all: Counts) => {
    const fresh = all.filter(([, , since]) => now - since < windowS);
    const [, count = 0, since = now] = fresh.find(([each]) => each === address) ?? [];
    mine = { count: count + 1, since };
    const next = [...fresh.filter(([each]) => each !== address), [address, mine.count, since]];
    return next.slice(-MOST_ADDRESSES) as Counts;
  });
  if (mine.count <= most) return false;
  const wait = Math.max(1, mine.since + windowS - now);
  e.response.header().set('Retry-After', String(wait));
  refuse(e, 429, 'too_many', message('server_too_often', { minutes: Math.ceil(wait / 60) }));
  return true;
}
