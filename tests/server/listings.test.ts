import { beforeAll, expect, test } from 'vitest';
import { closedPeriods, type RedBlackFigures } from '../../src/core/escalation/listing-kinds.ts';
import type { ListingPublished } from '../../src/core/escalation/payloads.ts';
import { caseCity, caseDriver, HOUR } from './case-driver.ts';
import { id, source } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, newId } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const [SPAN, BEFORE] = closedPeriods('month', Date.now(), 2) as [
  ReturnType<typeof closedPeriods>[number],
  ReturnType<typeof closedPeriods>[number],
];
const IN = SPAN.fromAt + 24 * HOUR;

const problem = (name: string, more: object): object => ({
  ...{ id: id(name), no: name, town: id('townwest'), category: 'dust.bare_soil', severity: 3 },
  ...{
    state: 'assigned',
    handling: 'assigned',
    origin: 'patrol',
    unit: id('housing'),
    foundBy: id('inspector'),
  },
  ...{ lng: 113.55, lat: 34.85, foundAt: IN, deadlineAt: IN + 48 * HOUR, rev: 1 },
  source: id('sitewest'),
  ...more,
});
const inspection = (name: string, at: number, where: string): object => ({
  ...{ id: id(name), by: id('inspector'), at, result: 'nothing', source: id(where) },
});

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;

beforeAll(async () => {
  const household = source('household', 'townwest', 113.56, { kind: 'household_coal', name: '张三' });
  server = await startServer({
    city: {
      ...caseCity,
      sources: [...(caseCity as Json)['sources'], household],
      inspections: [
        inspection('checkwest', IN, 'sitewest'),
        inspection('checkeast', IN, 'siteeast'),
        inspection('checkhome', IN, 'household'),
        inspection('checkbefore', BEFORE.fromAt, 'yardwest'),
        inspection('checkafter', SPAN.untilAt, 'yardwest'),
      ],
      problems: [
        problem('majorone', {}),
        problem('majortwo', { state: 'closed', submittedAt: IN + HOUR, closedAt: IN + 2 * HOUR }),
        // Due after the period: no missed deadline of it.
        problem('duelater', { severity: 1, deadlineAt: SPAN.untilAt + HOUR }),
        problem('longbefore', { foundAt: BEFORE.fromAt, deadlineAt: BEFORE.fromAt + HOUR }),
      ],
    },
  });
  driver = caseDriver(server);
});

const seen = async (): Promise<RedBlackFigures> =>
  (await (await server.as('leader')).get(`/api/sf/red-black?from=${SPAN.fromAt}&until=${SPAN.untilAt}`)).body;
const publish = async (more: Partial<ListingPublished> = {}): Promise<ListingPublished> => ({
  ...{ ...SPAN, kind: '', isPublic: true, note: '' },
  figures: await seen(),
  ...more,
});
const publicly = async (): Promise<Json> => (await (await server.as('')).get('/api/sf/public/listings')).body;

test('2.13 a period is counted as at its end: its checks, findings, missed deadlines; households are never ranked', async () => {
  const { red, black, scored } = await seen();
  expect(scored).toBe(2);
  expect(red.map((each) => [each.name, each.rank, each.score])).toEqual([['siteeast', 1, 100]]);
  expect(black).toMatchObject([
    {
      ...{ source: id('sitewest'), town: id('townwest'), rank: 1, score: 74 },
      lost: { findings: 21, overdue: 5, steps: 0 },
      record: { checks: 1, findings: [1, 0, 2], overdue: 1 },
    },
  ]);
  expect((await (await server.as('town')).get('/api/sf/red-black?from=1&until=2')).status).toBe(403);
});

test('2.13 only a leader publishes, only what the server counts too, and it stays though the cases change', async () => {
  const [list, second] = [newId(), newId()];
  const payload = await publish();
  for (const who of [
    'dispatcher',
    'admin',
    'discipline',
    'regulator',
    'inspector',
    'town',
    'kiosk',
    'public',
  ]) {
    const reply = await send(await server.as(who), draft('listing.published', list, payload));
    expect([who, reply.status, reply.body.data.key]).toEqual([who, 403, 'server_not_your_task']);
  }
  const leader = await server.as('leader');
  const { figures } = payload;
  const kinder = { ...figures, black: figures.black.map((each) => ({ ...each, score: 79 })) };
  const forged = await send(leader, draft('listing.published', list, { ...payload, figures: kinder }));
  expect([forged.status, forged.body.data.key]).toEqual([400, 'server_listing_changed']);
  const event = draft('listing.published', list, payload);
  const reply = await send(leader, event);
  expect(reply.status, reply.text).toBe(200);
  expect((await send(leader, event)).status).toBe(200);
  const twice = await send(leader, draft('listing.published', second, payload));
  expect([twice.status, twice.body.data.key]).toEqual([400, 'server_listing_already']);
  for (const who of ['regulator', 'town', 'inspector']) {
    const page = await (await server.as(who)).get('/api/collections/listings/records');
    expect([who, page.body.items.map((each: Json) => each.id)]).toEqual([who, [list]]);
  }

  await driver.taken('dispatcher', 'problem.voided', id('majorone'), { reason: '误报' });
  const after = await seen();
  expect(after.black).toEqual([]);
  const row = await rowOf(server, 'listings', list);
  expect(row).toMatchObject({ state: 'published', by: id('leader'), figures });
  expect((await publicly()).items[0]).toMatchObject({ id: list, black: [{ name: 'sitewest', score: 74 }] });
  // The log holds what was published, and its hash covers it.
  const filter = encodeURIComponent(`subjectId = '${list}'`);
  const { items } = (await (await server.as('root')).get(`/api/collections/events/records?filter=${filter}`))
    .body;
  expect(items).toHaveLength(1);
  expect(JSON.parse(items[0].payload).figures).toEqual(figures);
  expect(items[0].hash).toMatch(/^[0-9a-f]{64}$/);
});

test('2.13 a withdrawn list is kept for the office, names nobody to the public, and the period is published anew', async () => {
  const [row] = (await (await server.as('leader')).get('/api/collections/listings/records')).body.items;
  const reason = { reason: '有误' };
  expect(await driver.refusedBy('dispatcher', 'listing.withdrawn', row.id, reason)).toBe(
    'server_not_your_task',
  );
  await driver.taken('leader', 'listing.withdrawn', row.id, reason);
  expect(await rowOf(server, 'listings', row.id)).toMatchObject({ state: 'withdrawn', figures: row.figures });
  expect((await (await server.as('regulator')).get('/api/collections/listings/records')).body.items).toEqual(
    [],
  );
  expect(
    (await (await server.as('dispatcher')).get('/api/collections/listings/records')).body.items,
  ).toHaveLength(1);
  const [told] = (await publicly()).items;
  expect(told).toMatchObject({ id: row.id, red: [], black: [], withdrawnAt: expect.any(Number) });
  expect(told.withdrawnAt).toBeGreaterThan(0);
  const again = newId();
  const payload = await publish({ isPublic: false });
  const reply = await send(await server.as('leader'), draft('listing.published', again, payload));
  expect(reply.status, reply.text).toBe(200);
  expect((await publicly()).items.map((each: Json) => each.id)).toEqual([row.id]);
});
