import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_MEASURES, REDUCTION_CATALOGUE } from '../../src/core/response/reduction-measures.ts';
import { caseCity, caseDriver, HERE, HOUR } from './case-driver.ts';
import { city, id, source } from './city.ts';
import { rowOf, send, totalOf } from './door.ts';
import { draft, found, newId } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
const response = newId();
const DAY = 24 * HOUR;
const permit = { earthPermitNo: 'XK-7', permitUntil: Date.now() + 30 * DAY, guard: '王某' };

beforeAll(async () => {
  server = await startServer({
    city: {
      ...caseCity,
      sources: [
        ...(city['sources'] ?? []),
        source('digwest', 'townwest', 113.551, {
          kind: 'earthwork',
          regulator: id('housing'),
          profile: permit,
        }),
        source('digeast', 'towneast', 113.651, { kind: 'earthwork', profile: permit }),
        source('buildwest', 'townwest', 113.552, { profile: { earthwork: false } }),
        source('planteast', 'towneast', 113.652, { kind: 'enterprise', regulator: id('ecology') }),
        source('sealedwest', 'townwest', 113.553, { kind: 'earthwork', state: 'sealed', profile: permit }),
        source('gaswest', 'townwest', 113.554, { kind: 'gas_station' }),
      ],
    },
  });
  driver = caseDriver(server);
});

const all = async (who: string, collection: string, filter: string): Promise<Json[]> =>
  (
    await (
      await server.as(who)
    ).get(`/api/collections/${collection}/records?perPage=200&filter=${encodeURIComponent(filter)}`)
  ).body.items;
const open = async (who = 'dispatcher'): Promise<string[]> =>
  (await all(who, 'reductions', 'untilAt = 0')).map((each) => each.source.replace(/0+$/, '')).sort();
const reductionOf = async (name: string): Promise<Json> =>
  (await all('root', 'reductions', `source = "${id(name)}" && response = "${response}"`))[0];
const tasksOf = (more = ''): Promise<Json[]> =>
  all('dispatcher', 'tasks', `because = "response" && basis = "${response}"${more}`);
const listOf = async (who: string): Promise<Json[]> => {
  const reply = await (await server.as(who)).get(`/api/sf/reductions/${response}`);
  expect([who, reply.status], reply.text).toEqual([who, 200]);
  return reply.body;
};
const lineOf = async (who: string, name: string): Promise<Json> =>
  (await listOf(who)).find((each) => each.source === id(name));
async function run(): Promise<Json> {
  await server.stop();
  const { code, output } = server.command('reductions');
  expect(code, output).toBe(0);
  await server.restart();
  return JSON.parse(output.slice(output.indexOf('{"ran"')));
}
const working = (name: string, foundAt = Date.now()): Promise<string> =>
  driver.finding({ source: id(name), category: 'dust.work_in_ban', severity: 1, foundAt });

test('0.33 starting a level asks the sources concerned, suspends their permits and proposes who goes to look', async () => {
  expect((await driver.problemOf(await working('digwest'))).severity).toBe(1);
  const started = draft('response.started', response, { level: 'yellow', fromAt: null, basis: '黄色预警' });
  expect((await send(await server.as('leader'), started)).status).toBe(200);
  const asked = ['digeast', 'digwest', 'planteast', 'siteeast', 'sitewest', 'yardwest', 'buildwest'].sort();
  expect(await open()).toEqual(asked);
  const { fromAt } = await rowOf(server, 'responses', response);
  expect(await reductionOf('digwest')).toMatchObject({
    permit: true,
    stops: 'work',
    fromAt,
    sinceAt: fromAt,
  });
  expect(await reductionOf('buildwest')).toMatchObject({ permit: false, stops: 'nothing' });
  const tasks = await tasksOf();
  expect(tasks.map((each) => [each.type, each.state, each.targets.length])).toEqual([
    ['emergency_check', 'planned', 3],
    ['emergency_check', 'planned', 4],
  ]);
  expect(tasks.flatMap((each) => each.targets.map((t: Json) => t.source)).sort()).toEqual(
    asked.map(id).sort(),
  );

  // The same deed again, and the job as often as it likes, make nothing twice.
  expect((await send(await server.as('leader'), started)).status).toBe(200);
  expect(await run()).toEqual({ ran: true, set: 0, lifted: 0, tasks: 0, lapsed: 0 });
  expect(await totalOf(server, 'reductions', 'id != ""')).toBe(asked.length);
});

test('0.33 who sees what of it: the office and the field all, units and towns their own, the public nothing', async () => {
  const seen = async (who: string) =>
    (await listOf(who)).map((each) => each.source.replace(/0+$/, '')).sort();
  for (const who of ['dispatcher', 'leader', 'admin', 'discipline', 'inspector', 'gridofficer'])
    expect((await seen(who)).length, who).toBe(7);
  expect(await seen('town')).toEqual(['buildwest', 'digwest', 'sitewest', 'yardwest']);
  expect(await seen('regulator')).toEqual(['digwest']);
  expect(await seen('otherregulator')).toEqual(['planteast']);
  expect(await seen('siteofficer')).toEqual(['digwest']);
  for (const [who, status] of [
    ['kiosk', 403],
    ['public', 401],
    ['', 401],
  ] as const)
    expect([who, (await (await server.as(who)).get(`/api/sf/reductions/${response}`)).status]).toEqual([
      who,
      status,
    ]);
  expect((await (await server.as('leader')).get(`/api/sf/reductions/${newId()}`)).status).toBe(404);
  const { id: row } = await reductionOf('digwest');
  const admin = await server.as('admin');
  expect(
    (await admin.send('PATCH', `/api/collections/reductions/records/${row}`, { permit: false })).status,
  ).toBe(403);
  const payload = { level: 'yellow', at: Date.now(), set: [], lifted: [row], applied: 0 } as const;
  expect(await driver.refusedBy('leader', 'response.reduced', response, payload)).toBe(
    'server_not_your_task',
  );
});

test('0.33 a visit checks a source; work while its permit is suspended is a severity-3 breach, whatever was ticked', async () => {
  const [task] = (await tasksOf()).filter((each) =>
    each.targets.some((t: Json) => t.source === id('digwest')),
  );
  await driver.taken('dispatcher', 'task.given', task.id, { group: id('groupone') });
  const visit = (name: string, result: 'found' | 'nothing') =>
    driver.taken('inspector', 'task.visited', task.id, {
      source: id(name),
      result,
      at: Date.now(),
      place: HERE,
      note: '',
    });
  await visit('sitewest', 'nothing');
  expect((await lineOf('dispatcher', 'sitewest')).checkedAt).toBeGreaterThan(0);
  expect((await lineOf('town', 'digwest')).checkedAt).toBe(0);
  await visit('digwest', 'found');
  const breach = await working('digwest');
  expect(await driver.problemOf(breach)).toMatchObject({ severity: 3 });
  expect((await lineOf('regulator', 'digwest')).breaches.map((each: Json) => each.id)).toEqual([breach]);
  // Where nothing forbids the work, and of another kind, it is what was ticked.
  expect((await driver.problemOf(await working('gaswest'))).severity).toBe(1);
  const other = await driver.finding({ source: id('digwest'), category: 'dust.enclosure', severity: 1 });
  expect((await driver.problemOf(other)).severity).toBe(1);
  // Voided it is none any more.
  await driver.taken('dispatcher', 'problem.voided', breach, { reason: '误报' });
  expect((await lineOf('dispatcher', 'digwest')).breaches).toEqual([]);
});

test('0.33 a rise asks more and looks again, an exemption by its paper lifts one, a fall takes back what it asked', async () => {
  await driver.taken('leader', 'response.level_changed', response, { level: 'red', reason: '加重' });
  expect(await reductionOf('buildwest')).toMatchObject({ stops: 'site' });
  // It was looked at, but not for that.
  expect((await lineOf('dispatcher', 'sitewest')).checkedAt).toBe(0);
  const again = (await tasksOf(' && state = "planned"')).filter((each) =>
    each.targets.some((t: Json) => t.source === id('sitewest')),
  );
  expect(again).toHaveLength(1);

  const paper = { source: id('digeast'), kind: 'livelihood', paper: '惠办〔2026〕7号' } as const;
  expect(await driver.refusedBy('town', 'response.exempted', response, paper)).toBe('server_not_your_task');
  await driver.taken('dispatcher', 'response.exempted', response, paper);
  expect(await open()).not.toContain('digeast');
  expect(await reductionOf('digeast')).toMatchObject({ permit: false });
  expect((await driver.problemOf(await working('digeast'))).severity).toBe(1);
  await driver.taken('leader', 'response.exemption_ended', response, {
    source: id('digeast'),
    reason: '到期',
  });
  expect(await reductionOf('digeast')).toMatchObject({ permit: true, untilAt: 0 });

  await driver.taken('leader', 'response.level_changed', response, { level: 'yellow', reason: '缓解' });
  expect(await reductionOf('buildwest')).toMatchObject({ stops: 'nothing', untilAt: 0 });
  expect((await reductionOf('buildwest')).periods.map((each: Json) => each.level)).toEqual([
    'yellow',
    'red',
    'yellow',
  ]);
});

test('0.33 the register changes while it holds: the next run follows it', async () => {
  const changes = { state: 'stopped' } as const;
  await driver.taken('dispatcher', 'source.updated', id('siteeast'), { changes, reason: '停工' });
  expect(await run()).toMatchObject({ set: 0, lifted: 1 });
  expect(await open()).not.toContain('siteeast');
});

test('0.33 an edition of the measures holds for the response in force; who is no administrator publishes none', async () => {
  const gas = {
    code: 'own',
    level: 'yellow',
    kinds: ['gas_station'],
    when: 'always',
    stops: 'nothing',
    categories: ['ent.emergency_not_met'],
    text: '错峰卸油',
  } as const;
  const publish = async (who: string, measures: readonly object[], version: string) =>
    (await server.as(who)).send('POST', '/api/collections/catalogues/records', {
      code: REDUCTION_CATALOGUE,
      version,
      fromAt: Date.now(),
      untilAt: 0,
      body: { measures },
    });
  const list = [...DEFAULT_MEASURES, gas];
  for (const who of ['dispatcher', 'leader', 'inspector', 'regulator'])
    expect([who, (await publish(who, list, 'a')).status]).toEqual([who, 400]);
  const wrong = await publish('admin', [...list, { ...gas, text: '' }], 'a');
  expect([wrong.status, wrong.body.message]).toEqual([400, 'server_measure_twice']);
  expect((await publish('admin', [{ ...gas, kinds: ['spaceship'] }], 'a')).status).toBe(400);
  expect(await open()).not.toContain('gaswest');

  expect((await publish('admin', list, 'a')).status).toBe(200);
  expect(await run()).toMatchObject({ set: 1, lifted: 0 });
  expect((await reductionOf('gaswest')).measures).toEqual([{ code: 'own', text: '错峰卸油' }]);
  expect((await publish('admin', DEFAULT_MEASURES, 'b')).status).toBe(200);
  expect(await run()).toMatchObject({ lifted: 1 });
  expect(await open()).not.toContain('gaswest');
});

test('0.33 the end gives every permit back and closes what was still to be looked at; what was done before it still counts', async () => {
  const [sent] = await tasksOf(' && state = "under_way"');
  const before = Date.now() - 20;
  await driver.taken('leader', 'response.ended', response, { reason: '污染过程结束' });
  const { untilAt } = await rowOf(server, 'responses', response);
  expect(await open()).toEqual([]);
  expect(await totalOf(server, 'reductions', 'permit = true')).toBe(0);
  expect(await reductionOf('digwest')).toMatchObject({ untilAt });
  expect(await tasksOf(' && state != "done" && state != "cancelled"')).toEqual([]);
  expect(await rowOf(server, 'tasks', sent.id)).toMatchObject({ state: 'done', lapsedAt: untilAt });
  expect(await run()).toEqual({ ran: true, set: 0, lifted: 0, tasks: 0, lapsed: 0 });

  // A tablet that was out of reach: its visit and its finding are of the time before.
  const late = { source: id('yardwest'), result: 'nothing', at: before, place: HERE, note: '' } as const;
  await driver.taken('inspector', 'task.visited', sent.id, late, { deviceAt: before });
  expect(await rowOf(server, 'tasks', sent.id)).toMatchObject({ state: 'done' });
  const event = found(
    newId(),
    { source: id('digwest'), category: 'dust.work_in_ban', severity: 1, foundAt: before },
    { deviceAt: before },
  );
  expect((await send(await server.as('inspector'), event)).status).toBe(200);
  expect((await driver.problemOf(event.subjectId)).severity).toBe(3);
  expect((await driver.problemOf(await working('digwest'))).severity).toBe(1);
  expect(await driver.refusedBy('inspector', 'task.visited', sent.id, { ...late, at: Date.now() })).toBe(
    'server_task_is_done',
  );
});

test('0.33 a response that began while the server stood still is applied since its hour', async () => {
  const next = newId();
  const fromAt = Date.now() + 1500;
  const started = draft('response.started', next, { level: 'orange', fromAt, basis: '橙色预警' });
  expect((await send(await server.as('leader'), started)).status).toBe(200);
  expect(await totalOf(server, 'reductions', `response = "${next}"`)).toBe(0);
  await server.stop();
  await new Promise((done) => setTimeout(done, Math.max(0, fromAt + 300 - Date.now())));
  const { output } = server.command('reductions');
  await server.restart();
  expect(output).toContain('"tasks":2');
  const rows = await all('root', 'reductions', `response = "${next}"`);
  expect(rows.length).toBeGreaterThan(4);
  expect(rows.map((each) => each.fromAt)).toEqual(rows.map(() => fromAt));
});
