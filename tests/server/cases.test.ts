import { beforeAll, describe, expect, test } from 'vitest';
import type { EventType } from '../../src/core/casework/events.ts';
import type { ProblemFound } from '../../src/core/casework/payloads.ts';
import { assignment, caseCity, caseDriver, HOUR, measures, verdict } from './case-driver.ts';
import { id } from './city.ts';
import { EVENTS, totalOf } from './door.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

let server: TestServer;
let cases: ReturnType<typeof caseDriver>;
beforeAll(async () => {
  server = await startServer({ city: caseCity });
  cases = caseDriver(server);
});
const problemOf = (problem: string) => cases.problemOf(problem);
const taken: typeof cases.taken = (...args) => cases.taken(...args);
const refusedBy: typeof cases.refusedBy = (...args) => cases.refusedBy(...args);
const finding: typeof cases.finding = (more) => cases.finding(more);

/** From found to submitted, every step by whoever may do it. */
async function submitted(more: Partial<ProblemFound> = {}): Promise<string> {
  const problem = await finding(more);
  if (more.severity === 3) await taken('leader', 'problem.confirmed', problem, { note: '' });
  await taken('dispatcher', 'problem.assigned', problem, assignment());
  await taken('regulator', 'problem.accepted', problem, {
    handler: '张三',
    phone: '0371-63639999',
    note: '',
  });
  await taken('regulator', 'problem.started', problem, { note: '' });
  await taken('regulator', 'problem.submitted', problem, { measures, papers: [], note: '已苫盖' });
  return problem;
}

describe('the way of a case', () => {
  test('0.45 found, assigned, accepted, rectified, returned, rectified again, closed; every step in the log', async () => {
    const problem = await submitted();
    await taken('otherinspector', 'problem.reinspected', problem, verdict('fail'));
    const returned = await problemOf(problem);
    expect(returned).toMatchObject({ state: 'returned', returns: 1, handler: '张三' });
    expect(returned.deadlineAt - Date.now()).toBeLessThanOrEqual(24 * HOUR);
    await taken('regulator', 'problem.started', problem, { note: '' });
    await taken('regulator', 'problem.submitted', problem, { measures, papers: [], note: '' });
    await taken('otherinspector', 'problem.reinspected', problem, verdict('pass'));
    // Its photos are still on the way: closing waits for them.
    expect(await refusedBy('dispatcher', 'problem.closed', problem, { note: '' }, { photos: [] })).toBe(
      'server_photos_still_to_come',
    );
    const log = await (
      await server.as('dispatcher')
    ).get(`${EVENTS}?sort=seq&filter=${encodeURIComponent(`subjectId = '${problem}'`)}`);
    expect(log.body.items.map((each: Json) => [each.type.slice(8), each.role])).toEqual([
      ['found', 'inspector'],
      ['assigned', 'dispatcher'],
      ['accepted', 'regulator'],
      ['started', 'regulator'],
      ['submitted', 'regulator'],
      ['reinspected', 'inspector'],
      ['returned', 'system'],
      ['started', 'regulator'],
      ['submitted', 'regulator'],
      ['reinspected', 'inspector'],
    ]);
    expect((await problemOf(problem)).rev).toBe(10);
  });

  test('the unit reads its case and story; another unit, another town and the public do not', async () => {
    const problem = await submitted();
    const filter = encodeURIComponent(`subjectId = '${problem}'`);
    const story = async (who: string): Promise<number> =>
      (await (await server.as(who)).get(`${EVENTS}?filter=${filter}`)).body.items?.length ?? 0;
    expect(await Promise.all(['regulator', 'town', 'inspector', 'leader'].map(story))).toEqual([5, 5, 5, 5]);
    // Whoever sent nothing and answers for nothing sees nothing; the other group may be the one that looks again.
    const others = ['otherregulator', 'othertown', 'eastofficer', 'public', 'otherinspector'];
    expect(await Promise.all(others.map(story))).toEqual([0, 0, 0, 0, 5]);
  });

  test('skipping states by raw calls is refused at every state, and the row stays as it was', async () => {
    const problem = await finding();
    const raw: [string, EventType, object][] = [
      ['regulator', 'problem.accepted', { handler: '张', phone: '63639999', note: '' }],
      ['regulator', 'problem.submitted', { measures, papers: [], note: '' }],
      ['otherinspector', 'problem.reinspected', verdict('pass')],
      ['leader', 'problem.closed', { note: '' }],
      ['leader', 'problem.suspended', { reason: 'r' }],
      [
        'dispatcher',
        'problem.owner_decided',
        { lead: id('housing'), coUnits: [], basis: 'b', deadlineAt: Date.now() + HOUR, rule: false },
      ],
    ];
    for (const [who, type, payload] of raw)
      expect([type, await refusedBy(who, type, problem, payload as never)]).toEqual([
        type,
        'server_problem_is_found',
      ]);
    expect(await problemOf(problem)).toMatchObject({ state: 'found', rev: 1 });
    expect(await totalOf(server, 'events', `subjectId = '${problem}'`)).toBe(1);
  });

  test('nobody does what is not his: foreign unit, foreign town, wrong role', async () => {
    const problem = await finding();
    await taken('dispatcher', 'problem.assigned', problem, assignment());
    const accept = { handler: '张', phone: '63639999', note: '' };
    expect(await refusedBy('otherregulator', 'problem.accepted', problem, accept)).toBe(
      'server_not_your_unit',
    );
    expect(await refusedBy('othertown', 'problem.accepted', problem, accept)).toBe('server_not_your_unit');
    for (const who of ['inspector', 'admin', 'kiosk', 'discipline', 'public', 'dispatcher'])
      expect([who, await refusedBy(who, 'problem.accepted', problem, accept)]).toEqual([
        who,
        'server_not_your_task',
      ]);
    expect(await refusedBy('dispatcher', 'problem.suspended', problem, { reason: 'r' })).toBe(
      'server_not_your_task',
    );
    expect(
      await refusedBy('dispatcher', 'problem.sampled', problem, { picked: true, of: 1, seed: 's' }),
    ).toBe('server_not_your_task');
    expect((await problemOf(problem)).state).toBe('assigned');
  });

  test('0.16 a severity-3 problem is not assigned without a leader, and is looked at by another group', async () => {
    const problem = await finding({ severity: 3 });
    expect(await refusedBy('dispatcher', 'problem.assigned', problem, assignment())).toBe(
      'server_major_needs_leader',
    );
    await taken('leader', 'problem.confirmed', problem, { note: '' });
    await taken('dispatcher', 'problem.assigned', problem, assignment());
    expect((await problemOf(problem)).parties).toBe(` ${id('housing')} ${id('westoffice')} `);
    await taken('regulator', 'problem.accepted', problem, { handler: '张', phone: '63639999', note: '' });
    await taken('regulator', 'problem.started', problem, { note: '' });
    await taken('regulator', 'problem.submitted', problem, { measures, papers: [], note: '' });
    expect(await refusedBy('inspector', 'problem.reinspected', problem, verdict('pass'))).toBe(
      'server_another_group',
    );
    await taken('otherinspector', 'problem.reinspected', problem, verdict('pass'));
    expect(await refusedBy('dispatcher', 'problem.closed', problem, { note: '' })).toBe(
      'server_leader_closes_major',
    );
  });

  test('suspended and resumed by the leader: the time that was left is left', async () => {
    const problem = await finding();
    await taken('dispatcher', 'problem.assigned', problem, assignment());
    await taken('leader', 'problem.suspended', problem, { reason: '停工令' });
    expect((await problemOf(problem)).state).toBe('suspended');
    expect(
      await refusedBy('regulator', 'problem.accepted', problem, {
        handler: '张',
        phone: '63639999',
        note: '',
      }),
    ).toBe('server_problem_is_suspended');
    await taken('leader', 'problem.resumed', problem, { reason: '复工' });
    expect(await problemOf(problem)).toMatchObject({ state: 'assigned', stateBefore: '' });
  });
});
