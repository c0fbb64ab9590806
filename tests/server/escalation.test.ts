import { beforeAll, describe, expect, test } from 'vitest';
import { assignment, caseCity, caseDriver, HOUR } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, newId } from './drafts.ts';
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
  const late = (name: string, more: object = {}): object => ({
    id: id(name),
    no: name,
    source: id('sitewest'),
    town: id('townwest'),
    category: 'dust.bare_soil',
    severity: 1,
    state: 'assigned',
    handling: 'assigned',
    origin: 'patrol',
    unit: id('housing'),
    parties: ` ${id('housing')} `,
    foundBy: id('inspector'),
    lng: 113.55,
    lat: 34.85,
    foundAt: Date.now() - 5 * DAY,
    deadlineAt: Date.now() - 2 * DAY,
    rev: 3,
    ...more,
  });
  const serious = (name: string): object =>
    late(name, { source: id('yardwest'), severity: 2, deadlineAt: Date.now() + 9 * DAY });

  test('1.31 the job proposes once on the same grounds; nothing enters the blacklist without a leader', async () => {
    const problems = [
      late('latea'),
      late('lateb'),
      serious('seriousa'),
      serious('seriousb'),
      serious('seriousc'),
    ];
    const one = await startServer({ city: { ...caseCity, problems } });
    const run = async (): Promise<Json> => {
      await one.stop();
      const { output } = one.command('escalate');
      await one.restart();
      return JSON.parse(output.slice(output.indexOf('{')));
    };
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
    const one = await startServer({ city: { ...caseCity, problems: [late('latea')], catalogues } });
    await one.stop();
    const { output } = one.command('escalate');
    expect(JSON.parse(output.slice(output.indexOf('{')))).toMatchObject({ proposed: 1 });
    await one.restart();
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
