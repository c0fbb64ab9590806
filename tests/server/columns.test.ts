import { beforeAll, describe, expect, test } from 'vitest';
import { COLUMN_HANDLINGS, COLUMN_STATES, RECORD_BYTES } from '../../src/core/columns/layout.ts';
import { id } from './city.ts';
import { draft, found } from './drafts.ts';
import { rulesCity } from './rules-city.ts';
import { startServer, type Client, type TestServer } from './harness.ts';

const EVENTS = '/api/collections/events/records';

let server: TestServer;
let leader: Client;

interface Records {
  readonly status: number;
  readonly etag: string;
  readonly view: DataView;
  readonly count: number;
}

async function ask(since: number, headers: Record<string, string> = {}): Promise<Records> {
  const response = await fetch(`${server.url}/api/sf/columns?since=${since}`, {
    headers: { Authorization: leader.token, ...headers },
  });
  const view = new DataView(await response.arrayBuffer());
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    view,
    count: view.byteLength / RECORD_BYTES,
  };
}

beforeAll(async () => {
  server = await startServer();
  leader = await server.as('leader');
});

describe('the columns of all problems', () => {
  test('a finding is in them at once, a change comes again with a higher counter', async () => {
    const inspector = await server.as('inspector');
    const event = found();
    expect((await inspector.send('POST', EVENTS, event)).status).toBe(200);
    const first = await ask(0);
    expect(first.count).toBe(1);
    expect(first.view.getUint32(0)).toBe(Math.round((113.55 + 180) * 1e6));
    expect(first.view.getUint32(4)).toBe(Math.round((34.85 + 90) * 1e6));
    const bits = first.view.getUint8(17);
    expect([bits & 3, COLUMN_HANDLINGS[(bits >> 2) & 3], COLUMN_STATES[bits >> 4]]).toEqual([
      1,
      'undecided',
      'found',
    ]);
    const row = first.view.getUint32(24);
    const change = first.view.getUint32(28);

    const keys = (await leader.get('/api/sf/columns/keys')).body;
    expect(keys.category).toContainEqual([first.view.getUint8(16), 'dust.bare_soil']);
    expect(keys.town).toContainEqual([first.view.getUint8(18), id('townwest')]);
    expect((await leader.get(`/api/sf/columns/keys?rows=${row},99`)).body).toEqual({
      problem: [[row, event.subjectId]],
    });

    expect((await ask(change)).count).toBe(0);
    const dispatcher = await server.as('dispatcher');
    await dispatcher.send(
      'POST',
      EVENTS,
      draft('problem.voided', event.subjectId, { reason: '重复' }, { seen: 1 }),
    );
    const next = await ask(change);
    expect(next.count).toBe(1);
    expect(next.view.getUint32(24)).toBe(row);
    expect(COLUMN_STATES[next.view.getUint8(17) >> 4]).toBe('void');
    expect((await ask(0)).count).toBe(1);
  });

  test('nothing new is 304, something new is not', async () => {
    const { etag } = await ask(0);
    expect((await ask(0, { 'If-None-Match': etag })).status).toBe(304);
    await (await server.as('inspector')).send('POST', EVENTS, found());
    expect((await ask(0, { 'If-None-Match': etag })).status).toBe(200);
  });

  test.each(['inspector', 'regulator', 'town', 'public', '', 'root'])('%s does not get them', async (who) => {
    const client = await server.as(who);
    expect((await client.get('/api/sf/columns?since=0')).status).toBe(403);
    expect((await client.get('/api/sf/columns/keys')).status).toBe(403);
  });

  test('a city loaded from a file is in them', async () => {
    const loaded = await startServer({ city: rulesCity });
    const dispatcher = await loaded.as('dispatcher');
    const reply = await fetch(`${loaded.url}/api/sf/columns`, {
      headers: { Authorization: dispatcher.token },
    });
    const all = rulesCity['problems'] as { readonly id: string }[];
    expect((await reply.arrayBuffer()).byteLength).toBe(all.length * RECORD_BYTES);
    const rows = all.map((_, index) => index + 1).join(',');
    const { problem } = (await dispatcher.get(`/api/sf/columns/keys?rows=${rows}`)).body;
    expect(problem.map((each: [number, string]) => each[1]).sort()).toEqual(
      all.map((each) => each.id).sort(),
    );
  });

  test.each(['-1', 'x', '1.5'])('since=%s is refused', async (since) => {
    expect((await leader.get(`/api/sf/columns?since=${since}`)).status).toBe(400);
  });

  test('rebuild gives the same problems under new counters', async () => {
    const before = await ask(0);
    await server.stop();
    expect(server.command('rebuild').code).toBe(0);
    await server.restart();
    const after = await ask(0);
    expect(after.count).toBe(before.count);
    const rows = ({ view, count }: Records): number[] =>
      Array.from({ length: count }, (_, n) => view.getUint32(n * RECORD_BYTES + 24)).sort((a, b) => a - b);
    expect(rows(after)).toEqual(rows(before));
    expect(after.view.getUint32(28)).toBeGreaterThan(
      before.view.getUint32((before.count - 1) * RECORD_BYTES + 28),
    );
  });
});
