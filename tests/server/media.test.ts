import { beforeAll, expect, test } from 'vitest';
import { assignment, caseCity, caseDriver, HERE } from './case-driver.ts';
import { id } from './city.ts';
import { send } from './door.ts';
import { found, newId } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;

beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
});

/** An article about a place nobody of the office has seen yet. */
async function article(): Promise<string> {
  const place = { lng: 113.55, lat: 34.85, accuracyM: null, by: 'pin', reason: '报道地址' } as const;
  const event = found(newId(), { origin: 'media', source: '', place, note: '大河报 11-20' }, { photos: [] });
  expect(
    (await send(await server.as('inspector'), { ...event, id: newId(), subjectId: newId() })).status,
  ).toBe(400);
  const reply = await send(await server.as('dispatcher'), event);
  expect(reply.status, reply.text).toBe(200);
  return event.subjectId;
}
const verdict = (verdict: 'true' | 'false' | 'fixed') => ({ verdict, place: HERE, note: '到现场看过' });

test('1.46 what the media report is nobody’s to put right before it was verified on the spot with a photo', async () => {
  const problem = await article();
  expect(await driver.refusedBy('dispatcher', 'problem.assigned', problem, assignment())).toBe(
    'server_media_not_verified',
  );
  const asked = { group: id('groupone'), dueAt: Date.now() + 86_400_000 };
  await driver.taken('dispatcher', 'problem.verification_asked', problem, asked);
  expect(
    await driver.refusedBy('inspector', 'problem.verified', problem, verdict('true'), { photos: [] }),
  ).toBe('server_needs_photo_verdict');
  await driver.taken('inspector', 'problem.verified', problem, verdict('true'));
  expect(await driver.problemOf(problem)).toMatchObject({ verification: 'true', state: 'found' });
  expect(await driver.refusedBy('inspector', 'problem.verified', problem, verdict('false'))).toBe(
    'server_media_verified_already',
  );
  await driver.taken('dispatcher', 'problem.assigned', problem, assignment());
});

test('1.46 each item ends in true, false or fixed, and the totals agree', async () => {
  const [wrong, fixed] = [await article(), await article()];
  await driver.taken('inspector', 'problem.verified', wrong, verdict('false'));
  await driver.taken('inspector', 'problem.verified', fixed, verdict('fixed'));
  expect(await driver.problemOf(wrong)).toMatchObject({ verification: 'false', state: 'void' });
  expect(await driver.problemOf(fixed)).toMatchObject({
    verification: 'fixed',
    state: 'fixed_on_spot',
    handling: 'fixed_on_spot',
  });
  const patrol = await driver.finding();
  expect(await driver.refusedBy('inspector', 'problem.verified', patrol, verdict('true'))).toBe(
    'server_not_from_media',
  );
});
