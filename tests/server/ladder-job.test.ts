import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { StepTerms } from '../../src/core/escalation/payloads.ts';
import { assignment, caseCity, caseDriver, HOUR } from './case-driver.ts';
import { city, id, source } from './city.ts';
import { rowOf, send, totalOf } from './door.ts';
import { draft, newId } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const DAY = 24 * HOUR;

/** One run of the job from the command line, with the server down meanwhile. */
async function run(server: TestServer): Promise<Json> {
  await server.stop();
  const { code, output } = server.command('escalate');
  expect(code, output).toBe(0);
  await server.restart();
  return JSON.parse(output.slice(output.indexOf('{')));
}

const steps = async (server: TestServer, filter: string): Promise<readonly Json[]> => {
  const path = `/api/collections/escalations/records?filter=${encodeURIComponent(filter)}`;
  return (await (await server.as('root')).get(path)).body.items;
};

describe('1.66 deadlines that a unit missed count wherever it was', () => {
  const places = Array.from({ length: 10 }, (_, n) => source(`quiet${n}`, 'townwest', 113.55));
  const closedLate = (n: number, more: object = {}): object => ({
    id: id(`closed${n}x`),
    no: `closed${n}x`,
    source: id(`quiet${n}`),
    town: id('townwest'),
    category: 'dust.bare_soil',
    severity: 1,
    state: 'closed',
    handling: 'assigned',
    origin: 'patrol',
    unit: id('housing'),
    parties: ` ${id('housing')} `,
    foundBy: id('inspector'),
    lng: 113.55,
    lat: 34.85,
    foundAt: Date.now() - 7 * DAY,
    deadlineAt: Date.now() - 5 * DAY,
    submittedAt: Date.now() - 4 * DAY,
    closedAt: Date.now() - 3 * DAY,
    rev: 6,
    ...more,
  });
  const ten = (more: (n: number) => object = () => ({})): readonly object[] =>
    Array.from({ length: 10 }, (_, n) => closedLate(n, more(n)));
  const serve = (problems: readonly object[]): Promise<TestServer> =>
    startServer({ city: { ...caseCity, sources: [...(city['sources'] ?? []), ...places], problems } });

  test('ten general cases closed late at ten quiet places propose an accountability file, once', async () => {
    const server = await serve(ten());
    expect(await run(server)).toMatchObject({ ran: true, proposed: 1, refused: 0 });
    const [file, ...more] = await steps(server, '');
    expect(more).toEqual([]);
    expect(file).toMatchObject({
      rung: 'accountability',
      state: 'proposed',
      unit: id('housing'),
      source: '',
      because: { key: 'escalation_because_misses', params: { count: 10, days: 30 } },
    });
    expect(file.cases.trim().split(' ')).toHaveLength(10);
    expect(await run(server)).toMatchObject({ proposed: 0, refused: 0 });
  });

  test('cases without a place of the register count; nine, and what the office closed late, do not', async () => {
    const nowhere = await serve(ten(() => ({ source: '' })));
    expect(await run(nowhere)).toMatchObject({ proposed: 1 });
    const nine = await serve(ten((n) => (n === 0 ? { submittedAt: Date.now() - 6 * DAY } : {})));
    expect(await run(nine)).toMatchObject({ proposed: 0 });
    const before = await serve(ten((n) => (n === 0 ? { deadlineAt: Date.now() - 31 * DAY } : {})));
    expect(await run(before)).toMatchObject({ proposed: 0 });
  });
});

describe('1.65 a step of the ladder ends on its day', () => {
  const opening = (rung: string, terms: StepTerms, place = 'siteeast', problems: readonly string[] = []) => ({
    ladder: 'air',
    rung,
    source: id(place),
    unit: null,
    problems,
    terms,
    reason: '拒不整改',
  });
  const open = async (server: TestServer, payload: ReturnType<typeof opening>): Promise<string> => {
    const step = newId();
    const reply = await send(await server.as('leader'), draft('escalation.opened', step, payload));
    expect(reply.status, reply.text).toBe(200);
    return step;
  };

  test('a stop-work that ran out while the server stood still ends at its instant, once, and the place works again', async () => {
    const server = await startServer({ city: caseCity });
    const untilAt = Date.now() + 1200;
    const stop = await open(server, opening('stop_work', { form: 'stop_work', untilAt, basis: '第三十条' }));
    expect(await rowOf(server, 'sources', id('siteeast'))).toMatchObject({ state: 'stopped' });
    expect(await run(server)).toMatchObject({ lapsed: 0, refused: 0 });
    expect(await rowOf(server, 'escalations', stop)).toMatchObject({ state: 'in_force' });

    await server.stop('SIGKILL');
    await sleep(Math.max(0, untilAt + 200 - Date.now()));
    await server.restart();
    expect(await run(server)).toMatchObject({ lapsed: 1, refused: 0 });
    expect(await rowOf(server, 'escalations', stop)).toMatchObject({ state: 'ended', liftedAt: untilAt });
    expect(await rowOf(server, 'sources', id('siteeast'))).toMatchObject({ state: 'active' });
    expect(await run(server)).toMatchObject({ lapsed: 0, refused: 0 });
    const filter = encodeURIComponent("type = 'escalation.expired'");
    const { body } = await (await server.as('root')).get(`/api/collections/events/records?filter=${filter}`);
    expect(body.items.map((each: Json) => [each.subjectId, each.deviceAt])).toEqual([[stop, untilAt]]);
    expect(body.items[0].receivedAt).toBeGreaterThan(untilAt);
    // A day that is over is not called back: who wants it longer opens a step of his own.
    const undo = draft('escalation.undone', stop, { reason: '延长' }, { seen: 2 });
    expect((await send(await server.as('leader'), undo)).body.data.key).toBe('server_step_state');
  });

  test('a place that another order still shuts stays shut, and one that was lifted before is left alone', async () => {
    const server = await startServer({ city: caseCity });
    const untilAt = Date.now() + 800;
    await open(server, opening('stop_work', { form: 'stop_work', untilAt, basis: '第三十条' }));
    const seal = await open(server, opening('seal', { form: 'seal', untilAt: null, basis: '第三十条' }));
    await sleep(Math.max(0, untilAt + 100 - Date.now()));
    expect(await run(server)).toMatchObject({ lapsed: 1, refused: 0 });
    expect(await rowOf(server, 'sources', id('siteeast'))).toMatchObject({ state: 'sealed' });
    const driver = caseDriver(server);
    await driver.taken('leader', 'escalation.lifted', seal, { reason: '验收合格' });
    expect(await rowOf(server, 'sources', id('siteeast'))).toMatchObject({ state: 'active' });
    expect(await run(server)).toMatchObject({ lapsed: 0 });
    expect(await rowOf(server, 'escalations', seal)).toMatchObject({ state: 'lifted' });
  });

  test('1.31 a blacklist entry that ended holds nothing back, one in force does', async () => {
    const serious = (place: string, n: number): object => ({
      id: id(`${place}${n}x`),
      no: `${place}${n}x`,
      source: id(place),
      town: id('townwest'),
      category: 'dust.bare_soil',
      severity: 2,
      state: 'closed',
      handling: 'assigned',
      origin: 'patrol',
      unit: id('housing'),
      foundBy: id('inspector'),
      lng: 113.55,
      lat: 34.85,
      foundAt: Date.now() - 9 * DAY,
      closedAt: Date.now() - 8 * DAY,
      submittedAt: Date.now() - 8 * DAY,
      deadlineAt: Date.now() - 7 * DAY,
      escalation: n < 3 ? 4 : 0,
      steps: n < 3 ? [{ step: id(`black${place}`), form: 'blacklist', level: 4 }] : [],
      rev: 6,
    });
    const untilAt = Date.now() - DAY;
    const entry = (place: string, until: number): object => ({
      id: id(`black${place}`),
      ladder: 'air',
      rung: 'blacklist',
      form: 'blacklist',
      level: 4,
      state: 'in_force',
      source: id(place),
      cases: ` ${[0, 1, 2].map((n) => id(`${place}${n}x`)).join(' ')} `,
      key: place,
      terms: { form: 'blacklist', untilAt: until, effect: '限制投标' },
      fromAt: Date.now() - 30 * DAY,
      untilAt: until,
      rev: 1,
    });
    const [over, holds] = ['yardwest', 'siteeast'] as const;
    const problems = [over, holds].flatMap((place) => [0, 1, 2, 3].map((n) => serious(place, n)));
    const escalations = [entry(over, untilAt), entry(holds, Date.now() + DAY)];
    const server = await startServer({ city: { ...caseCity, problems, escalations } });
    expect(await run(server)).toMatchObject({ lapsed: 1, proposed: 1, refused: 0 });
    expect(await rowOf(server, 'escalations', id(`black${over}`))).toMatchObject({
      state: 'ended',
      liftedAt: untilAt,
    });
    expect(await rowOf(server, 'problems', id(`${over}0x`))).toMatchObject({ escalation: 0, steps: [] });
    expect(await rowOf(server, 'problems', id(`${holds}0x`))).toMatchObject({ escalation: 4 });
    const [proposal] = await steps(server, "state = 'proposed'");
    expect(proposal).toMatchObject({ rung: 'blacklist', source: id(over) });
    expect(proposal.cases).toContain(id(`${over}3x`));
  });

  test('4.07 listed supervision does not end by waiting: with a case open it is late, with none it ends', async () => {
    const server = await startServer({ city: caseCity });
    const driver = caseDriver(server);
    const problem = await driver.finding();
    const dueAt = Date.now() + 500;
    await driver.taken('dispatcher', 'problem.assigned', problem, { ...assignment(), deadlineAt: dueAt });
    await sleep(Math.max(0, dueAt + 50 - Date.now()));
    const untilAt = Date.now() + 800;
    const terms = { form: 'listing', untilAt, criteria: ['全部苫盖'] } as const;
    const listing = await open(server, opening('listing', terms, 'sitewest', [problem]));
    await sleep(Math.max(0, untilAt + 100 - Date.now()));
    expect(await run(server)).toMatchObject({ lapsed: 1, refused: 0 });
    expect(await rowOf(server, 'escalations', listing)).toMatchObject({
      state: 'in_force',
      overdueAt: untilAt,
    });
    expect(await rowOf(server, 'problems', problem)).toMatchObject({ escalation: 3 });
    expect(await run(server)).toMatchObject({ lapsed: 0, refused: 0 });
    await driver.taken('leader', 'escalation.lifted', listing, { reason: '达到摘牌条件' });
    expect(await totalOf(server, 'escalations', "state = 'lifted'")).toBe(1);
  });
});
