import { beforeAll, describe, expect, test } from 'vitest';
import { assignment, caseCity, caseDriver, HOUR } from './case-driver.ts';
import { rowOf, send } from './door.ts';
import { draft, newId } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';

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
