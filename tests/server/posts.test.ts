import { beforeAll, describe, expect, test } from 'vitest';
import type { TaskSent } from '../../src/core/patrol/task-payloads.ts';
import { city, id } from './city.ts';
import { rowOf, send, totalOf } from './door.ts';
import { draft, found, newId, sha256, strikeOf } from './drafts.ts';
import { startServer, type Client, type Reply, type TestServer } from './harness.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.now();

/** An account whose only dated post lies in the past, and one that has been moved before anybody kept posts. */
const cityOfPosts = {
  ...city,
  posts: [
    {
      id: id('pastpost'),
      user: id('eastofficer'),
      title: '区督导组 抽调督导员',
      role: 'inspector',
      group: id('grouptwo'),
      fromAt: START - 2 * DAY,
      untilAt: START - DAY,
    },
  ],
};

let server: TestServer;
let admin: Client;
let root: Client;

beforeAll(async () => {
  server = await startServer({ city: cityOfPosts });
  admin = await server.as('admin');
  root = await server.as('root');
});

const change = async (name: string, to: object): Promise<void> => {
  const reply = await root.send('PATCH', `/api/collections/users/records/${id(name)}`, to);
  expect(reply.status, reply.text).toBe(200);
};
/** A finding that was made so long ago. */
const findingOf = (agoMs: number, more: object = {}) =>
  found(newId(), { foundAt: Date.now() - agoMs }, { deviceAt: Date.now() - agoMs, ...more });
const answer = (reply: Reply): unknown[] => [reply.status, reply.body.data?.key ?? reply.body.role];

describe('rights are those of the time of the deed', () => {
  test('who left the post before the receipt still delivers what he did in it, with its photo, and nothing later', async () => {
    const inspector = await server.as('inspector');
    const bytes = Buffer.concat([
      Buffer.from(
        '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
        'base64',
      ),
    ]);
    const photo = { id: newId(), sha256: sha256(bytes) };
    const before = findingOf(HOUR, { photos: [photo] });
    await change('inspector', { role: 'discipline', group: '' });

    const reply = await send(inspector, before);
    expect(answer(reply)).toEqual([200, 'inspector']);
    expect(await rowOf(server, 'problems', before.subjectId)).toMatchObject({
      foundBy: inspector.id,
      group: id('groupone'),
    });
    const form = new FormData();
    const fields = { ...photo, event: before.id, phase: 'before', by: inspector.id };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), 'a.jpg');
    const uploaded = await inspector.send('POST', '/api/collections/photos/records', form);
    expect([uploaded.status, uploaded.body.verified], uploaded.text).toEqual([200, true]);
    expect(answer(await send(inspector, findingOf(0)))).toEqual([403, 'server_not_your_task']);
    // Sent again, after the post: the stored event.
    expect((await send(inspector, before)).body.replay).toBe(true);
  });

  test('who came into the post before the receipt gains no right for what was done before', async () => {
    const officer = await server.as('regulator');
    const before = findingOf(HOUR);
    await change('regulator', { role: 'inspector', group: id('groupone') });
    expect(answer(await send(officer, before))).toEqual([403, 'server_not_your_task']);
    expect((await rowOf(server, 'problems', before.subjectId)).status).toBe(404);
    expect(answer(await send(officer, findingOf(0)))).toEqual([200, 'inspector']);
  });

  test('a task is one’s own by the group of then, in both directions', async () => {
    const dispatcher = await server.as('dispatcher');
    const mover = await server.as('otherinspector');
    const taskOf = async (more: Partial<TaskSent>): Promise<string> => {
      const task = newId();
      const reply = await send(dispatcher, draft('task.sent', task, strikeOf(more)));
      expect(reply.status, reply.text).toBe(200);
      return task;
    };
    const [old, fresh] = [await taskOf({ group: id('grouptwo') }), await taskOf({ group: id('groupone') })];
    const then = Date.now();
    await change('otherinspector', { group: id('groupone') });
    const accept = (task: string, deviceAt: number) =>
      send(mover, draft('task.accepted', task, {}, { seen: 1, deviceAt }));
    expect((await accept(fresh, then)).status).toBe(403);
    expect((await accept(old, Date.now())).status).toBe(403);
    expect((await accept(old, then)).status).toBe(200);
    expect((await accept(fresh, Date.now())).status).toBe(200);
  });

  test('0.01 a secondment counts in its time; when it is over the rights are gone, and the history keeps the name of the post', async () => {
    const officer = await server.as('eastofficer');
    const within = await send(officer, findingOf(1.5 * DAY));
    expect(answer(within)).toEqual([200, 'inspector']);
    expect(answer(await send(officer, findingOf(3 * DAY)))).toEqual([403, 'server_no_post_then']);
    expect(answer(await send(officer, findingOf(0)))).toEqual([403, 'server_no_post_then']);
    const kept = await rowOf(server, 'events', String(within.body.id));
    expect(kept['post']).toBe('区督导组 抽调督导员');
  });

  test('every change of the account is a dated post without a gap, however it is made; the telephone makes none', async () => {
    await change('gridofficer', { phone: '123' });
    expect(await totalOf(server, 'posts', `user = '${id('gridofficer')}'`)).toBe(0);
    await change('gridofficer', { territory: id('towneast') });
    await (
      await server.as('root')
    ).send('PATCH', `/api/collections/users/records/${id('gridofficer')}`, {
      role: 'town',
    });
    const filter = encodeURIComponent(`user = '${id('gridofficer')}'`);
    const { items } = (await admin.get(`/api/collections/posts/records?filter=${filter}&sort=fromAt,untilAt`))
      .body;
    expect(items.map((each: { role: string; territory: string }) => [each.role, each.territory])).toEqual([
      ['grid_officer', id('townwest')],
      ['grid_officer', id('towneast')],
      ['town', id('towneast')],
    ]);
    expect([items[0].fromAt, items[2].untilAt]).toEqual([0, 0]);
    expect([items[0].untilAt, items[1].untilAt]).toEqual([items[1].fromAt, items[2].fromAt]);
  });
});
