import { beforeAll, expect, test } from 'vitest';
import type { InspectionMade } from '../../src/core/casework/set-payloads.ts';
import type { TaskVisited } from '../../src/core/patrol/task-payloads.ts';
import { caseCity, HERE } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send, totalOf } from './door.ts';
import { draft, found, newId, strikeOf } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const STARTED = Date.now();
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ city: caseCity });
});

const made = (more: Partial<InspectionMade> = {}): InspectionMade => ({
  ...{ source: id('sitewest'), task: null, mode: 'regular', outcome: 'found', at: Date.now() },
  ...{ place: HERE, note: '', witness: '', police: false, education: null },
  ...more,
});
const visited = (more: Partial<TaskVisited>): TaskVisited => ({
  ...{ source: id('sitewest'), result: 'found', at: Date.now(), place: HERE, note: '' },
  ...more,
});
const taken = async (event: Parameters<typeof send>[1], who = 'inspector'): Promise<void> => {
  const reply = await send(await server.as(who), event);
  expect(reply.status, reply.text).toBe(200);
};
const refusedBy = async (event: Parameters<typeof send>[1], who = 'inspector'): Promise<string> =>
  (await send(await server.as(who), event)).body.data.key as string;
const given = async (type: 'grid_patrol' | 'night_check' = 'grid_patrol'): Promise<string> => {
  const task = draft('task.sent', newId(), strikeOf({ type, zone: null }));
  await taken(task, 'dispatcher');
  return task.subjectId;
};
const checks = async (): Promise<number> => {
  const path = `/api/sf/counts?from=${STARTED - 1}&until=${Date.now() + 60_000}`;
  return ((await (await server.as('leader')).get(path)).body as Json).checksInWindow as number;
};
const checksInList = async (source: string): Promise<number> => {
  const path = `/api/sf/red-black?from=1&until=${Date.now() + 60_000}`;
  const { red, black } = (await (await server.as('leader')).get(path)).body as Json;
  const line = [...red, ...black].find((each: Json) => each.source === source);
  return line.record.checks as number;
};

test('0.11 three findings of one visit on a task are one inspection and one check, in every count', async () => {
  const task = await given();
  const before = await checks();
  const visit = draft('inspection.made', newId(), made({ task }));
  await taken(visit);
  const problems = ['dust.bare_soil', 'dust.accumulated', 'dust.wet_work'].map((category) =>
    found(newId(), { category, task, inspection: visit.subjectId }),
  );
  for (const problem of problems) await taken(problem);
  const stop = draft('task.visited', task, visited({ inspection: visit.subjectId }), { seen: 1 });
  await taken(stop);
  // The tablet sends again what it has no receipt for.
  await taken(stop);
  await taken(visit);
  expect(await totalOf(server, 'inspections', `task = '${task}'`)).toBe(1);
  expect(await totalOf(server, 'problems', `inspection = '${visit.subjectId}'`)).toBe(3);
  expect(await rowOf(server, 'sources', id('sitewest'))).toMatchObject({ checks: 1, hits: 1 });
  expect((await checks()) - before).toBe(1);
  expect(await checksInList(id('sitewest'))).toBe(1);
  expect((await rowOf(server, 'tasks', task)).targets).toMatchObject([{ state: 'found' }, { state: 'todo' }]);
  const elsewhere = draft(
    'task.visited',
    task,
    visited({ source: id('yardwest'), inspection: visit.subjectId }),
  );
  expect(await refusedBy(elsewhere)).toBe('server_inspection_elsewhere');
});

test('0.28 0.29 4.24 a stop of a task carries its mode, the witness, the police and the talk', async () => {
  const task = await given();
  const blocked = { result: 'obstructed', note: '门卫不让进' } as const;
  expect(await refusedBy(draft('task.visited', task, visited(blocked), { seen: 1 }))).toBe(
    'server_needs_witness',
  );
  const stop = draft(
    'task.visited',
    task,
    visited({ ...blocked, witness: '社区干部王某', police: true, mode: 'covert' }),
    { seen: 1 },
  );
  await taken(stop);
  expect(await rowOf(server, 'inspections', stop.id)).toMatchObject({
    ...{ result: 'obstructed', witness: '社区干部王某', followUp: 'police', mode: 'covert' },
    group: id('groupone'),
  });
  // Covert: the other group and the unit of the place do not see it.
  const asked = `/api/collections/inspections/records/${stop.id}`;
  for (const who of ['otherinspector', 'regulator', 'siteofficer'] as const)
    expect([who, (await (await server.as(who)).get(asked)).status]).toEqual([who, 404]);
  const education = { whom: '项目经理和班组', people: 9, topic: '大气法' };
  const talk = draft('task.visited', task, visited({ result: 'education', education }), { seen: 2 });
  await taken(talk);
  expect(await rowOf(server, 'inspections', talk.id)).toMatchObject({ result: 'education', education });
});

test('0.07 five passes of six give 83.3 %, what does not apply leaves the divisor, and more may be ticked later', async () => {
  const items = {
    ...({
      enclosure: 'pass',
      cover: 'pass',
      wet_work: 'pass',
      wheel_wash: 'pass',
      hardening: 'pass',
    } as const),
    sealed_transport: 'fail',
  } as const;
  const answers = { form: 'trade_form_site', edition: '6', items } as const;
  const visit = draft('inspection.made', newId(), made({ source: id('yardwest'), answers }));
  await taken(visit);
  const answersOf = async () => (await rowOf(server, 'inspections', visit.subjectId)).answers;
  expect(await answersOf()).toEqual({ ...answers, rate: 83.3 });
  const later = { ...answers, items: { wheel_wash: 'na', hardening: 'na' } } as const;
  await taken(draft('inspection.amended', visit.subjectId, { answers: later, education: null }));
  expect(await answersOf()).toEqual({ ...answers, items: { ...items, ...later.items }, rate: 75 });
  const wrong = { ...answers, edition: '9' } as never;
  expect(
    await refusedBy(draft('inspection.amended', visit.subjectId, { answers: wrong, education: null })),
  ).toBe('server_field_choice');
  const foreign = draft(
    'inspection.amended',
    visit.subjectId,
    { answers: later, education: null },
    { seen: 2 },
  );
  expect(await refusedBy(foreign, 'gridofficer')).toBe('server_only_the_inspector');
});

test('a finding on a night check is one of the night, whatever the tablet says', async () => {
  const problem = found(newId(), { task: await given('night_check'), origin: 'patrol' });
  await taken(problem);
  expect((await rowOf(server, 'problems', problem.subjectId)).origin).toBe('night');
});

test('what was fixed on the spot is shown from where it was found', async () => {
  const problem = found();
  await taken(problem);
  const fixed = (more: object | null) =>
    draft(
      'problem.fixed_on_spot',
      problem.subjectId,
      more === null ? { note: '' } : { note: '', place: { ...HERE, ...more } },
      { seen: 1, photos: [{ id: newId(), sha256: 'a'.repeat(64) }] },
    );
  expect(await refusedBy(fixed(null))).toBe('server_fix_needs_place');
  expect(await refusedBy(fixed({ lat: HERE.lat + 0.001 }))).toBe('server_fix_elsewhere');
  expect(await refusedBy(fixed({ by: 'pin', accuracyM: null, lat: HERE.lat + 0.001 }))).toBe(
    'server_place_needs_reason',
  );
  await taken(fixed({ lat: HERE.lat + 0.0005 }));
  expect((await rowOf(server, 'problems', problem.subjectId)).state).toBe('fixed_on_spot');
});
