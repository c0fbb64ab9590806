import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CATEGORIES } from '../../src/core/casework/default-categories.ts';
import { assignment, caseCity, caseDriver, measures } from './case-driver.ts';
import { id } from './city.ts';
import { EVENTS, totalOf } from './door.ts';
import { found, newId, photoRef, onSpot } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;

beforeAll(async () => {
  // Papers for bare soil and three photos; none for a purifier any more.
  const evidence = {
    'dust.bare_soil': { photosBefore: 1, photosAfter: 3, papers: ['苫盖合同'] },
    'road.dust': { photosBefore: 2, photosAfter: 2, papers: [] },
    'fume.no_purifier': { photosBefore: 1, photosAfter: 1, papers: [] },
  } as const;
  const categories = DEFAULT_CATEGORIES.map((each) => ({
    ...each,
    evidence: evidence[each.code as keyof typeof evidence],
  }));
  const catalogue = {
    id: id('edition'),
    code: 'problem_categories',
    version: 'v1',
    fromAt: 1,
    untilAt: 0,
    body: { categories },
  };
  server = await startServer({ city: { ...caseCity, catalogues: [catalogue] } });
  driver = caseDriver(server);
});

async function atWork(category: string): Promise<string> {
  const problem = await driver.finding({ category });
  await driver.taken('dispatcher', 'problem.assigned', problem, assignment());
  await driver.taken('regulator', 'problem.accepted', problem, {
    handler: '张',
    phone: '0371-63601234',
    note: '',
  });
  await driver.taken('regulator', 'problem.started', problem, { note: '' });
  return problem;
}
const papers = [{ kind: 'contract', name: '合同', photo: null }] as const;
const photos = (count: number) => ({ photos: Array.from({ length: count }, photoRef) });

test('what has to be shown comes from the edition of the categories, not from the code', async () => {
  const soil = await atWork('dust.bare_soil');
  const done = { measures, papers: [], note: '' };
  expect(await driver.refusedBy('regulator', 'problem.submitted', soil, done, photos(3))).toBe(
    'server_needs_papers',
  );
  const shown = { ...done, papers };
  expect(await driver.refusedBy('regulator', 'problem.submitted', soil, shown, photos(2))).toBe(
    'server_needs_photos_after',
  );
  await driver.taken('regulator', 'problem.submitted', soil, shown, photos(3));
  await driver.taken('regulator', 'problem.submitted', await atWork('fume.no_purifier'), done);
});

test('0.45 a finding is taken with as many pictures as the edition asks for, and a refused one is kept whole', async () => {
  const send = async (count: number) => {
    const event = found(newId(), { category: 'road.dust' }, photos(count));
    const inspector = await server.as('inspector');
    return [event, await inspector.send('POST', EVENTS, event)] as const;
  };
  const [short, refused] = await send(1);
  expect([refused.status, refused.body.data]).toMatchObject([
    400,
    { key: 'server_needs_photos_before', params: { count: 2 } },
  ]);
  expect(await totalOf(server, 'refusals', `event = '${short.id}'`)).toBe(1);
  const [event, taken] = await send(2);
  expect(taken.status, taken.text).toBe(200);
  const fixed = (count: number) =>
    ['inspector', 'problem.fixed_on_spot', event.subjectId, onSpot, photos(count)] as const;
  expect(await driver.refusedBy(...fixed(1))).toBe('server_needs_photos_after');
  await driver.taken(...fixed(2));
});

test('1.59 a refused finding that was put right comes as an event of its own, names the refused one and keeps its problem’s id; sent twice it is one', async () => {
  const inspector = await server.as('inspector');
  const [one, two] = [photoRef(), photoRef()];
  const payload = { category: 'road.dust', foundAt: Date.now() - 3_600_000 } as const;
  const short = found(newId(), payload, { photos: [one] });
  expect((await inspector.send('POST', EVENTS, short)).status).toBe(400);
  const again = found(short.subjectId, { ...payload, replaces: short.id }, { photos: [one, two] });
  for (const replay of [false, true]) {
    const reply = await inspector.send('POST', EVENTS, again);
    expect([reply.status, reply.body.replay], reply.text).toEqual([200, replay]);
  }
  // The refused one, pressed again somewhere, finds the case already there.
  const late = await inspector.send('POST', EVENTS, short);
  expect([late.status, late.body.data.key]).toEqual([409, 'server_already_there']);
  expect(await totalOf(server, 'events', `subjectId = '${short.subjectId}'`)).toBe(1);
  expect(await totalOf(server, 'refusals', `event = '${short.id}'`)).toBe(1);
  const row = await driver.problemOf(short.subjectId);
  expect([row.state, row.foundAt]).toEqual(['found', payload.foundAt]);
  const wrong = found(newId(), { category: 'road.dust', replaces: 'x' }, photos(2));
  const refused = await inspector.send('POST', EVENTS, wrong);
  expect([refused.status, refused.body.data]).toMatchObject([
    400,
    { key: 'server_field_id', params: { field: 'replaces' } },
  ]);
});

test('2.14 4.06 what somebody told on the telephone needs no picture and no listed source; what a camera saw does', async () => {
  const payload = { origin: 'public', category: 'burn.rubbish', source: '' } as const;
  const told = found(newId(), payload, { photos: [] });
  const reply = await (await server.as('dispatcher')).send('POST', EVENTS, told);
  expect(reply.status, reply.text).toBe(200);
  expect(await driver.problemOf(told.subjectId)).toMatchObject({ origin: 'public', town: id('townwest') });
  const seen = found(newId(), { origin: 'camera' }, { photos: [] });
  const refused = await (await server.as('dispatcher')).send('POST', EVENTS, seen);
  expect(refused.body.data.key).toBe('server_needs_photo');
  // In the field somebody stands there.
  const patrol = found(newId(), payload, { photos: [] });
  expect((await (await server.as('inspector')).send('POST', EVENTS, patrol)).body.data.key).toBe(
    'server_needs_photo',
  );
});

test('a picture of a paper is none of the place', async () => {
  const soil = await atWork('dust.bare_soil');
  const proof = photos(3);
  const shown = { ...papers[0], photo: proof.photos[0]!.id };
  const done = { measures, papers: [shown], note: '' };
  expect(await driver.refusedBy('regulator', 'problem.submitted', soil, done, proof)).toBe(
    'server_needs_photos_after',
  );
});

test('a category that the edition says nothing of keeps the product’s own rule', async () => {
  const voc = await atWork('ent.voc');
  expect(
    await driver.refusedBy('regulator', 'problem.submitted', voc, { measures, papers: [], note: '' }),
  ).toBe('server_needs_papers');
});
