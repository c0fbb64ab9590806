import { message } from '../../core/message.ts';
import type { RequestEvent } from '../pb.ts';
import { refuse } from './refuse.ts';

/** How often one address may do something. */
export interface RateLimit {
  readonly name: string;
  readonly most: number;
  readonly windowS: number;
}

/** Addresses remembered for one limit; when there are more, all begin anew, so that a flood of them takes no memory. */
const MOST_ADDRESSES = 5_000;

interface Counts {
  readonly since: number;
  readonly byAddress: Record<string, number>;
}

/** Counts this request; true, and answered with 429 and Retry-After, when the address has had its share of the window. */
export function isTooOften(e: RequestEvent, { name, most, windowS }: RateLimit): boolean {
  const now = Math.floor(Date.now() / 1000);
  const counts = read(e, name, now, windowS);
  const address = e.realIP();
  const count = (counts.byAddress[address] ?? 0) + 1;
  if (count > most) {
    const wait = Math.max(1, counts.since + windowS - now);
    e.response.header().set('Retry-After', String(wait));
    refuse(e, 429, 'too_many', message('server_too_often', { minutes: Math.ceil(wait / 60) }));
    return true;
  }
  counts.byAddress[address] = count;
  e.app.store().set(`rate ${name}`, JSON.stringify(counts));
  return false;
}

function read(e: RequestEvent, name: string, now: number, windowS: number): Counts {
  const fresh: Counts = { since: now, byAddress: {} };
  const stored = e.app.store().get(`rate ${name}`);
  if (typeof stored !== 'string') return fresh;
  const counts = JSON.parse(stored) as Counts;
  const over = now - counts.since >= windowS || Object.keys(counts.byAddress).length >= MOST_ADDRESSES;
  return over ? fresh : counts;
}
