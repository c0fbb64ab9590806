import { beforeAll, expect, test } from 'vitest';
import { verifyChain } from '../../src/cli/verify.ts';
import { EVENTS, rowOf, send, totalOf } from './door.ts';
import { found } from './drafts.ts';
import { startServer, type Client, type TestServer } from './harness.ts';

let server: TestServer;
let inspector: Client;
beforeAll(async () => {
  server = await startServer();
  inspector = await server.as('inspector');
});

const TABLET = 'tablet/android/chrome';

test('1.59 an event keeps what it was made on, within the chain, beside events that do not say', async () => {
  const [old, made] = [found(), { ...found(), device: TABLET }];
  for (const event of [old, made]) {
    const reply = await send(inspector, event);
    expect(reply.status, reply.text).toBe(200);
  }
  expect((await rowOf(server, 'events', made.id))['device']).toBe(TABLET);
  expect((await rowOf(server, 'events', old.id))['device']).toBe('');
  expect(verifyChain(server.data).faults).toEqual([]);
});

test('a replay is one event; the same id from another sort of device is not', async () => {
  const event = { ...found(), device: TABLET };
  expect((await send(inspector, event)).body.replay).toBe(false);
  expect((await send(inspector, event)).body.replay).toBe(true);
  const other = await send(inspector, { ...event, device: 'computer/windows/edge' });
  expect([other.status, other.body.code]).toEqual([409, 'different']);
});

test.each(['', 'tablet', `${TABLET}/0123456789abcdef`, 'Mozilla/5.0 (Linux; Android 10; K)', 7, ['tablet']])(
  'what is no label is refused, and nothing of the event stays: %s',
  async (device) => {
    const event = found();
    const reply = await inspector.send('POST', EVENTS, { ...event, device });
    expect([reply.status, reply.body.message]).toEqual([400, 'server_field_device']);
    expect(await totalOf(server, 'events', `id = '${event.id}'`)).toBe(0);
  },
);
