import { beforeAll, describe, expect, test } from 'vitest';
import { assignment, caseCity, caseDriver, HOUR, lateCase } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, found, newId } from './drafts.ts';
import { runEscalate } from './escalate-run.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;

beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
});

const article = (problems: readonly string[]) => ({
  medium: 'newspaper' as const,
  title: '工地扬尘',
  link: '',
  publishedAt: Date.now(),
  problems,
  redaction: 'none' as const,
  followUpDueAt: Date.now() + 7 * 24 * HOUR,
  proposal: null,
  note: '',
});

describe('exposures', () => {
  test('0.25 a published article is on each of its problems, and the unit that answers for one sees it', async () => {
    const problem = await driver.finding();
    await driver.taken('dispatcher', 'problem.assigned', problem, assignment('housing'));
    const exposure = newId();
    const event = draft('exposure.published', exposure, article([problem]));
    const reply = await send(await server.as('dispatcher'), event);
    expect(reply.status, reply.text).toBe(200);
    expect(await driver.problemOf(problem)).toMatchObject({ escalation: 1, steps: [{ step: exposure }] });
    const path = `/api/collections/exposures/records/${exposure}`;
    expect((await (await server.as('regulator')).get(path)).status).toBe(200);
    expect((await (await server.as('otherregulator')).get(path)).status).toBe(404);
    await driver.taken('dispatcher', 'exposure.withdrawn', exposure, { reason: '有误' });
    expect((await (await server.as('regulator')).get(path)).status).toBe(404);
    expect(await driver.problemOf(problem)).toMatchObject({ escalation: 0, steps: [] });
  });

  test('an inspector outside the exposure group publishes nothing', async () => {
    const problem = await driver.finding();
    const event = draft('exposure.published', newId(), article([problem]));
    const reply = await send(await server.as('otherinspector'), event);
    expect([reply.status, reply.body.data.key]).toEqual([403, 'server_not_exposure_group']);
    expect((await rowOf(server, 'exposures', event.subjectId)).status).toBe(404);
  });
});

describe('the ladder', () => {
  const DAY = 24 * HOUR;
  const serious = (name: string): object =>
    lateCase(name, { source: id('yardwest'), severity: 2, deadlineAt: Date.now() + 9 * DAY });

  test('1.31 the job proposes once on the same grounds; nothing enters the blacklist without a leader', async () => {
    const problems = [
      lateCase('latea'),
      lateCase('lateb'),
      serious('seriousa'),
      serious('seriousb'),
      serious('seriousc'),
    ];
    const one = await startServer({ city: { ...caseCity, problems } });
    const run = (): Promise<Json> => runEscalate(one);
    expect(await run()).toMatchObject({ ran: true, proposed: 2, refused: 0 });
    expect(await run()).toMatchObject({ proposed: 0, lapsed: 0, refused: 0 });
    const rows = (await (await one.as('leader')).get('/api/collections/escalations/records?sort=level')).body
      .items;
    expect(rows.map((each: Json) => [each.rung, each.state, each.source])).toEqual([
      ['exposure', 'proposed', id('sitewest')],
      ['blacklist', 'proposed', id('yardwest')],
    ]);
    const black = rows[1];
    expect(black.because).toMatchObject({ key: 'escalation_because_serious', params: { count: 3 } });
    expect(
      (await (await one.as('regulator')).get('/api/collections/escalations/records')).body.items,
    ).toEqual([]);

    const terms = { form: 'blacklist', untilAt: Date.now() + 365 * DAY, effect: '限制投标' } as const;
    const confirm = () =>
      draft('escalation.confirmed', black.id, { terms, reason: '屡教不改' }, { seen: black.rev });
    for (const who of ['dispatcher', 'regulator', 'discipline', 'inspector', 'admin']) {
      const reply = await send(await one.as(who), confirm());
      expect([who, reply.status], reply.text).toEqual([who, 403]);
    }
    expect(await rowOf(one, 'escalations', black.id)).toMatchObject({ state: 'proposed' });
    expect((await send(await one.as('leader'), confirm())).status).toBe(200);
    expect(await rowOf(one, 'escalations', black.id)).toMatchObject({
      state: 'in_force',
      fromAt: expect.any(Number),
    });
    expect(await rowOf(one, 'problems', id('seriousa'))).toMatchObject({ escalation: 4 });
    expect(
      (await (await one.as('regulator')).get('/api/collections/escalations/records')).body.items,
    ).toHaveLength(1);
    expect(await run()).toMatchObject({ proposed: 0, refused: 0 });
    const undo = draft('escalation.undone', black.id, { reason: '误判' }, { seen: black.rev + 1 });
    expect((await send(await one.as('leader'), undo)).status).toBe(200);
    expect(await rowOf(one, 'problems', id('seriousa'))).toMatchObject({ escalation: 0, steps: [] });
  });

  test('0.47 another ladder comes from the catalogue: its rungs are proposed, with its edition', async () => {
    const rung = { code: 'rectify', name: '责令整改', form: 'mark', level: 1, confirm: ['dispatcher'] };
    const ladders = [
      {
        code: 'property',
        name: '物业',
        kinds: [],
        categories: [],
        rungs: [{ ...rung, rules: [{ when: 'overdue', days: 1 }] }],
      },
    ];
    const catalogues = [
      {
        id: id('ladders'),
        code: 'escalation_ladders',
        version: 'W1',
        fromAt: 1,
        untilAt: 0,
        body: { ladders },
      },
    ];
    const one = await startServer({ city: { ...caseCity, problems: [lateCase('latea')], catalogues } });
    expect(await runEscalate(one)).toMatchObject({ proposed: 1 });
    const [row] = (await (await one.as('dispatcher')).get('/api/collections/escalations/records')).body.items;
    expect(row).toMatchObject({ ladder: 'property', edition: 'W1', rung: 'rectify', form: 'mark' });
    const terms = { form: 'mark', untilAt: null } as const;
    const confirmed = draft('escalation.confirmed', row.id, { terms, reason: '' }, { seen: row.rev });
    expect((await send(await one.as('dispatcher'), confirmed)).status).toBe(200);
    expect(await rowOf(one, 'problems', id('latea'))).toMatchObject({ escalation: 1 });
  });

  test('1.65 a sealed place is sealed in the register until the seal is lifted', async () => {
    const step = newId();
    const terms = { form: 'seal', untilAt: null, basis: '第三十条' } as const;
    const opened = {
      ladder: 'air',
      rung: 'seal',
      source: id('siteeast'),
      unit: null,
      problems: [],
      terms,
      reason: '拒不整改',
    };
    expect((await send(await server.as('dispatcher'), draft('escalation.opened', step, opened))).status).toBe(
      403,
    );
    const reply = await send(await server.as('leader'), draft('escalation.opened', step, opened));
    expect(reply.status, reply.text).toBe(200);
    expect(await rowOf(server, 'sources', id('siteeast'))).toMatchObject({ state: 'sealed' });
    await driver.taken('leader', 'escalation.lifted', step, { reason: '验收合格' });
    expect(await rowOf(server, 'sources', id('siteeast'))).toMatchObject({ state: 'active' });
  });
});

describe('orders from above, meetings and what is handed over', () => {
  test('1.39 the way of an order down: time and post at both ends, and only who is named sees it', async () => {
    const order = newId();
    const payload = {
      level: 'province',
      theirNo: '',
      issuer: '省攻坚办',
      title: '核实',
      text: '',
      receivedAt: Date.now(),
      answerDueAt: Date.now() + 24 * HOUR,
      owner: id('leader'),
      items: [{ what: '核实', unit: id('housing'), dueAt: Date.now() + HOUR }],
      problems: [],
    } as const;
    const reply = await send(await server.as('dispatcher'), draft('directive.received', order, payload));
    expect(reply.status, reply.text).toBe(200);
    const path = `/api/collections/directives/records/${order}`;
    expect((await (await server.as('otherregulator')).get(path)).status).toBe(404);
    await driver.taken('regulator', 'directive.read', order, {});
    await driver.taken('regulator', 'directive.forwarded', order, { to: [id('ecology')], note: '' });
    await driver.taken('otherregulator', 'directive.read', order, {});
    const { hops } = await rowOf(server, 'directives', order);
    expect(hops).toMatchObject([
      { to: id('housing'), fromPost: 'dispatcher', readPost: 'regulator', readAt: expect.any(Number) },
      { from: id('housing'), to: id('ecology'), readPost: 'regulator' },
    ]);
    expect(hops[1].readAt).toBeGreaterThan(0);
    expect(await driver.refusedBy('dispatcher', 'directive.answered', order, { note: '办结' })).toBe(
      'server_directive_items_open',
    );
    await driver.taken('regulator', 'directive.item_done', order, { item: 0, note: '已核实' });
    const verdict = { item: 0, accepted: true, note: '' };
    expect(await driver.refusedBy('regulator', 'directive.item_reviewed', order, verdict)).toBe(
      'server_not_your_task',
    );
    await driver.taken('leader', 'directive.item_reviewed', order, verdict);
    expect((await rowOf(server, 'directives', order))['items'][0].acceptedAt).toBeGreaterThan(0);
    await driver.taken('dispatcher', 'directive.answered', order, { note: '办结' });
    await driver.taken('leader', 'directive.reviewed', order, { accepted: true, note: '' });
  });

  test('0.50 a meeting assigns its items in one transaction', async () => {
    const [one, two] = [await driver.finding(), await driver.finding()];
    const item = {
      decision: 'assign',
      unit: id('ecology'),
      deadlineAt: Date.now() + 24 * HOUR,
      note: '',
    } as const;
    const meeting = newId();
    const held = {
      kind: 'joint',
      title: '四方联席会',
      heldAt: Date.now(),
      units: [id('housing')],
      minutes: '纪要',
      items: [
        { ...item, problem: one },
        { ...item, problem: two },
      ],
    } as const;
    const reply = await send(await server.as('dispatcher'), draft('meeting.held', meeting, held));
    expect(reply.status, reply.text).toBe(200);
    expect(await driver.problemOf(one)).toMatchObject({ state: 'assigned', unit: id('ecology') });
    const again = await send(await server.as('dispatcher'), draft('meeting.held', newId(), held));
    expect(again.status).toBe(400);
  });

  test('0.50 what came up at the table is a case of its own, and the units at the table see the record', async () => {
    const [known, told] = [await driver.finding(), newId()];
    const held = {
      kind: 'joint',
      title: '四方联席会',
      heldAt: Date.now(),
      units: [id('housing')],
      others: ['居民代表', '物业公司'],
      minutes: '纪要',
      findings: [
        { problem: told, category: 'road.dust', severity: 1, source: id('sitewest'), note: '门口扬尘' },
      ],
      items: [
        { problem: known, decision: 'keep', unit: null, deadlineAt: null, note: '' },
        {
          problem: told,
          decision: 'assign',
          unit: id('ecology'),
          deadlineAt: Date.now() + 24 * HOUR,
          note: '',
        },
      ],
    } as const;
    const meeting = draft('meeting.held', newId(), held);
    expect((await send(await server.as('inspector'), meeting)).status).toBe(403);
    const reply = await send(await server.as('leader'), meeting);
    expect(reply.status, reply.text).toBe(200);
    const row = await driver.problemOf(told);
    expect(row).toMatchObject({ state: 'assigned', origin: 'public', unit: id('ecology'), note: '门口扬尘' });
    expect(row['no']).toMatch(/^WT-/);
    expect(await driver.problemOf(known)).toMatchObject({ state: 'found' });
    const path = `/api/collections/meetings/records/${meeting.subjectId}`;
    const seen = await (await server.as('regulator')).get(path);
    expect([seen.status, seen.body.units, seen.body.others]).toEqual([
      200,
      [id('housing')],
      ['居民代表', '物业公司'],
    ]);
    expect((await (await server.as('othertown')).get(path)).status).toBe(404);
  });

  test('1.32 3.21 the file holds the whole event chain of its cases, and is for the office and discipline', async () => {
    const problem = await driver.finding();
    await driver.taken('dispatcher', 'problem.assigned', problem, assignment('housing'));
    const step = newId();
    const terms = { form: 'accountability', duty: '督促整改不力' } as const;
    const opened = {
      ladder: 'air',
      rung: 'accountability',
      source: null,
      unit: id('housing'),
      problems: [problem],
      terms,
      reason: '多次逾期',
    };
    expect((await send(await server.as('dispatcher'), draft('escalation.opened', step, opened))).status).toBe(
      403,
    );
    expect((await send(await server.as('leader'), draft('escalation.opened', step, opened))).status).toBe(
      200,
    );
    const path = `/api/sf/file/escalations/${step}`;
    expect((await (await server.as('regulator')).get(path)).status).toBe(403);
    expect((await (await server.as('')).get(path)).status).toBe(403);
    const { body } = await (await server.as('discipline')).get(path);
    expect(body.events.map((each: Json) => each.type)).toEqual([
      'problem.found',
      'problem.assigned',
      'escalation.opened',
      'problem.escalated',
    ]);
    expect(body.events.every((each: Json) => /^[0-9a-f]{64}$/.test(each.hash))).toBe(true);
    const filter = encodeURIComponent(`subjectId = '${problem}'`);
    const { body: log } = await (
      await server.as('root')
    ).get(`/api/collections/events/records?filter=${filter}`);
    expect(body.events.filter((each: Json) => each.subjectId === problem)).toHaveLength(log.totalItems);
    expect(
      (await (await server.as('regulator')).get(`/api/collections/escalations/records/${step}`)).status,
    ).toBe(404);
  });

  test('0.34 an exposed problem is a blind spot unless a grid officer had reported the place', async () => {
    const blind = await driver.finding({ source: id('yardwest') });
    const event = draft('exposure.published', newId(), article([blind]));
    expect((await send(await server.as('dispatcher'), event)).status).toBe(200);
    const period = `from=1&until=${Date.now() + HOUR}`;
    const ask = async (): Promise<Json> =>
      (await (await server.as('leader')).get(`/api/sf/blind-spots?${period}`)).body;
    expect((await ask()).spots.map((each: Json) => each.id)).toContain(blind);
    const reported = found(newId(), { source: id('yardwest'), foundAt: Date.now() - HOUR });
    expect((await send(await server.as('gridofficer'), reported)).status).toBe(200);
    expect((await ask()).spots.map((each: Json) => each.id)).not.toContain(blind);
    // Who was a grid officer then is one for that finding, whatever he became; and who became one since had reported nothing.
    const move = async (name: string, role: string): Promise<void> => {
      const path = `/api/collections/users/records/${id(name)}`;
      expect((await (await server.as('root')).send('PATCH', path, { role })).status).toBe(200);
    };
    await move('gridofficer', 'inspector');
    expect((await ask()).spots.map((each: Json) => each.id)).not.toContain(blind);
    const seen = await driver.finding({ source: id('siteeast'), category: 'road.dust' });
    const second = draft('exposure.published', newId(), article([seen]));
    expect((await send(await server.as('dispatcher'), second)).status).toBe(200);
    await move('inspector', 'grid_officer');
    expect((await ask()).spots.map((each: Json) => each.id)).toContain(seen);
    await move('inspector', 'inspector');
    await move('gridofficer', 'grid_officer');
    expect((await (await server.as('regulator')).get(`/api/sf/blind-spots?${period}`)).status).toBe(403);
  });

  test('2.13 the red and black list of a period comes from the scores of what was checked', async () => {
    const path = `/api/sf/red-black?from=1&until=${Date.now() + HOUR}`;
    const { body, status } = await (await server.as('leader')).get(path);
    expect([status, body]).toMatchObject([200, { red: [], black: [], scored: 0, settings: { most: 10 } }]);
    expect((await (await server.as('town')).get(path)).status).toBe(403);
  });
});
