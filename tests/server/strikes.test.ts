import { beforeAll, describe, expect, test } from 'vitest';
import type { EventDraft } from '../../src/core/casework/events.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, found, newId, strikeOf } from './drafts.ts';
import { startServer, type Client, type Json, type TestServer } from './harness.ts';

let server: TestServer;
let inspector: Client;
let dispatcher: Client;

const row = (collection: string, key: string): Promise<Json> => rowOf(server, collection, key);

beforeAll(async () => {
  server = await startServer();
  inspector = await server.as('inspector');
  dispatcher = await server.as('dispatcher');
});

describe('a strike', () => {
  const visit = (task: string, source: string, result: 'found' | 'nothing', seen: number): EventDraft =>
    draft(
      'task.visited',
      task,
      {
        source: id(source),
        result,
        at: Date.now(),
        place: { lng: 113.55, lat: 34.85, accuracyM: 5, by: 'gps', reason: '' },
        note: '',
      },
      { seen },
    );

  test('0.15 is sent with its frozen zone, visited, and ends only when its problems are decided', async () => {
    const task = newId();
    const strike = strikeOf({ suggestion: id('suggestion') });
    const sent = await send(dispatcher, draft('task.sent', task, strike));
    expect(sent.status, sent.text).toBe(200);
    expect(await row('tasks', task)).toMatchObject({
      state: 'sent',
      rev: 1,
      zone: strike.zone?.id,
      group: id('groupone'),
    });
    const zone = await row('zones', strike.zone!.id);
    expect(zone).toMatchObject({ state: 'frozen', outcome: 'open', inputs: { settings: 'as they were' } });
    expect(await row('suggestions', id('suggestion'))).toMatchObject({ state: 'confirmed', task });

    const twice = await send(
      dispatcher,
      draft('task.sent', newId(), strikeOf({ suggestion: id('suggestion') })),
    );
    expect([twice.status, twice.body.data.key]).toEqual([409, 'server_suggestion_is_confirmed']);

    const foreign = await send(
      await server.as('otherinspector'),
      draft('task.accepted', task, {}, { seen: 1 }),
    );
    expect(foreign.body.data.key).toBe('server_not_your_group');
    expect((await send(inspector, draft('task.accepted', task, {}, { seen: 1 }))).status).toBe(200);
    expect((await send(inspector, draft('task.started', task, {}, { seen: 2 }))).status).toBe(200);

    // Two people of one group on stale copies: different targets merge, the same one is for them to settle.
    const officer = await server.as('gridofficer');
    const [one, two] = await Promise.all([
      send(inspector, visit(task, 'sitewest', 'found', 3)),
      send(officer, visit(task, 'yardwest', 'nothing', 3)),
    ]);
    expect([one.status, two.status]).toEqual([200, 200]);
    const again = await send(officer, visit(task, 'sitewest', 'nothing', 3));
    expect([again.status, again.body.data.key]).toEqual([409, 'server_changed_meanwhile']);
    expect(again.body.data.fields).toEqual([`target ${id('sitewest')}`]);
    expect((await row('tasks', task)).targets.map((each: Json) => each.state)).toEqual(['found', 'nothing']);
    expect(await row('inspections', one.body.id)).toMatchObject({ source: id('sitewest'), result: 'found' });
    expect(await row('sources', id('yardwest'))).toMatchObject({ checks: 1, hits: 0 });

    const problem = newId();
    expect((await send(inspector, found(problem, { task, origin: 'strike' }))).status).toBe(200);
    const early = await send(inspector, draft('task.done', task, { note: '' }, { seen: 5 }));
    expect(early.body.data).toMatchObject({ key: 'server_strike_has_undecided', params: { count: 1 } });
    const order = { unit: id('housing'), orderNo: '', deadlineAt: Date.now() + 3_600_000, note: '' };
    expect((await send(dispatcher, draft('problem.assigned', problem, order, { seen: 1 }))).status).toBe(200);
    const done = await send(inspector, draft('task.done', task, { note: '' }, { seen: 5 }));
    expect(done.status, done.text).toBe(200);
    expect((await row('tasks', task)).state).toBe('done');
    expect(await row('zones', strike.zone!.id)).toMatchObject({ outcome: 'found', rev: 1 });
  });

  test('0.22 keeps the stations downwind of its route, as the sender was warned', async () => {
    const task = newId();
    const warned = [{ station: id('station'), distanceM: 900, travelMin: 6, sources: [id('sitewest')] }];
    const sent = await send(dispatcher, draft('task.sent', task, strikeOf({ warned })));
    expect(sent.status, sent.text).toBe(200);
    expect((await row('tasks', task)).warned).toEqual(warned);
  });

  test('is taken back while nobody accepted it, and its suggestion opens again', async () => {
    const task = newId();
    expect((await send(dispatcher, draft('task.sent', task, strikeOf()))).status).toBe(200);
    expect((await send(dispatcher, draft('task.recalled', task, { reason: '' }, { seen: 1 }))).status).toBe(
      200,
    );
    expect((await row('tasks', task)).state).toBe('cancelled');
    const late = await send(inspector, draft('task.accepted', task, {}, { seen: 1 }));
    expect([late.status, late.body.data.key]).toEqual([409, 'server_changed_meanwhile']);
  });
});

describe('sources and areas', () => {
  test('1.44 a heap of sand without a name is registered by a tap and found by its place', async () => {
    const heap = newId();
    const place = { lng: 113.53, lat: 34.82, accuracyM: null, by: 'pin', reason: '点选' } as const;
    const reply = await send(
      inspector,
      draft('source.registered', heap, { kind: 'unnamed', name: '', place, note: '' }),
    );
    expect(reply.status, reply.text).toBe(200);
    expect(await row('sources', heap)).toMatchObject({
      name: '',
      kind: 'unnamed',
      town: id('townwest'),
      village: id('villagewest'),
      cell: id('cellwest'),
    });
  });

  test('changes of different fields merge, of the same field ask', async () => {
    const key = id('siteeast');
    const change = (changes: object): EventDraft =>
      draft('source.updated', key, { changes, reason: '' }, { seen: 0 });
    expect((await send(dispatcher, change({ card: 'red' }))).status).toBe(200);
    const admin = await server.as('admin');
    expect((await send(admin, change({ leader: '李' }))).status).toBe(200);
    const clash = await send(admin, change({ card: 'green' }));
    expect([clash.status, clash.body.data.fields]).toEqual([409, ['card']]);
    expect(await row('sources', key)).toMatchObject({ card: 'red', leader: '李', rev: 2 });
  });

  test('1.54 a wider area keeps the old one for old reports', async () => {
    const force = id('force');
    const first = Date.now() - 60_000;
    const area = (from: number, radiusM: number, seen: number): EventDraft =>
      draft('group.area_changed', force, { from, radiusM, polygon: null, reason: '' }, { seen });
    expect((await send(dispatcher, area(first, 3000, 0))).status).toBe(200);
    expect((await send(dispatcher, area(first + 30_000, 5000, 1))).status).toBe(200);
    const { areas } = await row('groups', force);
    expect(areas).toEqual([
      { from: first, until: first + 30_000, radiusM: 3000, polygon: null },
      { from: first + 30_000, until: null, radiusM: 5000, polygon: null },
    ]);
  });
});
