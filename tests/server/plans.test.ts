import { beforeAll, expect, test } from 'vitest';
import type { EventDraft, EventType } from '../../src/core/casework/events.ts';
import type { Payload } from '../../src/core/casework/payloads.ts';
import { assignment, caseCity, caseDriver, HOUR, measures, verdict } from './case-driver.ts';
import { send } from './door.ts';
import { draft, findingOf, newId, sha256 } from './drafts.ts';
import { startServer, type Json, type Reply, type TestServer } from './harness.ts';

/** The smallest JPEG that a decoder takes. */
const PIXEL =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=';

let server: TestServer;
let cases: ReturnType<typeof caseDriver>;
beforeAll(async () => {
  server = await startServer({ city: caseCity });
  cases = caseDriver(server);
});

/** A step with one picture whose bytes arrive, too; answers the id of the picture. */
async function shown<T extends EventType>(
  who: string,
  type: T,
  problem: string,
  payload: Payload<T>,
  phase: 'before' | 'after',
): Promise<string> {
  const bytes = Buffer.concat([Buffer.from(PIXEL, 'base64'), Buffer.from(newId())]);
  const ref = { id: newId(), sha256: sha256(bytes) };
  const seen = type === 'problem.found' ? 0 : ((await cases.problemOf(problem)).rev as number);
  const event = draft(type, problem, payload, { seen, photos: [ref] });
  const client = await server.as(who);
  const reply = await send(client, event);
  expect([type, reply.status], reply.text).toEqual([type, 200]);
  const form = new FormData();
  const fields = { ...ref, event: event.id, subject: 'problems', subjectId: problem, phase, by: client.id };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([bytes], { type: 'image/jpeg' }), 'photo.jpg');
  const uploaded = await client.send('POST', '/api/collections/photos/records', form);
  expect(uploaded.status, uploaded.text).toBe(200);
  return ref.id;
}
const without: Partial<EventDraft> = { photos: [] };
const prove = (problem: string, step: number): Promise<string> =>
  shown('regulator', 'problem.step_proved', problem, { step, note: `第 ${step + 1} 步` }, 'after');
const refusalOf = (reply: Reply): Json => reply.body.data as Json;

test('0.23 0.24 a plan of three steps with experts: each is proved by a picture before it can be submitted and closed', async () => {
  const problem = newId();
  await shown('inspector', 'problem.found', problem, findingOf({ category: 'ent.unorganised' }), 'before');
  await cases.taken('dispatcher', 'problem.assigned', problem, assignment(), without);
  const accept = { handler: '张三', phone: '0371-63639999', note: '' };
  await cases.taken('regulator', 'problem.accepted', problem, accept, without);
  await cases.taken('regulator', 'problem.started', problem, { note: '' }, without);

  const due = Date.now() + 240 * HOUR;
  const steps = ['密闭车间', '安装集尘器', '检测达标'].map((what, i) => ({
    ...{ what, dueAt: due + i * HOUR, expert: i === 1 ? '环科院 李工' : '' },
  }));
  expect(await cases.refusedBy('otherregulator', 'problem.planned', problem, { steps }, without)).toBe(
    'server_not_your_unit',
  );
  await cases.taken('regulator', 'problem.planned', problem, { steps }, without);
  expect((await cases.problemOf(problem)).plan).toEqual(
    steps.map((each) => ({ ...each, provedAt: 0, note: '' })),
  );

  const done: Payload<'problem.submitted'> = {
    measures,
    papers: [{ kind: 'report', name: '检测报告', photo: null }],
    note: '',
  };
  const early = await cases.step('regulator', 'problem.submitted', problem, done);
  expect(refusalOf(early)).toMatchObject({ key: 'server_plan_steps_open', params: { count: 3 } });
  const blind = { step: 0, note: '' };
  expect(await cases.refusedBy('regulator', 'problem.step_proved', problem, blind, without)).toBe(
    'server_needs_photo_step',
  );
  expect(await cases.refusedBy('regulator', 'problem.step_proved', problem, { step: 3, note: '' })).toBe(
    'server_no_such_step',
  );
  await prove(problem, 0);
  expect(await cases.refusedBy('regulator', 'problem.planned', problem, { steps }, without)).toBe(
    'server_plan_has_begun',
  );
  await prove(problem, 2);
  const half = await cases.step('regulator', 'problem.submitted', problem, done);
  expect(refusalOf(half)).toMatchObject({ key: 'server_plan_steps_open', params: { count: 1 } });
  expect(await cases.refusedBy('dispatcher', 'problem.closed', problem, { note: '' }, without)).toBe(
    'server_problem_is_rectifying',
  );
  const collector = await prove(problem, 1);

  await shown('regulator', 'problem.submitted', problem, done, 'after');
  await shown('otherinspector', 'problem.reinspected', problem, verdict('pass'), 'after');
  await cases.taken('dispatcher', 'problem.closed', problem, { note: '' }, without);
  const closed = await cases.problemOf(problem);
  expect(closed.state).toBe('closed');
  expect((closed.plan as { provedAt: number }[]).every((each) => each.provedAt > 0)).toBe(true);
  // The picture that proves the collector hangs on its step, in the story that everybody of the case reads.
  const filter = encodeURIComponent(`subjectId = '${problem}' && type = 'problem.step_proved'`);
  const story = await (await server.as('regulator')).get(`/api/collections/events/records?filter=${filter}`);
  const proofs = (story.body.items as Json[]).map((each) => [
    (JSON.parse(String(each['payload'])) as { step: number }).step,
    (each['photos'] as { id: string }[])[0]?.id,
  ]);
  expect(proofs).toHaveLength(3);
  expect(proofs).toContainEqual([1, collector]);
});
