import { beforeAll, expect, test } from 'vitest';
import { caseCity, caseDriver, HERE, HOUR, measures } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, totalOf } from './door.ts';
import type { EventDraft } from '../../src/core/casework/events.ts';
import { newId, sha256 } from './drafts.ts';
import { startServer, type Client, type Json, type Reply, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
let nobody: Client;
/** The smallest PNG there is. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const usual = {
  kind: 'fume',
  place: { lng: HERE.lng, lat: HERE.lat },
  placeText: '江山路口',
  note: '晚上没开净化器',
  contact: '13812345678',
};
function report(
  more: object = {},
  file?: { readonly bytes: Buffer | string; readonly name: string },
): Promise<Reply> {
  const form = new FormData();
  form.set('report', JSON.stringify({ ...usual, ...more }));
  if (file) form.set('photo', new Blob([file.bytes as never]), file.name);
  return nobody.send('POST', '/api/sf/report', form);
}
const look = async (number: string): Promise<Json> => (await nobody.get(`/api/sf/report/${number}`)).body;
async function caseOf(): Promise<Json> {
  const root = await server.as('root');
  const { items } = (await root.get('/api/collections/reports/records?sort=-at&perPage=1')).body;
  return items[0];
}

/** A photo whose bytes have arrived, as closing asks for. */
async function photoOf(who: string, problem: string): Promise<EventDraft['photos'][number]> {
  const client = await server.as(who);
  const ref = { id: newId(), sha256: sha256(PNG) };
  const form = new FormData();
  const fields = {
    ...ref,
    event: newId(),
    subject: 'problems',
    subjectId: problem,
    phase: 'after',
    by: client.id,
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([PNG]), 'a.png');
  expect((await client.send('POST', '/api/collections/photos/records', form)).status).toBe(200);
  return ref;
}

beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
  nobody = await server.as('');
});

test('2.14 a public report becomes a problem, and the reporter follows it to the end without an account', async () => {
  const made = await report({}, { bytes: PNG, name: 'a.png' });
  expect(made.status, made.text).toBe(200);
  const number = made.body.number as string;
  expect(number).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
  const { problem } = await caseOf();
  const row = await driver.problemOf(problem);
  expect([row.origin, row.state, row.category, row.town, row.foundBy, row.source]).toEqual([
    'public',
    'found',
    'fume.not_running',
    id('townwest'),
    '',
    '',
  ]);
  expect(row.no).toMatch(/^WT-410108-/);
  expect(await totalOf(server, 'photos', `subjectId = '${problem}' && verified = true`)).toBe(1);
  expect(await look(number)).toMatchObject({ stage: 'received', unit: '' });

  const unit = id('housing');
  await driver.taken(
    'dispatcher',
    'problem.assigned',
    problem,
    {
      unit,
      orderNo: '',
      deadlineAt: Date.now() + 48 * HOUR,
      note: '机密的话',
    },
    { photos: [] },
  );
  expect(await look(number)).toMatchObject({ stage: 'with_unit', unit: '住建局' });
  const by = async (who: string) => ({ photos: [await photoOf(who, problem)] });
  const accepted = { handler: '张三', phone: '0371-63601234', note: '' };
  await driver.taken('regulator', 'problem.accepted', problem, accepted, { photos: [] });
  await driver.taken('regulator', 'problem.started', problem, { note: '' }, { photos: [] });
  const submitted = { measures, papers: [], note: '' };
  await driver.taken('regulator', 'problem.submitted', problem, submitted, await by('regulator'));
  expect(await look(number.toLowerCase())).toMatchObject({ stage: 'checked' });
  await driver.taken(
    'inspector',
    'problem.reinspected',
    problem,
    { verdict: 'pass', place: HERE, note: '', deadlineAt: null, reinspection: null },
    await by('inspector'),
  );
  await driver.taken('dispatcher', 'problem.closed', problem, { note: '' }, { photos: [] });
  const end = await look(number);
  expect(end).toMatchObject({ stage: 'done', onSpot: false, returned: false });
  expect(end.doneAt).toBeGreaterThan(end.reportedAt);
  for (const secret of ['张三', '63601234', '机密', '13812345678', 'WT-', problem])
    expect(JSON.stringify(end)).not.toContain(secret);
});

test('2.14 the contact is in no event and no case, and only the office reads it', async () => {
  await report();
  expect(await totalOf(server, 'events', "payload ~ '13812345678'")).toBe(0);
  expect(await totalOf(server, 'problems', "note ~ '13812345678'")).toBe(0);
  const of = async (who: string): Promise<number> =>
    ((await (await server.as(who)).get('/api/collections/reports/records')).body.items ?? []).length;
  expect(await of('dispatcher')).toBeGreaterThan(0);
  for (const who of ['regulator', 'town', 'inspector', 'kiosk', 'public', ''])
    expect([who, await of(who)]).toEqual([who, 0]);
});

test('2.14 a place in words waits for the office, which pins it; the photo comes along', async () => {
  const made = await report({ place: null }, { bytes: PNG, name: 'a.png' });
  expect(made.status, made.text).toBe(200);
  const waiting = await caseOf();
  expect(waiting.problem).toBe('');
  expect(await look(made.body.number)).toMatchObject({ stage: 'received' });
  const path = `/api/sf/reports/${waiting.id}/place`;
  const pin = { lng: 113.65, lat: 34.85 };
  expect((await (await server.as('town')).send('POST', path, pin)).status).toBe(403);
  expect((await (await server.as('dispatcher')).send('POST', path, { lng: 1, lat: 1 })).body.data.key).toBe(
    'server_place_outside',
  );
  const placed = await (await server.as('dispatcher')).send('POST', path, pin);
  expect(placed.status, placed.text).toBe(200);
  expect((await driver.problemOf(placed.body.problem)).town).toBe(id('towneast'));
  expect(await totalOf(server, 'photos', `subjectId = '${placed.body.problem}'`)).toBe(1);
  expect((await (await server.as('dispatcher')).send('POST', path, pin)).status).toBe(400);
});

test('2.14 a file that is no photo is refused by its content, whatever its name, and leaves nothing behind', async () => {
  const before = [
    await totalOf(server, 'problems', "id != ''"),
    await totalOf(server, 'reports', "id != ''"),
  ];
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  for (const bytes of [svg, '<!doctype html><script>alert(1)</script>', 'MZ program'])
    expect((await report({}, { bytes, name: 'photo.jpg' })).body.data.key).toBe('server_report_photo_kind');
  expect([
    await totalOf(server, 'problems', "id != ''"),
    await totalOf(server, 'reports', "id != ''"),
  ]).toEqual(before);
  const large = await report({}, { bytes: Buffer.alloc(9_500_000), name: 'a.jpg' });
  expect(large.status).toBe(413);
});

test('2.14 a place outside the district, a wrong number and a made-up finding by the public are refused', async () => {
  expect((await report({ place: { lng: 100, lat: 30 } })).body.data.key).toBe('server_place_outside');
  expect((await nobody.get('/api/sf/report/AAAA-AAAA-AAAA-AAAA')).status).toBe(404);
  expect((await nobody.get("/api/sf/report/' OR 1=1")).status).toBe(404);
});

test('2.14 one address has ten reports an hour; then 429 says when to come back', async () => {
  const replies: Reply[] = [];
  for (let n = 0; n < 12; n++) replies.push(await report());
  const last = replies.at(-1)!;
  expect([last.status, last.body.data.key]).toEqual([429, 'server_too_often']);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(60);
});

test('feedback of anybody reaches the administrators, who settle it and change no word of it', async () => {
  const sent = await nobody.send('POST', '/api/sf/feedback', {
    text: '字太小',
    contact: '',
    page: '/report',
  });
  expect(sent.status, sent.text).toBe(200);
  const admin = await server.as('admin');
  const { items } = (await admin.get('/api/collections/feedback/records')).body;
  expect(items[0]).toMatchObject({ text: '字太小', by: '', settled: false });
  const path = `/api/collections/feedback/records/${items[0].id}`;
  expect((await admin.send('PATCH', path, { settled: true, answer: '已改' })).status).toBe(200);
  expect((await admin.send('PATCH', path, { text: '很好' })).status).toBe(404);
  expect((await (await server.as('leader')).get(path)).status).toBe(404);
  expect((await rowOf(server, 'feedback', items[0].id)).text).toBe('字太小');
});

test('2.14 a form sent again after a cut reply is the same report, with the number of the first time', async () => {
  // One of its own: an address has ten reports an hour.
  const fresh = await startServer({ city: caseCity });
  const citizen = await fresh.as('');
  const send = async (secret: string): Promise<Reply> => {
    const form = new FormData();
    form.set('report', JSON.stringify(usual));
    form.set('photo', new Blob([PNG]), 'a.png');
    form.set('secret', secret);
    return citizen.send('POST', '/api/sf/report', form);
  };
  const totals = async () => [
    await totalOf(fresh, 'problems', "id != ''"),
    await totalOf(fresh, 'reports', "id != ''"),
    await totalOf(fresh, 'photos', "id != ''"),
  ];
  const secret = 'a1'.repeat(16);
  const [one, two] = await Promise.all([send(secret), send(secret)]);
  expect([one.status, two.status], one.text + two.text).toEqual([200, 200]);
  expect(one.body.number).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
  expect(two.body.number).toBe(one.body.number);
  const before = await totals();
  expect((await send(secret)).body.number).toBe(one.body.number);
  expect(await totals()).toEqual(before);
  expect((await citizen.get(`/api/sf/report/${one.body.number}`)).body.stage).toBe('received');
  const other = await send('b2'.repeat(16));
  expect(other.body.number).not.toBe(one.body.number);
  expect(await totals()).toEqual(before.map((each) => each + 1));
});
