import PocketBase from 'pocketbase';
import { learnClockOffset } from './server-clock.ts';

/** The one connection to the server that also served this page. */
export const client = new PocketBase(globalThis.location?.origin ?? 'http://127.0.0.1:8090');

// Two lists may be asked for at once by different panels: the SDK must not cancel one for the other.
client.autoCancellation(false);

// What changes something is answered by no cache: only there the server's date is of now.
client.beforeSend = (_, options) =>
  (options.method ?? 'GET') === 'GET' ? {} : { options: { ...options, fetch: timed } };

async function timed(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const asked = Date.now();
  const answer = await fetch(input, init);
  learnClockOffset(answer.headers.get('Date'), asked, Date.now());
  return answer;
}
