import { beforeAll, expect, test } from 'vitest';
import { caseCity, caseDriver } from './case-driver.ts';
import { city, id, source } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, found, newId } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const DAY = 86_400_000;
const NOW = Date.now();
const closed = (name: string, at: string, days: number, more: object = {}): object => ({
  id: id(name),
  no: name,
  category: 'ent.illegal_small',
  severity: 3,
  state: 'closed',
  handling: 'assigned',
  origin: 'patrol',
  source: id(at),
  town: id('townwest'),
  unit: id('ecology'),
  lng: 113.55,
  lat: 34.85,
  foundAt: NOW - (days + 20) * DAY,
  closedAt: NOW - days * DAY,
  lookBackFrom: NOW - days * DAY,
  nextLookBackAt: NOW - (days - 30) * DAY,
  rev: 5,
  ...more,
});

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;

beforeAll(async () => {
  server = await startServer({
    city: {
      ...caseCity,
      sources: [
        ...(city['sources'] ?? []),
        source('kiln', 'townwest', 113.551, { kind: 'small_polluter', state: 'banned' }),
        source('shop', 'townwest', 113.552, { kind: 'small_polluter' }),
      ],
      problems: [
        // Stands first, and nobody can go back to it: its place is gone.
        closed('refused', 'gone', 200, { lookBackFrom: NOW - 31 * DAY, nextLookBackAt: NOW - 100 * DAY }),
        closed('once', 'kiln', 40),
        closed('twice', 'shop', 100, { category: 'coal.scattered' }),
        closed('notyet', 'sitewest', 10),
      ],
    },
  });
  driver = caseDriver(server);
});

async function tasksOf(basis: string): Promise<Json[]> {
  const filter = encodeURIComponent(`basis = '${basis}'`);
  return (await (await server.as('root')).get(`/api/collections/tasks/records?filter=${filter}&sort=fromAt`))
    .body.items;
}
async function run(): Promise<Json> {
  await server.stop();
  const { code, output } = server.command('look-back');
  expect(code, output).toBe(0);
  await server.restart();
  return JSON.parse(output.slice(output.indexOf('{"ran"')));
}

test('1.11 2.17 tasks appear at the set days, each at its own instant also after months of standing still, and once', async () => {
  expect(await run()).toMatchObject({ ran: true, lookBacks: 3, refused: 1 });
  expect(
    (await tasksOf(id('once'))).map((each) => [each.type, each.state, each.because, each.fromAt]),
  ).toEqual([['look_back', 'planned', 'look_back', NOW - 10 * DAY]]);
  expect((await tasksOf(id('twice'))).map((each) => each.fromAt)).toEqual([NOW - 70 * DAY, NOW - 10 * DAY]);
  expect(await tasksOf(id('notyet'))).toEqual([]);
  expect(await rowOf(server, 'problems', id('once'))).toMatchObject({
    lookBacks: 1,
    nextLookBackAt: NOW + 50 * DAY,
  });
  expect(await rowOf(server, 'problems', id('twice'))).toMatchObject({
    lookBacks: 2,
    nextLookBackAt: NOW + 80 * DAY,
  });
  const events = await (
    await server.as('root')
  ).get(
    `/api/collections/events/records?filter=${encodeURIComponent("type = 'problem.look_back_due'")}&sort=deviceAt`,
  );
  expect(events.body.items.map((each: Json) => each.deviceAt)).toEqual([
    NOW - 70 * DAY,
    NOW - 10 * DAY,
    NOW - 10 * DAY,
  ]);
  expect(await run()).toMatchObject({ lookBacks: 0, revisits: 0, refused: 1 });
});

test('1.11 the office gives a proposed task to a group, whose tablets then have it; no unit ever sees it', async () => {
  const [task] = await tasksOf(id('once'));
  const path = `/api/collections/tasks/records/${task.id}`;
  const inspector = await server.as('inspector');
  expect((await inspector.get(path)).status).toBe(404);
  const give = draft('task.given', task.id, { group: id('groupone') }, { seen: 1 });
  expect((await send(await server.as('regulator'), give)).status).toBe(403);
  expect((await send(await server.as('dispatcher'), { ...give, id: newId() })).status).toBe(200);
  expect((await inspector.get(path)).body.state).toBe('sent');
  for (const who of ['regulator', 'town', 'siteofficer', 'otherinspector'])
    expect([who, (await (await server.as(who)).get(path)).status]).toEqual([who, 404]);
});

test('1.11 2.17 a relapse goes back to the closed case and begins on the second rung; elsewhere it is a case like any other', async () => {
  const find = async (more: object): Promise<Json> => {
    const event = found(newId(), more);
    const reply = await send(await server.as('inspector'), event);
    expect(reply.status, reply.text).toBe(200);
    return driver.problemOf(event.subjectId);
  };
  const same = await find({ source: id('yardwest'), category: 'coal.scattered' });
  const again = await find({ source: id('shop'), category: 'coal.scattered', linked: same.id });
  // What its finder says of it stays beside what it goes back to.
  expect(again).toMatchObject({ relapse: true, relapseOf: id('twice'), linked: same.id, escalation: 2 });
  // At a banned place anything new is the old story; at a place that works on, only the same category is.
  expect(await find({ source: id('kiln'), category: 'ent.voc' })).toMatchObject({
    relapse: true,
    relapseOf: id('once'),
    linked: '',
  });
  expect(await find({ source: id('shop'), category: 'ent.voc' })).toMatchObject({
    relapse: false,
    relapseOf: '',
    escalation: 0,
  });
  expect(await find({ source: id('yardwest') })).toMatchObject({ relapse: false, escalation: 0 });
});

test('0.31 a gate that stayed shut gets a revisit task, once, and none after somebody got in', async () => {
  const shut = async (at: string, outcome: 'locked' | 'nothing'): Promise<string> => {
    const event = draft('inspection.made', newId(), {
      source: id(at),
      task: null,
      mode: 'regular',
      outcome,
      at: Date.now(),
      place: { lng: 113.55, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' },
      note: '锁着',
      witness: '',
      police: false,
      education: null,
    });
    const reply = await send(await server.as('inspector'), event);
    expect(reply.status, reply.text).toBe(200);
    return event.subjectId;
  };
  const locked = await shut('sitewest', 'locked');
  await shut('yardwest', 'locked');
  await shut('yardwest', 'nothing');
  expect(await run()).toMatchObject({ revisits: 1 });
  const [task] = await tasksOf(locked);
  expect([task.because, task.targets[0].source, task.state]).toEqual(['locked', id('sitewest'), 'planned']);
  expect(await run()).toMatchObject({ revisits: 0 });
});
