import { beforeAll, expect, test } from 'vitest';
import { drawTargets } from '../../src/core/patrol/draw-targets.ts';
import { assignment, caseDriver, cityWith } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, newId, strikeOf } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;

beforeAll(async () => {
  const person = { email: 'partner@example.com', role: 'grid_officer', territory: id('towneast') };
  server = await startServer({ city: cityWith('property', person, 'company') });
  driver = caseDriver(server);
});

const sees = async (who: string, collection: string, row: string): Promise<boolean> =>
  (await (await server.as(who)).get(`/api/collections/${collection}/records/${row}`)).status === 200;

test('0.46 a covert visit, its task and what it found are unseen by the place until the case is assigned', async () => {
  const task = draft('task.sent', newId(), strikeOf({ type: 'grid_patrol', zone: null }));
  expect((await send(await server.as('dispatcher'), task)).status).toBe(200);
  const visit = draft('inspection.made', newId(), {
    ...{ source: id('sitewest'), task: task.subjectId, mode: 'covert', outcome: 'found', at: Date.now() },
    place: { lng: 113.55, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' },
    ...{ note: '', witness: '', police: false, education: null },
  });
  expect((await send(await server.as('inspector'), visit)).status).toBe(200);
  const problem = await driver.finding({ inspection: visit.subjectId });
  for (const who of ['regulator', 'siteofficer', 'town', 'othertown'])
    for (const [collection, row] of [
      ['tasks', task.subjectId],
      ['inspections', visit.subjectId],
      ['problems', problem],
    ] as const)
      expect([who, collection, await sees(who, collection, row)]).toEqual([who, collection, false]);
  await driver.taken('dispatcher', 'problem.assigned', problem, assignment());
  expect([await sees('regulator', 'problems', problem), await sees('town', 'problems', problem)]).toEqual([
    true,
    true,
  ]);
  // The visit itself stays the office's.
  expect(await sees('regulator', 'inspections', visit.subjectId)).toBe(false);
});

test('0.46 targets drawn by lot: the server repeats the draw, keeps its number, and lets nobody pass off chosen ones', async () => {
  const desk = await server.as('dispatcher');
  const pool = (
    (await desk.get('/api/collections/sources/records?perPage=100&filter=kind%3D%22site%22')).body.items as {
      id: string;
    }[]
  ).map((each) => each.id);
  expect(pool.length).toBeGreaterThan(1);
  const draw = { number: 483_920, kind: 'site', town: '', count: 1 } as const;
  const drawn = drawTargets(pool, draw.number, draw.count);
  const sent = (ids: readonly string[]) =>
    draft('task.sent', newId(), {
      ...strikeOf({ type: 'grid_patrol', zone: null }),
      ...{ targets: ids.map((source) => ({ source, share: null })), mode: 'covert', draw },
    });
  const chosen = await send(desk, sent(pool.filter((each) => !drawn.includes(each)).slice(0, 1)));
  expect([chosen.status, chosen.body.data.key]).toEqual([400, 'server_draw_differs']);
  const task = sent(drawn);
  const taken = await send(desk, task);
  expect(taken.status, taken.text).toBe(200);
  const row = await rowOf(server, 'tasks', task.subjectId);
  expect(row).toMatchObject({ mode: 'covert', draw: { ...draw, pool: pool.length }, parties: '' });
  // Repeatable from what is stored.
  const stored = row['draw'] as { number: number; count: number };
  expect(drawTargets([...pool].reverse(), stored.number, stored.count)).toEqual(
    (row['targets'] as { source: string }[]).map((each) => each.source),
  );

  // The tablet knows nothing of modes: what comes of the task is covert all the same.
  const [source] = drawn;
  const place = { lng: 113.55, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' } as const;
  const visit = draft('task.visited', task.subjectId, {
    ...{ source: source!, result: 'found', at: Date.now(), place, note: '' },
  });
  expect((await send(await server.as('inspector'), visit)).status).toBe(200);
  expect(await rowOf(server, 'inspections', visit.id)).toMatchObject({ mode: 'covert' });
  const problem = await driver.finding({ task: task.subjectId });
  expect(await driver.problemOf(problem)).toMatchObject({ covert: true });
  for (const who of ['regulator', 'otherregulator', 'siteofficer', 'town', 'othertown', 'eastofficer'])
    for (const [collection, id] of [
      ['tasks', task.subjectId],
      ['inspections', visit.id],
      ['problems', problem],
    ] as const)
      expect([who, collection, await sees(who, collection, id)]).toEqual([who, collection, false]);
  expect(await sees('inspector', 'tasks', task.subjectId)).toBe(true);
});

test('3.18 a joint action: each unit sees the task with every part, reports its own, and it ends when all have', async () => {
  const desk = await server.as('dispatcher');
  const parts = [
    { unit: id('housing'), what: '查工地手续' },
    { unit: id('ecology'), what: '测颗粒物' },
  ];
  const joint = (more: object) =>
    draft('task.sent', newId(), {
      ...strikeOf({ type: 'joint_action', zone: null }),
      ...{ parts, ...more },
    });
  const refusal = async (more: object) => (await send(desk, joint(more))).body.data.key as string;
  expect(await refusal({ parts: undefined })).toBe('server_joint_needs_units');
  expect(await refusal({ mode: 'covert' })).toBe('server_covert_names_no_units');
  expect(await refusal({ type: 'grid_patrol' })).toBe('server_parts_are_for_joint');
  expect(await refusal({ parts: [parts[0], parts[0]] })).toBe('server_unit_twice');

  const task = joint({});
  expect((await send(desk, task)).status).toBe(200);
  const row = () => rowOf(server, 'tasks', task.subjectId);
  for (const who of ['regulator', 'otherregulator']) {
    const seen = await (await server.as(who)).get(`/api/collections/tasks/records/${task.subjectId}`);
    expect((seen.body.parts as { what: string }[]).map((each) => each.what)).toEqual([
      '查工地手续',
      '测颗粒物',
    ]);
  }
  expect([
    await sees('town', 'tasks', task.subjectId),
    await sees('othertown', 'tasks', task.subjectId),
  ]).toEqual([false, false]);
  const report = async (who: string, unit: string) =>
    send(
      await server.as(who),
      draft(
        'task.part_reported',
        task.subjectId,
        { unit: id(unit), note: `${unit} 已查` },
        { seen: (await row())['rev'] as number },
      ),
    );
  expect((await report('otherregulator', 'housing')).body.data.key).toBe('server_not_your_unit');
  expect((await report('regulator', 'housing')).status).toBe(200);
  expect((await report('dispatcher', 'westoffice')).body.data.key).toBe('server_no_such_part');
  const inspector = await server.as('inspector');
  const field = async (type: 'task.started' | 'task.done', payload: object) =>
    send(inspector, draft(type, task.subjectId, payload as never, { seen: (await row())['rev'] as number }));
  expect((await field('task.started', {})).status).toBe(200);
  for (const target of (await row())['targets'] as { source: string }[]) {
    const skip = {
      source: target.source,
      result: 'skipped',
      at: Date.now(),
      place: null,
      note: '关门',
    } as const;
    expect((await send(inspector, draft('task.visited', task.subjectId, skip))).status).toBe(200);
  }
  const early = await field('task.done', { note: '' });
  expect(early.body.data).toMatchObject({ key: 'server_task_parts_open', params: { count: 1 } });
  expect((await report('inspector', 'ecology')).status).toBe(200);
  expect((await field('task.done', { note: '' })).status).toBe(200);
  expect(await row()).toMatchObject({
    state: 'done',
    parts: [
      { unit: id('housing'), state: 'reported', note: 'housing 已查' },
      { unit: id('ecology'), state: 'reported', note: 'ecology 已查' },
    ],
  });
});

test('4.24 the checks of each mode are counted as far as one may see them: a covert one by the office alone', async () => {
  const count = async (who: string, mode: string): Promise<number> => {
    const filter = encodeURIComponent(`mode = "${mode}" && source = "${id('yardwest')}"`);
    const reply = await (await server.as(who)).get(`/api/collections/inspections/records?filter=${filter}`);
    return reply.body.totalItems as number;
  };
  const modes = ['regular', 'irregular', 'spot', 'covert', 'urged', 'covert'] as const;
  for (const mode of modes) {
    const visit = draft('inspection.made', newId(), {
      ...{ source: id('yardwest'), task: null, mode, outcome: 'nothing', at: Date.now() },
      place: { lng: 113.56, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' },
      ...{ note: '', witness: '', police: false, education: null },
    });
    expect((await send(await server.as('inspector'), visit)).status).toBe(200);
  }
  const counts = (who: string): Promise<number[]> =>
    Promise.all(['regular', 'irregular', 'spot', 'covert', 'urged'].map((mode) => count(who, mode)));
  expect(await counts('dispatcher')).toEqual([1, 1, 1, 2, 1]);
  expect(await counts('inspector')).toEqual([1, 1, 1, 2, 1]);
  expect(await counts('otherinspector')).toEqual([1, 1, 1, 0, 1]);
  expect(await counts('eastofficer')).toEqual([1, 1, 1, 0, 1]);
  expect(await counts('regulator')).toEqual([0, 0, 0, 0, 0]);
});

test('0.48 a partner’s grid officer sees the cases of his own grid and no other', async () => {
  const far = { lng: 113.65, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' } as const;
  const own = await driver.finding({ source: id('siteeast'), place: far });
  const other = await driver.finding();
  expect([await sees('partner', 'problems', own), await sees('partner', 'problems', other)]).toEqual([
    true,
    false,
  ]);
  const listed = (await (await server.as('partner')).get('/api/collections/problems/records')).body.items;
  expect(listed.map((each: { id: string }) => each.id)).toEqual([own]);
});
