import { beforeAll, describe, expect, test } from 'vitest';
import type { EventDraft } from '../../src/core/casework/events.ts';
import { dateKey } from '../../src/core/china-time.ts';
import { city, id } from './city.ts';
import { EVENTS, rowOf, send, totalOf } from './door.ts';
import { draft, found, newId, photoRef, onSpot } from './drafts.ts';
import { startServer, type Client, type Json, type TestServer } from './harness.ts';

let server: TestServer;
let inspector: Client;
let dispatcher: Client;

const row = (collection: string, key: string): Promise<Json> => rowOf(server, collection, key);
const total = (collection: string, filter: string): Promise<number> => totalOf(server, collection, filter);

beforeAll(async () => {
  server = await startServer();
  inspector = await server.as('inspector');
  dispatcher = await server.as('dispatcher');
});

describe('an event through the one door', () => {
  test('1.59 makes the case, the number and the link of the chain in one go', async () => {
    const event = found();
    const reply = await send(inspector, event);
    expect(reply.status, reply.text).toBe(200);
    expect(reply.body).toMatchObject({ id: event.id, actor: inspector.id, role: 'inspector', replay: false });
    expect(reply.body.hash).toMatch(/^[0-9a-f]{64}$/);
    const problem = await row('problems', event.subjectId);
    expect(problem).toMatchObject({
      state: 'found',
      handling: 'undecided',
      source: id('sitewest'),
      town: id('townwest'),
      cell: id('cellwest'),
      foundBy: inspector.id,
      rev: 1,
    });
    expect(problem.no).toMatch(/^WT-410108-\d{8}-\d{4}$/);
    expect((await row('sources', id('sitewest'))).openProblems).toBeGreaterThan(0);
  });

  test('1.59 the same event ten times at once is one row', async () => {
    const event = found();
    const replies = await Promise.all(Array.from({ length: 10 }, () => send(inspector, event)));
    expect(replies.map((each) => each.status)).toEqual(Array(10).fill(200));
    expect(replies.filter((each) => !each.body.replay)).toHaveLength(1);
    expect(new Set(replies.map((each) => each.body.hash)).size).toBe(1);
    expect(await total('events', `subjectId = '${event.subjectId}'`)).toBe(1);
    expect((await row('problems', event.subjectId)).rev).toBe(1);
  });

  test('another content under the same id is refused with 409, and so is another author', async () => {
    const event = found();
    await send(inspector, event);
    const changed = await send(inspector, { ...event, deviceAt: event.deviceAt - 1 });
    expect([changed.status, changed.body.code]).toEqual([409, 'different']);
    const stranger = await send(dispatcher, event);
    expect([stranger.status, stranger.body.code]).toEqual([409, 'different']);
    expect(await total('events', `subjectId = '${event.subjectId}'`)).toBe(1);
  });

  test('a refused event is kept with its reason, and nothing of it stays elsewhere', async () => {
    const event = found(newId(), {}, { photos: [] });
    const reply = await send(inspector, event);
    expect([reply.status, reply.body.data.key]).toEqual([400, 'server_needs_photo']);
    const kept = await (
      await server.as('root')
    ).get(`/api/collections/refusals/records?filter=${encodeURIComponent(`event = '${event.id}'`)}`);
    expect(kept.body.items).toHaveLength(1);
    expect(kept.body.items[0]).toMatchObject({ actor: inspector.id, reason: { key: 'server_needs_photo' } });
    expect(JSON.parse(kept.body.items[0].draft).id).toBe(event.id);
    expect((await row('problems', event.subjectId)).status).toBe(404);
  });

  test('a refused event is kept whole, however long, and the same id with another content beside it', async () => {
    const kept = async (event: string): Promise<Json[]> => {
      const filter = encodeURIComponent(`event = '${event}'`);
      const root = await server.as('root');
      return (await root.get(`/api/collections/refusals/records?filter=${filter}`)).body.items;
    };
    // Quotes take two characters each in the text of the draft: as long as an event can be.
    const payload = `{"note":"${'\\"'.repeat(499_990)}"}`;
    const event = { ...found(), payload };
    for (const _ of [1, 2]) expect((await send(inspector, event)).status).toBe(400);
    const [one, ...more] = await kept(event.id);
    expect(more).toEqual([]);
    expect(one.draft.length).toBeGreaterThan(1_900_000);
    expect(JSON.parse(one.draft)).toMatchObject({ ...event });
    expect((await send(inspector, { ...event, payload: '{}' })).status).toBe(400);
    expect((await kept(event.id)).map((each) => JSON.parse(each.draft).payload.length).sort()).toEqual([
      2,
      payload.length,
    ]);
  });

  test('an event longer than the door takes is refused with how long it may be; that it came is written', async () => {
    const event = { ...found(), payload: 'x'.repeat(2_200_000) };
    const reply = await send(inspector, event);
    expect([reply.status, reply.body.code, reply.body.data.key]).toEqual([
      413,
      'too_large',
      'server_event_too_large',
    ]);
    expect(reply.body.data.params).toEqual({ size: 2200, limit: 2100 });
    const filter = encodeURIComponent(`event = '${event.id}'`);
    const root = await server.as('root');
    const { items } = (await root.get(`/api/collections/refusals/records?filter=${filter}`)).body;
    expect(items).toMatchObject([
      { actor: inspector.id, reason: { key: 'server_event_too_large' }, draft: '' },
    ]);
  });

  const evidence: [string, Parameters<typeof found>[1], string][] = [
    [
      'a place worse than 50 m',
      { place: { lng: 113.55, lat: 34.85, accuracyM: 80, by: 'gps', reason: '' } },
      'server_place_too_vague',
    ],
    [
      'a pin without its reason',
      { place: { lng: 113.55, lat: 34.85, accuracyM: null, by: 'pin', reason: ' ' } },
      'server_place_needs_reason',
    ],
    ['a source that is in no register', { source: id('nowhere') }, 'server_no_such_source'],
    ['a category that does not exist', { category: 'dust.gold' }, 'server_category_unknown'],
  ];
  test.each(evidence)('evidence: %s is refused', async (_, more, key) => {
    const reply = await send(inspector, found(newId(), more));
    expect([reply.status, reply.body.data.key]).toEqual([400, key]);
  });

  test('a misspelt field is named, not dropped', async () => {
    const event = found();
    const payload = JSON.stringify({ ...JSON.parse(event.payload), foto: 1 });
    const reply = await send(inspector, { ...event, payload });
    expect(reply.body.data).toMatchObject({ key: 'server_field_unknown', params: { field: 'foto' } });
  });

  test('times: far in the future and ancient are refused, a clock a day wrong is bounded by the receipt', async () => {
    const day = 86_400_000;
    const future = await send(inspector, found(newId(), {}, { deviceAt: Date.now() + 30 * day }));
    expect(future.body.data.key).toBe('server_time_in_future');
    const ancient = await send(inspector, found(newId(), {}, { deviceAt: Date.now() - 400 * day }));
    expect(ancient.body.data.key).toBe('server_time_too_old');
    const event = found(newId(), { foundAt: Date.now() + day }, { deviceAt: Date.now() + day });
    expect((await send(inspector, event)).status).toBe(200);
    const { foundAt, receivedAt } = await row('problems', event.subjectId);
    expect(foundAt).toBe(receivedAt);
  });

  test('numbers count up by the Beijing day of finding', async () => {
    const [one, two] = [found(), found()];
    await send(inspector, one);
    await send(inspector, two);
    const numbers = [(await row('problems', one.subjectId)).no, (await row('problems', two.subjectId)).no];
    const last = (no: string): number => Number(no.slice(-4));
    expect(last(numbers[1])).toBe(last(numbers[0]) + 1);
  });

  test('the number after 9999 has five digits, and goes on from there', async () => {
    const one = await startServer({ city: { ...city, problems: [9999, 10000].map((no) => many(no)) } });
    const event = found();
    await (await one.as('inspector')).send('POST', EVENTS, event);
    const made = await (await one.as('root')).get(`/api/collections/problems/records/${event.subjectId}`);
    expect(made.body.no).toMatch(/-10001$/);
  });

  test('text is stored as it was written, markup included', async () => {
    const note = '<img src=x onerror=alert(1)>"; DROP TABLE events; -- =1+1';
    const event = found(newId(), { note });
    const reply = await send(inspector, event);
    expect(JSON.parse(reply.body.payload).note).toBe(note);
    expect((await row('problems', event.subjectId)).note).toBe(note);
  });
});

describe('the states of a problem', () => {
  const assign = (problem: string, seen: number, unit = 'housing'): EventDraft =>
    draft(
      'problem.assigned',
      problem,
      { unit: id(unit), orderNo: '', deadlineAt: Date.now() + 86_400_000, note: '' },
      { seen },
    );

  test('skipping a state is refused', async () => {
    const event = found();
    await send(inspector, event);
    const reply = await send(dispatcher, draft('problem.closed', event.subjectId, { note: '' }, { seen: 1 }));
    expect([reply.status, reply.body.data.key]).toEqual([400, 'server_problem_is_found']);
    expect((await row('problems', event.subjectId)).state).toBe('found');
  });

  test('twenty decisions at once: exactly one wins, the others get the row as it is', async () => {
    const event = found();
    await send(inspector, event);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        send(dispatcher, assign(event.subjectId, 1, n % 2 ? 'housing' : 'ecology')),
      ),
    );
    const counts = replies.map((each) => each.status).sort();
    expect(counts).toEqual([200, ...Array(19).fill(409)]);
    const problem = await row('problems', event.subjectId);
    expect(problem.rev).toBe(2);
    expect(replies.find((each) => each.status === 409)?.body.data.row).toMatchObject({
      id: event.subjectId,
      rev: 2,
    });
    expect(await total('events', `subjectId = '${event.subjectId}'`)).toBe(2);
  });

  test('handling moves a problem between the totals, and the log keeps every move', async () => {
    const event = found();
    await send(inspector, event);
    const fixed = draft('problem.fixed_on_spot', event.subjectId, onSpot, { seen: 1, photos: [photoRef()] });
    expect((await send(inspector, fixed)).status).toBe(200);
    expect(await row('problems', event.subjectId)).toMatchObject({
      state: 'fixed_on_spot',
      handling: 'fixed_on_spot',
    });
    const back = draft('problem.undecided', event.subjectId, { reason: '未整改到位' }, { seen: 2 });
    expect((await send(dispatcher, back)).status).toBe(200);
    expect(await row('problems', event.subjectId)).toMatchObject({ state: 'found', handling: 'undecided' });
    expect((await send(dispatcher, assign(event.subjectId, 3))).status).toBe(200);
    expect(await row('problems', event.subjectId)).toMatchObject({
      handling: 'assigned',
      unit: id('housing'),
    });
    const log = await dispatcher.get(
      `${EVENTS}?sort=seq&filter=${encodeURIComponent(`subjectId = '${event.subjectId}'`)}`,
    );
    expect(log.body.items.map((each: Json) => each.type)).toEqual([
      'problem.found',
      'problem.fixed_on_spot',
      'problem.undecided',
      'problem.assigned',
    ]);
  });

  test('only the finder says that it was fixed on the spot, and shows it', async () => {
    const event = found();
    await send(inspector, event);
    const other = await send(
      await server.as('otherinspector'),
      draft('problem.fixed_on_spot', event.subjectId, onSpot, { seen: 1, photos: [photoRef()] }),
    );
    expect([other.status, other.body.data.key]).toEqual([403, 'server_only_the_finder']);
    const bare = await send(inspector, draft('problem.fixed_on_spot', event.subjectId, onSpot, { seen: 1 }));
    expect(bare.body.data.key).toBe('server_needs_photo_after');
  });

  test('closing waits for the photos that are still to come', async () => {
    const event = found();
    await send(inspector, event);
    const fixed = { seen: 1, photos: [photoRef()] };
    await send(inspector, draft('problem.fixed_on_spot', event.subjectId, onSpot, fixed));
    const close = draft('problem.closed', event.subjectId, { note: '' }, { seen: 2 });
    const reply = await send(await server.as('leader'), close);
    expect(reply.body.data).toMatchObject({ key: 'server_photos_still_to_come', params: { count: 2 } });
  });
});

describe('who may do what', () => {
  test('roles, territories and groups are checked at the door', async () => {
    const cases: [string, EventDraft, string][] = [
      ['leader', found(), 'server_not_your_task'],
      ['eastofficer', found(), 'server_not_your_territory'],
      ['inspector', draft('suggestion.dismissed', id('suggestion'), { reason: 'x' }), 'server_not_your_task'],
      ['dispatcher', draft('suggestion.expired', id('suggestion'), { reason: '' }), 'server_not_your_task'],
    ];
    for (const [who, event, key] of cases) {
      const reply = await send(await server.as(who), event);
      expect([who, reply.status, reply.body.data.key]).toEqual([who, 403, key]);
    }
  });

  test('a superuser is no person of the office', async () => {
    const reply = await send(await server.as('root'), found());
    expect([reply.status, reply.body.data.key]).toEqual([403, 'server_only_people']);
  });
});

/** A problem of today with that number. */
function many(no: number): object {
  return {
    id: id(`many${no}`),
    no: `WT-410108-${dateKey(Date.now()).replaceAll('-', '')}-${no}`,
    category: 'dust.bare_soil',
    state: 'found',
    handling: 'undecided',
    origin: 'patrol',
    foundAt: Date.now(),
    rev: 1,
  };
}
