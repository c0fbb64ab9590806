import { beforeAll, describe, expect, test } from 'vitest';
import { CATEGORY_TABLE } from '../../src/cli/demo/category-table.ts';
import type { CategoryRow } from '../../src/core/casework/category-catalogue.ts';
import type { EventType } from '../../src/core/casework/events.ts';
import { HOUR_MS } from '../../src/core/china-time.ts';
import { city, id } from './city.ts';
import { rowOf, send, totalOf } from './door.ts';
import { draft, found, newId, photoRef } from './drafts.ts';
import { startServer, type Json, type Reply, type TestServer } from './harness.ts';

const lines = (change: (row: CategoryRow) => CategoryRow = (row) => row): CategoryRow[] =>
  CATEGORY_TABLE.map((row) => change({ ...row, regulator: 'housing' }));
const soilIn = (hours: number): CategoryRow[] =>
  lines((row) =>
    row.code === 'dust.bare_soil' ? { ...row, deadline: { unit: 'clockHours', value: hours } } : row,
  );

let server: TestServer;
beforeAll(async () => {
  server = await startServer({
    city: {
      ...city,
      catalogues: [
        {
          id: id('edition1'),
          code: 'problem_categories',
          version: '2026-01',
          fromAt: 1,
          untilAt: 0,
          body: { categories: lines() },
        },
      ],
    },
  });
});

const post = async (who: string, body: object, path = ''): Promise<Reply> =>
  (await server.as(who)).send('POST', `/api/sf/categories${path}`, body);
const proposal = (more: object = {}): object => ({
  version: '2026-02',
  fromAt: Date.now(),
  note: '冬季攻坚',
  base: '2026-01',
  applyToOpen: false,
  categories: soilIn(48),
  ...more,
});
async function assigned(hours: number, category = 'dust.bare_soil'): Promise<string> {
  const problem = newId();
  await send(await server.as('inspector'), found(problem, { category: category as never }));
  const payload = { unit: id('housing'), orderNo: '', deadlineAt: Date.now() + hours * HOUR_MS, note: '' };
  const reply = await send(
    await server.as('dispatcher'),
    draft('problem.assigned', problem, payload, { seen: 1 }),
  );
  expect(reply.status, reply.text).toBe(200);
  return problem;
}

describe('1.28 an edition of the problem categories', () => {
  test('the dry run counts the open deadlines that would change, and changes nothing', async () => {
    for (let n = 0; n < 14; n++) await assigned(24);
    await assigned(24, 'road.dust');
    const events = await totalOf(server, 'events', "id != ''");
    const reply = await post('admin', proposal(), '/preview');
    expect(reply.status, reply.text).toBe(200);
    expect(reply.body).toEqual({
      changes: [{ code: 'dust.bare_soil', field: 'deadline' }],
      open: 15,
      moved: 14,
      earlier: 0,
      kept: 0,
      own: 0,
      byCategory: [{ category: 'dust.bare_soil', count: 14 }],
    });
    expect(await totalOf(server, 'catalogues', "code = 'problem_categories'")).toBe(1);
    expect(await totalOf(server, 'events', "id != ''")).toBe(events);
    expect((await post('admin', proposal({ categories: lines() }), '/preview')).body).toMatchObject({
      changes: [],
      moved: 0,
    });
  });

  test.each([
    ['a taken version', { version: '2026-01' }, 409, 'admin_categories_version_taken'],
    ['another base', { base: '2025-12' }, 409, 'admin_categories_newer'],
    ['a date that is over', { fromAt: Date.now() - 86_400_000 }, 400, 'admin_categories_from_past'],
    ['no date', { fromAt: null }, 400, 'admin_categories_from'],
    ['no reason', { note: ' ' }, 400, 'admin_categories_note'],
    ['a version of signs', { version: '=1+1' }, 400, 'admin_categories_version'],
    [
      'open cases of a later edition',
      { fromAt: Date.now() + 86_400_000, applyToOpen: true },
      400,
      'admin_categories_apply_later',
    ],
    ['a category left out', { categories: lines().slice(1) }, 400, 'admin_categories_missing'],
    ['a category twice', { categories: [...lines(), lines()[0]] }, 400, 'admin_categories_twice'],
    ['what is no code', { categories: [{ code: 'Dust Moon' }] }, 400, 'admin_categories_unknown'],
    ['a new one without a name', { categories: [{ code: 'dust.moon' }] }, 400, 'admin_categories_title'],
    [
      'an unknown unit',
      { categories: lines((row) => ({ ...row, regulator: 'nobody' })) },
      400,
      'admin_categories_no_unit',
    ],
    ['no time at all', { categories: soilIn(0) }, 400, 'admin_categories_deadline'],
    ['half an hour', { categories: soilIn(0.5) }, 400, 'admin_categories_deadline'],
    ['no list', { categories: 'all' }, 400, 'admin_categories_no_list'],
  ])('refuses %s with what to do', async (_, more, status, key) => {
    const reply = await post('admin', proposal(more));
    expect([reply.status, reply.body.data?.key]).toEqual([status, key]);
  });

  test('only administrators publish or try; others of the office read; nobody changes an edition by hand', async () => {
    for (const who of ['dispatcher', 'leader', 'regulator', 'public', '']) {
      expect((await post(who, proposal())).status, who).toBe(403);
      expect((await post(who, proposal(), '/preview')).status, who).toBe(403);
    }
    const path = '/api/collections/catalogues/records';
    const reader = await server.as('dispatcher');
    expect((await reader.get(`${path}/${id('edition1')}`)).body.version).toBe('2026-01');
    const admin = await server.as('admin');
    expect(
      (await admin.send('PATCH', `${path}/${id('edition1')}`, { body: {} })).status,
    ).toBeGreaterThanOrEqual(400);
    expect(
      (await admin.send('PATCH', `${path}/${id('edition1')}`, { code: 'other' })).status,
    ).toBeGreaterThanOrEqual(400);
    const made = { code: 'problem_categories', version: 'x', fromAt: 1, untilAt: 0, body: {} };
    expect((await admin.send('POST', path, made)).status).toBeGreaterThanOrEqual(400);
    const calendar = { ...made, code: 'work_calendar' };
    const careless = await admin.send('POST', path, { ...calendar, body: { steps: { decide: null } } });
    expect([careless.status, careless.body.data]).toMatchObject([
      400,
      { key: 'server_field_object', params: { field: 'steps.decide' } },
    ]);
    const stored = await admin.send('POST', path, calendar);
    expect(stored.status).toBe(200);
    const edit = (body: object) => admin.send('PATCH', `${path}/${stored.body.id}`, { body });
    expect((await edit({ hours: [[720, 510]] })).body.data.key).toBe('server_calendar_span');
    expect((await edit({ hours: [[510, 720]] })).status).toBe(200);
    expect((await edit({})).status).toBe(200);
  });

  test('published for new cases only, old ones keep theirs; twenty at once make one', async () => {
    const before = await assigned(24);
    const replies = await Promise.all(Array.from({ length: 20 }, () => post('admin', proposal())));
    expect(replies.map((each) => each.status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
    expect(await rowOf(server, 'problems', before)).toMatchObject({ edition: '2026-01', rev: 2 });
    const [old, next] = await editions();
    expect(next).toMatchObject({ version: '2026-02', by: id('admin'), note: '冬季攻坚', untilAt: 0 });
    expect(next.publishedAt).toBeGreaterThan(Date.now() - 60_000);
    expect(old.untilAt).toBe(next.fromAt);
    expect((await rowOf(server, 'problems', await assigned(24))).edition).toBe('2026-02');
  });

  test('applied to open cases: each moves by an event of its own, what would be over keeps what it has', async () => {
    const late = await assigned(48);
    const byHand = await assigned(60);
    const extended = await assigned(48);
    const until = Date.now() + 90 * HOUR_MS;
    const step = async (who: string, type: EventType, payload: object, photos = [photoRef()]) => {
      const { rev } = await rowOf(server, 'problems', extended);
      const event = draft(type, extended, payload as never, { seen: rev, photos });
      const done = await send(await server.as(who), event);
      expect([type, done.status], done.text).toEqual([type, 200]);
    };
    await step('regulator', 'problem.accepted', { handler: '王工', phone: '13800000000', note: '' });
    await step('regulator', 'problem.extension_asked', { until, reason: '停电' });
    await step('dispatcher', 'problem.extension_decided', { granted: true, reason: '同意' });
    const wanted = { version: '2026-03', base: '2026-02', fromAt: 0, applyToOpen: true };
    const dry = await post('admin', proposal({ ...wanted, categories: soilIn(72) }), '/preview');
    // This one, the extended one, and one of the test before that had 24 hours where the edition gives 48.
    expect(dry.body).toMatchObject({ kept: 0, own: 3 });
    const reply = await post(
      'admin',
      proposal({ version: '2026-03', base: '2026-02', fromAt: 0, applyToOpen: true, categories: soilIn(72) }),
    );
    expect(reply.status, reply.text).toBe(200);
    expect(reply.body.moved).toBeGreaterThanOrEqual(16);
    const row = await rowOf(server, 'problems', late);
    expect(row.edition).toBe('2026-03');
    expect(await rowOf(server, 'problems', byHand)).toMatchObject({ edition: '2026-02', rev: 2 });
    expect(await rowOf(server, 'problems', extended)).toMatchObject({
      edition: '2026-02',
      deadlineAt: until,
    });
    const clock = row.clocks.find((each: Json) => each.kind === 'rectify');
    expect(row.deadlineAt).toBe(clock.fromAt + 72 * HOUR_MS);
    expect(clock.marks).toEqual([clock.fromAt + 36 * HOUR_MS, clock.fromAt + 57.6 * HOUR_MS, row.deadlineAt]);
    expect(await totalOf(server, 'events', `type = 'problem.rescheduled' && actor = '${id('admin')}'`)).toBe(
      reply.body.moved,
    );
    const mine = draft(
      'problem.rescheduled',
      late,
      { because: 'edition', edition: 'x', deadlineAt: Date.now() + 9e9 },
      { seen: row.rev },
    );
    expect((await send(await server.as('admin'), mine)).status).toBe(403);
  });
});

async function editions(): Promise<Json[]> {
  const filter = encodeURIComponent("code = 'problem_categories'");
  const reply = await (
    await server.as('admin')
  ).get(`/api/collections/catalogues/records?filter=${filter}&sort=fromAt`);
  return reply.body.items as Json[];
}
