import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { clockSettings } from '../../src/core/casework/clock-catalogue.ts';
import { DEFAULT_CALENDAR } from '../../src/core/work-calendar.ts';
import { addWork } from '../../src/core/work-time.ts';
import { verifyChain } from '../../src/cli/verify.ts';
import { city, id } from './city.ts';
import { rowOf, send, totalOf } from './door.ts';
import { draft, found, newId } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

interface Report {
  readonly ran: boolean;
  readonly struck: number;
  readonly refused: number;
  readonly ms: number;
}

/** One run of the clocks from the command line; the server must be stopped or idle. */
function runClocks(server: TestServer): Report {
  const { code, output } = server.command('clocks');
  expect(code, output).toBe(0);
  return JSON.parse(output.slice(output.indexOf('{"ran"'))) as Report;
}

/** A case that is assigned with so many ms to its deadline. */
async function assigned(
  server: TestServer,
  ms: number,
): Promise<{ problem: string; from: number; due: number }> {
  const problem = newId();
  expect((await send(await server.as('inspector'), found(problem))).status).toBe(200);
  const from = Date.now();
  const due = from + ms;
  const event = draft(
    'problem.assigned',
    problem,
    { unit: id('housing'), orderNo: '', deadlineAt: due, note: '' },
    { seen: 1, deviceAt: from },
  );
  const reply = await send(await server.as('dispatcher'), event);
  expect(reply.status, reply.text).toBe(200);
  return { problem, from, due };
}

const clockEvents = async (server: TestServer, problem: string): Promise<Json[]> => {
  const filter = encodeURIComponent(`subjectId = '${problem}' && role = 'system'`);
  const reply = await (
    await server.as('root')
  ).get(`/api/collections/events/records?filter=${filter}&sort=seq`);
  return reply.body.items as Json[];
};
const told = (events: readonly Json[]): unknown[] =>
  events.map(({ type, deviceAt, payload }) => [type, deviceAt, JSON.parse(payload as string).share ?? 100]);

describe('1.28 the clock job', () => {
  test('a server killed before a deadline tells each mark once, at its instant, when it comes back', async () => {
    const server = await startServer({ env: { SHANGFENG_CRON: 'on' } });
    const { problem, from, due } = await assigned(server, 2000);
    const before = await rowOf(server, 'problems', problem);
    expect(before).toMatchObject({ nextClockAt: from + 1000, overdueAt: 0 });
    await server.stop('SIGKILL');
    await sleep(Math.max(0, due + 300 - Date.now()));
    await server.restart();
    const root = await server.as('root');
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => root.send('POST', '/api/crons/sf_clocks')),
    );
    expect(runs.map((each) => each.status)).toEqual([204, 204, 204, 204]);
    await expect.poll(async () => (await clockEvents(server, problem)).length).toBe(3);
    await sleep(300);
    const events = await clockEvents(server, problem);
    expect(told(events)).toEqual([
      ['problem.reminded', from + 1000, 50],
      ['problem.reminded', from + 1600, 80],
      ['problem.overdue', due, 100],
    ]);
    for (const each of events) expect(each.receivedAt).toBeGreaterThan(due);
    expect(await rowOf(server, 'problems', problem)).toMatchObject({
      state: 'assigned',
      nextClockAt: 0,
      overdueAt: due,
    });
    await server.stop();
    expect(runClocks(server)).toMatchObject({ ran: true, struck: 0, refused: 0 });
    expect(verifyChain(server.data).fault).toBeNull();
  });

  test('what came in time from a device that was offline takes the flag back', async () => {
    const server = await startServer();
    const { problem, due } = await assigned(server, 400);
    await sleep(Math.max(0, due + 50 - Date.now()));
    expect(runClocks(server).struck).toBe(3);
    expect((await rowOf(server, 'problems', problem)).overdueAt).toBe(due);
    const event = draft('problem.undecided', problem, { reason: 'r' }, { seen: 2 });
    const reply = await send(await server.as('dispatcher'), event);
    expect(reply.status, reply.text).toBe(200);
    const row = await rowOf(server, 'problems', problem);
    expect(row).toMatchObject({ state: 'found', overdueAt: 0 });
    expect(row.clocks.map((each: Json) => each.kind)).toEqual(['decide']);
  });

  test('cases from before there were clocks are flagged at their deadline', async () => {
    const due = Date.now() - 86_400_000;
    const problem = {
      id: id('oldcase'),
      no: 'OLD',
      category: 'dust.bare_soil',
      severity: 1,
      state: 'assigned',
      handling: 'assigned',
      origin: 'patrol',
      source: id('sitewest'),
      town: id('townwest'),
      unit: id('housing'),
      foundAt: due - 1,
      deadlineAt: due,
      rev: 2,
    };
    const server = await startServer({ city: { ...city, problems: [problem] } });
    expect(runClocks(server)).toMatchObject({ struck: 1, refused: 0 });
    expect(told(await clockEvents(server, problem.id))).toEqual([['problem.overdue', due, 100]]);
    expect(await rowOf(server, 'problems', problem.id)).toMatchObject({ overdueAt: due, nextClockAt: 0 });
    expect(runClocks(server)).toMatchObject({ struck: 0 });
  });

  test('what was fixed on the spot closes after seven days; a major one is a leader’s and becomes overdue', async () => {
    const at = Date.now() - 1000;
    const clock = {
      kind: 'sample',
      unit: 'clockHours',
      fromAt: at - 6048e5,
      marks: [at - 3024e5, at - 1e8, at],
      struck: 2,
      totalMs: 6048e5,
      leftMs: null,
      unknownYears: [],
    };
    const fixed = (name: string, severity: number): object => ({
      id: id(name),
      no: name,
      category: 'dust.bare_soil',
      severity,
      state: 'fixed_on_spot',
      handling: 'fixed_on_spot',
      origin: 'patrol',
      source: id('sitewest'),
      town: id('townwest'),
      foundAt: at - 6048e5,
      clocks: [clock],
      nextClockAt: at,
      rev: 2,
    });
    const server = await startServer({ city: { ...city, problems: [fixed('small', 1), fixed('major', 3)] } });
    expect(runClocks(server)).toMatchObject({ struck: 2, refused: 0 });
    expect(told(await clockEvents(server, id('small')))).toEqual([['problem.closed', at, 100]]);
    expect(await rowOf(server, 'problems', id('small'))).toMatchObject({
      state: 'closed',
      closedAt: at,
      clocks: [],
      nextClockAt: 0,
    });
    expect(told(await clockEvents(server, id('major')))).toEqual([['problem.overdue', at, 100]]);
    expect(await totalOf(server, 'problems', "state = 'fixed_on_spot'")).toBe(1);
  });

  test('0.12 a dispute that nobody settled in 24 hours goes to a leader, once', async () => {
    const at = Date.now() - 5000;
    const from = at - 86_400_000;
    const clock = {
      kind: 'dispute',
      unit: 'clockHours',
      fromAt: from,
      marks: [from + 43_200_000, from + 69_120_000, at],
      struck: 0,
      totalMs: 86_400_000,
      leftMs: null,
      unknownYears: [],
    };
    const problem = {
      id: id('disputed'),
      no: 'D',
      category: 'dust.bare_soil',
      severity: 1,
      state: 'ownership_disputed',
      handling: 'assigned',
      origin: 'patrol',
      source: id('sitewest'),
      town: id('townwest'),
      foundAt: from,
      clocks: [clock],
      nextClockAt: from + 43_200_000,
      rev: 3,
    };
    const server = await startServer({ city: { ...city, problems: [problem] } });
    expect(runClocks(server)).toMatchObject({ struck: 3, refused: 0 });
    expect(told(await clockEvents(server, problem.id))).toEqual([
      ['problem.reminded', from + 43_200_000, 50],
      ['problem.reminded', from + 69_120_000, 80],
      ['problem.raised', at, 100],
    ]);
    expect(await rowOf(server, 'problems', problem.id)).toMatchObject({ raisedAt: at, overdueAt: at });
    expect(runClocks(server).struck).toBe(0);
  });

  test('nobody sends these events by hand', async () => {
    const server = await startServer();
    const { problem, due } = await assigned(server, 60_000);
    for (const who of ['dispatcher', 'admin', 'leader']) {
      const event = draft('problem.overdue', problem, { clock: 'rectify', dueAt: due }, { seen: 2 });
      expect((await send(await server.as(who), event)).status).toBe(403);
    }
  });
});

describe('1.29 deadlines by catalogue and unit', () => {
  test('the edition stays with the case; a unit’s own hours and an announced year count', async () => {
    const catalogue = (code: string, body: object, version = '1'): object => ({
      id: id(`c${code}${version}`.replace(/_/g, '')),
      code,
      version,
      fromAt: 1,
      untilAt: 0,
      body,
    });
    const server = await startServer({
      city: {
        ...city,
        units: [
          { id: id('ecology'), code: 'ecology', name: '生态环境局', kind: 'regulator', town: '' },
          {
            id: id('housing'),
            code: 'housing',
            name: '住建局',
            kind: 'regulator',
            town: '',
            workHours: [[0, 1440]],
          },
        ],
        catalogues: [
          catalogue('problem_categories', {
            categories: [{ code: 'dust.bare_soil', deadline: { unit: 'workHours', value: 7 } }],
          }),
          catalogue('work_calendar', { responses: [{ level: 'orange', fromAt: 1, untilAt: 0 }] }),
        ],
      },
    });
    const { problem, from, due } = await assigned(server, 40 * 86_400_000);
    const row = await rowOf(server, 'problems', problem);
    expect(row.edition).toBe('1');
    const [accept, rectify] = row.clocks;
    expect([accept.kind, accept.unit, accept.marks[2]]).toEqual(['accept', 'clockHours', from + 3_600_000]);
    expect([rectify.kind, rectify.unit, rectify.marks[2]]).toEqual(['rectify', 'workHours', due]);
    expect(rectify.totalMs % 86_400_000).not.toBe(40 * 86_400_000);
    expect(rectify.totalMs).toBeGreaterThan(24 * 86_400_000);
  });
});

describe('1.29 a year that is announced while a case is open', () => {
  test('is counted anew before the next mark strikes, by an event that says so', async () => {
    const fromAt = Date.now() - 2 * 86_400_000;
    const year = new Date(fromAt + 40 * 86_400_000).getUTCFullYear() + 1;
    const due = fromAt + 500 * 86_400_000;
    const totalMs = 40 * 7 * 3_600_000;
    const clock = {
      kind: 'rectify',
      unit: 'workDays',
      fromAt,
      marks: [fromAt + 86_400_000, fromAt + 90_000_000, due],
      struck: 0,
      totalMs,
      leftMs: null,
      unknownYears: [year],
    };
    const problem = {
      id: id('nextyear'),
      no: 'Y',
      category: 'dust.bare_soil',
      severity: 1,
      state: 'assigned',
      handling: 'assigned',
      origin: 'patrol',
      source: id('sitewest'),
      town: id('townwest'),
      unit: id('housing'),
      foundAt: fromAt,
      deadlineAt: due,
      clocks: [clock],
      nextClockAt: fromAt + 86_400_000,
      rev: 2,
    };
    const years = { [year]: { off: [`01-01`], work: [] } };
    const categories = [{ code: 'dust.bare_soil', deadline: { unit: 'workDays', value: 40 } }];
    const server = await startServer({
      city: {
        ...city,
        problems: [problem],
        catalogues: [
          { id: id('calendar'), code: 'work_calendar', version: '1', fromAt: 1, untilAt: 0, body: { years } },
          {
            id: id('edition'),
            code: 'problem_categories',
            version: '1',
            fromAt: 1,
            untilAt: 0,
            body: { categories },
          },
        ],
      },
    });
    expect(runClocks(server)).toMatchObject({ refused: 0 });
    const row = await rowOf(server, 'problems', problem.id);
    const events = await clockEvents(server, problem.id);
    expect(events.map((each) => each.type)).toEqual(['problem.rescheduled']);
    expect(JSON.parse(events[0].payload).because).toBe('calendar');
    const { years: known } = clockSettings({ years }, null).calendar;
    expect(row.deadlineAt).toBe(addWork(fromAt, totalMs, { ...DEFAULT_CALENDAR, years: known }));
    expect(row.clocks[0]).toMatchObject({ fromAt, totalMs, struck: 0 });
    expect(row.nextClockAt).toBe(row.clocks[0].marks[0]);
  });
});

describe('1.28 a hundred thousand open cases', () => {
  test('a run finds what is due by the index', async () => {
    const server = await startServer();
    await server.stop();
    const database = new DatabaseSync(join(server.data, 'data.db'));
    const now = Date.now();
    const columns = database.prepare('PRAGMA table_info(problems)').all().length;
    expect(columns).toBeGreaterThan(20);
    database.exec(`INSERT INTO problems (id, no, category, severity, state, handling, origin, source, town, unit, foundAt, deadlineAt, nextClockAt, clocks, rev)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
      SELECT printf('case%011d', i), printf('N%06d', i), 'dust.bare_soil', 1, 'assigned', 'assigned', 'patrol', '${id('sitewest')}', '${id('townwest')}', '${id('housing')}', ${now} - i, ${now} + 86400000 + i, CASE WHEN i <= 50 THEN ${now} - i ELSE ${now} + 86400000 + i END,
        CASE WHEN i <= 50 THEN json_array(json_object('kind', 'rectify', 'unit', 'clockHours', 'fromAt', ${now} - 86400000, 'marks', json_array(${now} - 43200000, ${now} - 10000000, ${now} - i), 'struck', 2, 'totalMs', 86400000, 'leftMs', NULL, 'unknownYears', json('[]'))) ELSE '[]' END, 2 FROM n`);
    const plan = (sql: string): string => JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    expect(
      plan(
        "SELECT id, nextClockAt FROM problems INDEXED BY idx_problems_clock WHERE nextClockAt > 0 AND nextClockAt <= 5 AND (nextClockAt, id) > (0, '') ORDER BY nextClockAt, id LIMIT 200",
      ),
    ).toContain('idx_problems_clock');
    expect(
      plan(
        "SELECT id FROM problems INDEXED BY idx_problems_unclocked WHERE nextClockAt = 0 AND overdueAt = 0 AND deadlineAt > 0 AND state IN ('assigned','accepted','rectifying','returned') AND deadlineAt <= 5 ORDER BY deadlineAt, id LIMIT 200",
      ),
    ).toContain('idx_problems_unclocked');
    database.close();
    const first = runClocks(server);
    expect(first).toMatchObject({ struck: 50, refused: 0 });
    const idle = runClocks(server);
    console.log(`100,000 open cases: 50 due ${first.ms} ms, none due ${idle.ms} ms`);
    expect(idle.struck).toBe(0);
  }, 120_000);
});
