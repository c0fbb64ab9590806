import { expect, test } from 'vitest';
import { caseCity, HOUR, lateCase } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft } from './drafts.ts';
import { runEscalate } from './escalate-run.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const DAY = 24 * HOUR;
/** Odd to the millisecond, so that a flag set at the time of a run would differ. */
const DUE = Date.now() - 3 * DAY - 1_234_567;
const LATER = DUE + DAY;
const AHEAD = Date.now() + DAY;

/** Events of a type, oldest first. */
const eventsOf = async (server: TestServer, type: string): Promise<readonly Json[]> => {
  const filter = encodeURIComponent(`type = '${type}'`);
  const path = `/api/collections/events/records?filter=${filter}&sort=seq`;
  return (await (await server.as('root')).get(path)).body.items;
};
const told = async (server: TestServer, type: string): Promise<unknown> =>
  (await eventsOf(server, type)).map((each) => [each.subjectId, JSON.parse(each.payload)]);

test('0.26 0.37 an article without a second one is late since its follow-up was due, once, however long the server stood', async () => {
  const article = (name: string, more: object = {}): object => ({
    ...{ id: id(name), medium: 'newspaper', title: name, publishedAt: DUE - 7 * DAY, problems: [] },
    ...{ redaction: 'none', followUpDueAt: DUE, followUps: [], state: 'published', rev: 1, ...more },
  });
  const second = { at: DUE - HOUR, title: '已整改', link: '', result: 'fixed' };
  const exposures = [
    article('waits'),
    article('longer', { followUpDueAt: LATER }),
    article('followed', { state: 'followed_up', followUps: [second] }),
    article('withdrawn', { state: 'withdrawn' }),
    article('ahead', { followUpDueAt: AHEAD }),
    article('undated', { followUpDueAt: 0 }),
    article('known', { overdueAt: DUE }),
  ];
  const server = await startServer({ city: { ...caseCity, exposures } });
  expect(await runEscalate(server)).toMatchObject({ ran: true, lapsed: 2, proposed: 0, refused: 0 });
  const lateOf = async (name: string): Promise<unknown> => {
    const { state, overdueAt, rev } = await rowOf(server, 'exposures', id(name));
    return { state, overdueAt, rev };
  };
  expect(await lateOf('waits')).toEqual({ state: 'published', overdueAt: DUE, rev: 2 });
  expect(await lateOf('longer')).toEqual({ state: 'published', overdueAt: LATER, rev: 2 });
  for (const name of ['followed', 'withdrawn', 'ahead', 'undated'])
    expect([name, await lateOf(name)]).toEqual([name, expect.objectContaining({ overdueAt: 0, rev: 1 })]);
  expect(await lateOf('known')).toMatchObject({ overdueAt: DUE, rev: 1 });
  const flags = [
    [id('waits'), { dueAt: DUE }],
    [id('longer'), { dueAt: LATER }],
  ];
  expect(await told(server, 'exposure.lapsed')).toEqual(flags);
  expect(await runEscalate(server)).toMatchObject({ lapsed: 0, refused: 0 });
  expect(await told(server, 'exposure.lapsed')).toEqual(flags);

  // Nobody but the job flags; a follow-up that comes late still counts.
  for (const who of ['dispatcher', 'leader', 'inspector']) {
    const own = draft('exposure.lapsed', id('ahead'), { dueAt: AHEAD }, { seen: 1 });
    expect([who, (await send(await server.as(who), own)).status]).toEqual([who, 403]);
  }
  const published = { title: '已整改', link: '', publishedAt: Date.now(), result: 'fixed' } as const;
  const followed = draft('exposure.followed_up', id('waits'), published, { seen: 2 });
  expect((await send(await server.as('dispatcher'), followed)).status).toBe(200);
  expect(await runEscalate(server)).toMatchObject({ lapsed: 0, refused: 0 });
});

test('1.27 1.39 an order from above is overdue since its answer was due, once; an answered one is not, a returned one is', async () => {
  const order = (name: string, more: object = {}): object => ({
    ...{ id: id(name), level: 'city', title: name, issuer: '市攻坚办', receivedAt: DUE - 5 * DAY },
    ...{ answerDueAt: DUE, items: [], hops: [], answers: [], state: 'open', rev: 1, ...more },
  });
  const directives = [
    order('open'),
    order('sentback', { state: 'returned', answerDueAt: LATER }),
    order('answered', { state: 'answered' }),
    order('ahead', { answerDueAt: AHEAD }),
  ];
  const server = await startServer({ city: { ...caseCity, directives } });
  expect(await runEscalate(server)).toMatchObject({ ran: true, lapsed: 2, proposed: 0, refused: 0 });
  const lateOf = async (name: string): Promise<number> =>
    (await rowOf(server, 'directives', id(name))).overdueAt;
  expect([await lateOf('open'), await lateOf('sentback')]).toEqual([DUE, LATER]);
  expect([await lateOf('answered'), await lateOf('ahead')]).toEqual([0, 0]);
  const flags = [
    [id('open'), { dueAt: DUE }],
    [id('sentback'), { dueAt: LATER }],
  ];
  expect(await told(server, 'directive.overdue')).toEqual(flags);
  expect(await runEscalate(server)).toMatchObject({ lapsed: 0, refused: 0 });
  expect(await told(server, 'directive.overdue')).toEqual(flags);
  const own = draft('directive.overdue', id('ahead'), { dueAt: AHEAD }, { seen: 1 });
  expect((await send(await server.as('dispatcher'), own)).status).toBe(403);
});

test('1.41 broken promises are flagged at their day, once each; the first one alone raises the level of the step and of its case', async () => {
  const promise = (what: string, dueAt: number, more: object = {}): object => ({
    ...{ what, dueAt, keptAt: 0, missedAt: 0, ...more },
  });
  const interview = (name: string, commitments: readonly object[], more: object = {}): object => ({
    ...{ id: id(name), ladder: 'air', rung: 'interview', form: 'interview', level: 2, state: 'in_force' },
    ...{ source: id('sitewest'), cases: '', key: name, terms: { form: 'interview' }, commitments },
    ...{ fromAt: DUE - 7 * DAY, nextDueAt: DUE, rev: 1, ...more },
  });
  const problem = lateCase('promised', {
    ...{ foundAt: DUE - 8 * DAY, deadlineAt: AHEAD, escalation: 2 },
    steps: [{ step: id('broken'), form: 'interview', level: 2 }],
  });
  const escalations = [
    interview(
      'broken',
      [
        promise('苫盖', DUE),
        promise('硬化', LATER),
        promise('冲洗', DUE, { keptAt: DUE - HOUR }),
        promise('验收', AHEAD),
      ],
      { cases: ` ${id('promised')} ` },
    ),
    interview('lifted', [promise('苫盖', DUE)], { state: 'lifted' }),
    interview('ahead', [promise('苫盖', AHEAD)], { nextDueAt: AHEAD }),
  ];
  const server = await startServer({ city: { ...caseCity, problems: [problem], escalations } });
  // Two promises; and a broken one proposes the next rung.
  expect(await runEscalate(server)).toMatchObject({ ran: true, lapsed: 2, proposed: 1, refused: 0 });
  const broken = await rowOf(server, 'escalations', id('broken'));
  expect(broken).toMatchObject({ level: 3, overdueAt: DUE, nextDueAt: AHEAD, state: 'in_force', rev: 3 });
  expect(broken.commitments.map((each: Json) => each.missedAt)).toEqual([DUE, LATER, 0, 0]);
  expect(await rowOf(server, 'problems', id('promised'))).toMatchObject({ escalation: 3 });
  const waiting = encodeURIComponent("state = 'proposed'");
  const path = `/api/collections/escalations/records?filter=${waiting}`;
  const { items } = (await (await server.as('leader')).get(path)).body;
  expect(items).toMatchObject([{ rung: 'listing', because: { key: 'escalation_because_commitment' } }]);
  for (const name of ['lifted', 'ahead'])
    expect(await rowOf(server, 'escalations', id(name))).toMatchObject({ level: 2, overdueAt: 0, rev: 1 });
  const flags = [
    [id('broken'), { commitment: 0, dueAt: DUE }],
    [id('broken'), { commitment: 1, dueAt: LATER }],
  ];
  expect(await told(server, 'escalation.commitment_missed')).toEqual(flags);
  expect(await runEscalate(server)).toMatchObject({ lapsed: 0, proposed: 0, refused: 0 });
  expect(await told(server, 'escalation.commitment_missed')).toEqual(flags);
});
