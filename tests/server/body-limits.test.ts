import { request } from 'node:http';
import { ClientResponseError } from 'pocketbase';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusalIn } from '../../src/api/events.ts';
import { say } from '../../src/text/say.ts';
import { airCity, TOKEN } from './air-city.ts';
import { startServer, type TestServer } from './harness.ts';

const MB = 1_000_000;
const EVERYTHING = ['readings', 'wind', 'batches', 'events', 'photos', 'problems'];

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ city: airCity });
});

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Sends all of it, in chunks without a declared length when wanted, and then reads the answer; a cut line is an error. */
async function post(path: string, by: string, bytes: number, chunked = false): Promise<Answer> {
  const authorization = by === 'logger' ? `Bearer ${TOKEN}` : (await server.as(by)).token;
  const headers = {
    'Content-Type': 'application/json',
    Authorization: authorization,
    ...(chunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': String(bytes) }),
  };
  return new Promise((done, fail) => {
    const sent = request(`${server.url}${path}`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, body: JSON.parse(text) as Answer['body'] }),
      );
    });
    sent.on('error', fail);
    // No JSON from its second byte on: what is short enough is refused at once.
    const piece = Buffer.alloc(MB, '{');
    for (let left = bytes; left > 0; left -= MB) sent.write(piece.subarray(0, Math.min(left, MB)));
    sent.end();
  });
}

async function counts(): Promise<number[]> {
  const root = await server.as('root');
  const replies = await Promise.all(
    EVERYTHING.map((each) => root.get(`/api/collections/${each}/records?perPage=1`)),
  );
  return replies.map((each) => each.body.totalItems as number);
}

const TABLES = [
  ['push', '/api/sf/push/logger', 'logger', 32],
  ['import', '/api/sf/import', 'admin', 32],
  ['city-import', '/api/sf/city-import', 'admin', 32],
  ['exchange', '/api/sf/exchange', 'dispatcher', 4],
] as const;

describe('6 a body of 50 MB is refused with 413', () => {
  test.each(TABLES)('%s says so with its limit, and nothing is stored', async (_, path, by, limit) => {
    const before = await counts();
    const { status, body } = await post(path, by, 50 * MB);
    expect([status, body['message'], body['data']]).toEqual([
      413,
      'admin_feed_body_too_large',
      { key: 'admin_feed_body_too_large', params: { limit } },
    ]);
    expect(say({ key: 'admin_feed_body_too_large', params: { limit } })).toContain(`${limit} MB`);
    expect(await counts()).toEqual(before);
    expect((await (await server.as('')).get('/api/health')).status).toBe(200);
  });

  test.each(TABLES)(
    '%s: a byte over its limit is too much, also without a declared length',
    async (...door) => {
      const [, path, by, limit] = door;
      for (const chunked of [false, true]) {
        const over = await post(path, by, limit * MB + 1, chunked);
        expect([over.status, over.body['message']]).toEqual([413, 'admin_feed_body_too_large']);
        const full = await post(path, by, limit * MB, chunked);
        expect([full.status, full.body['message']]).not.toEqual([413, 'admin_feed_body_too_large']);
        expect(full.status).toBe(400);
      }
    },
  );

  // PocketBase refuses a record before any of our code sees it: the sentence is the screen's.
  // For photos it leaves room for a clip.
  test.each([
    ['events', 50],
    ['photos', 80],
  ])('%s: the screen says it in its own words', async (collection, size) => {
    const before = await counts();
    const path = `/api/collections/${collection}/records`;
    const answer = await post(path, 'inspector', size * MB).catch((error: unknown) => error as Error);
    // It answers while it is still being sent to, and closes: then the sender sees a cut line.
    if (answer instanceof Error) expect(String(answer)).toMatch(/EPIPE|ECONNRESET|socket hang up/);
    const short = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: new Uint8Array(size * MB),
    });
    expect(short.status).toBe(413);
    const error = new ClientResponseError({ status: 413, response: await short.json() });
    expect(refusalIn(error)?.reason).toEqual({ key: 'server_record_too_large' });
    expect(await counts()).toEqual(before);
  });
});
