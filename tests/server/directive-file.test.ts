import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casePack } from '../../src/workers/case-pack.ts';
import { caseCity, caseDriver, HOUR } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, newId, sha256 } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'sf-directive-'));
afterAll(() => rmSync(folder, { recursive: true }));

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
});

const NO_PHOTO = { photos: [] };
const received = (more: Json = {}) => ({
  level: 'province' as const,
  theirNo: '豫环督〔2026〕7号',
  issuer: '省攻坚办',
  title: '核实裸露黄土',
  text: '',
  receivedAt: Date.now(),
  answerDueAt: Date.now() + 24 * HOUR,
  owner: null,
  items: [{ what: '核实', unit: id('housing'), dueAt: Date.now() + HOUR }],
  problems: [],
  ...more,
});
const photo = (seed: number) => {
  const bytes = Buffer.concat([
    Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//', 'base64'),
    Buffer.alloc(200, seed),
  ]);
  return { bytes, ref: { id: newId(), sha256: sha256(bytes) } };
};
async function upload(who: string, { bytes, ref }: ReturnType<typeof photo>, event: string, about: Json) {
  const form = new FormData();
  const fields = { ...ref, event, ...about, by: id(who), taken: '{}' };
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('file', new Blob([bytes], { type: 'image/jpeg' }), 'a.jpg');
  const reply = await (await server.as(who)).send('POST', '/api/collections/photos/records', form);
  expect(reply.status, reply.text).toBe(200);
}
/** A case that was found with a photo whose bytes have arrived. */
async function found(seed: number): Promise<{ problem: string; shot: ReturnType<typeof photo> }> {
  const shot = photo(seed);
  const problem = newId();
  const finding = draft(
    'problem.found',
    problem,
    {
      category: 'dust.bare_soil',
      severity: 1,
      origin: 'patrol',
      source: id('sitewest'),
      task: null,
      place: { lng: 113.55, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' },
      foundAt: Date.now(),
      note: '',
    },
    { photos: [shot.ref] },
  );
  expect((await send(await server.as('inspector'), finding)).status).toBe(200);
  await upload('inspector', shot, finding.id, { subject: 'problems', subjectId: problem, phase: 'before' });
  return { problem, shot };
}
/** What everybody downloads, made into the zip as the page makes it, and what the command says of it. */
async function fileOf(collection: string, record: string, photos: readonly ReturnType<typeof photo>[]) {
  const { body } = await (await server.as('discipline')).get(`/api/sf/file/${collection}/${record}`);
  const named = body.photos.map((each: Json) => each.id).sort();
  expect(named).toEqual(photos.map(({ ref }) => ref.id).sort());
  const { row, problems, notices, steps, events } = body;
  const zip = await casePack({
    no: 'X',
    exportedAt: Date.now(),
    exportedBy: 'discipline',
    facts: { record: row, problems, notices, steps },
    events,
    photos: photos.map(({ ref, bytes }) => ({
      id: ref.id,
      bytes: new Uint8Array(bytes).buffer,
      about: { sha256: ref.sha256 },
    })),
    sheet: '<p></p>',
  });
  return { body, zip };
}
function verify(zip: Uint8Array): { code: number | null; output: string } {
  const path = join(folder, `${newId()}.zip`);
  writeFileSync(path, zip);
  const done = spawnSync(process.execPath, ['src/cli/verify.ts', '--file', path], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8' },
  });
  return { code: done.status, output: done.stdout + done.stderr };
}

test('3.22 an order from above that a dispatcher registers reaches the leader whom he names, then or later', async () => {
  const order = newId();
  const dispatcher = await server.as('dispatcher');
  const wrong = draft('directive.received', order, received({ owner: id('dispatcher') }));
  expect((await send(dispatcher, wrong)).body.data.key).toBe('server_owner_no_leader');
  const right = draft('directive.received', order, received());
  expect((await send(dispatcher, right)).status).toBe(200);
  expect(
    await driver.refusedBy('dispatcher', 'directive.owner_named', order, { owner: id('inspector') }),
  ).toBe('server_owner_no_leader');
  await driver.taken('dispatcher', 'directive.owner_named', order, { owner: id('leader') });
  expect(await rowOf(server, 'directives', order)).toMatchObject({ owner: id('leader'), rev: 2 });
  expect(await driver.refusedBy('regulator', 'directive.owner_named', order, { owner: id('leader') })).toBe(
    'server_not_your_task',
  );
});

test('3.21 cases are linked later; the pack of an order from above holds its proof and verifies offline', async () => {
  const order = newId();
  const [first, second] = [await found(4), await found(5)];
  const [one, two] = [first.problem, second.problem];
  const reply = await send(
    await server.as('dispatcher'),
    draft('directive.received', order, received({ problems: [one] })),
  );
  expect(reply.status, reply.text).toBe(200);
  await driver.taken(
    'dispatcher',
    'directive.case_linked',
    order,
    { problems: [two], linked: true },
    NO_PHOTO,
  );
  expect((await rowOf(server, 'directives', order)).cases.trim().split(' ')).toEqual([one, two]);
  expect(
    await driver.refusedBy('dispatcher', 'directive.case_linked', order, { problems: [two], linked: true }),
  ).toBe('server_directive_nothing_new');
  const third = await driver.finding();
  await driver.taken(
    'dispatcher',
    'directive.case_linked',
    order,
    { problems: [third], linked: true },
    NO_PHOTO,
  );
  await driver.taken(
    'dispatcher',
    'directive.case_linked',
    order,
    { problems: [third], linked: false },
    NO_PHOTO,
  );
  expect((await rowOf(server, 'directives', order)).cases).not.toContain(third);

  const [work, invoice] = [photo(1), photo(2)];
  const papers = [{ kind: 'invoice' as const, name: '防尘网发票', photo: invoice.ref.id }];
  const { rev } = await rowOf(server, 'directives', order);
  const done = draft(
    'directive.item_done',
    order,
    { item: 0, note: '已苫盖', papers },
    { seen: rev, photos: [work.ref, invoice.ref] },
  );
  expect((await send(await server.as('regulator'), done)).status).toBe(200);
  const about = { subject: 'directives', subjectId: order };
  await upload('regulator', work, done.id, { ...about, phase: 'after' });
  await upload('regulator', invoice, done.id, { ...about, phase: 'paper' });
  expect((await rowOf(server, 'directives', order)).items[0]).toMatchObject({
    note: '已苫盖',
    papers,
    photos: [work.ref, invoice.ref],
  });
  const paper = newId();
  const issued = draft('notice.issued', paper, {
    kind: 'order_from_above',
    problems: [one, two],
    order: null,
    unit: id('housing'),
    addressee: '',
    items: ['核实'],
    basis: [],
    deadlineAt: null,
    note: '',
    about: order,
    above: {
      level: 'province',
      from: '省攻坚办',
      theirNo: '7号',
      receivedAt: Date.now(),
      answerDueAt: Date.now() + HOUR,
    },
  });
  expect((await send(await server.as('dispatcher'), issued)).status).toBe(200);

  const { body, zip } = await fileOf('directives', order, [work, invoice, first.shot, second.shot]);
  expect(body.events.map((each: Json) => each.type)).toEqual(
    expect.arrayContaining(['directive.received', 'directive.item_done', 'notice.issued', 'problem.found']),
  );
  expect(verify(zip)).toMatchObject({ code: 0 });

  // A part that was never said, a photo that was swapped, an event left out: each is named.
  const files = unzipSync(zip);
  const lines = strFromU8(files['events.ndjson']!).trim().split('\n');
  const without = lines.filter((each) => !each.includes('directive.item_done')).join('\n');
  expect(verify(zipSync({ ...files, 'events.ndjson': strToU8(`${without}\n`) }))).toMatchObject({ code: 1 });
  const swapped = { ...files, [`photos/${work.ref.id}.jpg`]: new Uint8Array(photo(9).bytes) };
  expect(verify(zipSync(swapped)).output).toContain(work.ref.id);
});

test('3.21 3.18 colleagues of the unit see the photos of its part of an order from above, another unit with a part does not', async () => {
  const order = newId();
  const part = (unit: string) => ({ what: '核实', unit: id(unit), dueAt: Date.now() + HOUR });
  const items = [part('ecology'), part('housing'), part('westoffice')];
  const sent = draft('directive.received', order, received({ items }));
  expect((await send(await server.as('dispatcher'), sent)).status).toBe(200);
  const provedBy = async (who: string, item: number, seed: number): Promise<string> => {
    const shot = photo(seed);
    const { rev } = await rowOf(server, 'directives', order);
    const payload = { item, note: '已苫盖', papers: [] };
    const done = draft('directive.item_done', order, payload, { seen: rev, photos: [shot.ref] });
    expect((await send(await server.as(who), done)).status).toBe(200);
    // What the request says of the unit counts for nothing.
    const about = { subject: 'directives', subjectId: order, partUnit: id('ecology') };
    await upload(who, shot, done.id, { ...about, phase: 'after' });
    return shot.ref.id;
  };
  const seers = async (picture: string): Promise<string[]> => {
    const people = [
      'regulator',
      'siteofficer',
      'otherregulator',
      'town',
      'othertown',
      'inspector',
      'kiosk',
      '',
    ];
    const path = `/api/collections/photos/records/${picture}`;
    const asked = people.map(async (who) => [who, (await (await server.as(who)).get(path)).status] as const);
    return (await Promise.all(asked)).flatMap(([who, status]) => (status === 200 ? [who] : []));
  };
  expect(await seers(await provedBy('regulator', 1, 7))).toEqual(['regulator', 'siteofficer']);
  expect(await seers(await provedBy('dispatcher', 2, 8))).toEqual(['town']);
});

test('0.50 1.59 the file of a meeting holds its signed minutes and the whole chain of its cases, and verifies offline', async () => {
  const { problem, shot } = await found(11);
  const meeting = newId();
  const minutes = photo(12);
  const held = draft(
    'meeting.held',
    meeting,
    {
      kind: 'joint',
      title: '四方联席会',
      heldAt: Date.now(),
      units: [id('housing')],
      minutes: '纪要',
      items: [
        { problem, decision: 'assign', unit: id('housing'), deadlineAt: Date.now() + 24 * HOUR, note: '' },
      ],
    },
    { photos: [minutes.ref], device: 'computer/windows/edge' },
  );
  const reply = await send(await server.as('dispatcher'), held);
  expect(reply.status, reply.text).toBe(200);
  await upload('dispatcher', minutes, held.id, { subject: 'meetings', subjectId: meeting, phase: 'paper' });
  const { body, zip } = await fileOf('meetings', meeting, [shot, minutes]);
  expect(body.events.map((each: Json) => each.type)).toEqual(
    expect.arrayContaining(['meeting.held', 'problem.found', 'problem.assigned']),
  );
  expect(body.problems.map((each: Json) => each.id)).toEqual([problem]);
  expect(verify(zip)).toMatchObject({ code: 0 });
  const files = unzipSync(zip);
  const lines = strFromU8(files['events.ndjson']!).trim().split('\n');
  const without = lines.filter((each) => !each.includes('meeting.held')).join('\n');
  expect(verify(zipSync({ ...files, 'events.ndjson': strToU8(`${without}\n`) }))).toMatchObject({ code: 1 });
  for (const [who, status] of [
    ['leader', 200],
    ['regulator', 403],
    ['inspector', 403],
  ] as const)
    expect([who, (await (await server.as(who)).get(`/api/sf/file/meetings/${meeting}`)).status]).toEqual([
      who,
      status,
    ]);
});

test('1.32 what discipline is handed holds the whole chain of every case, and verifies offline', async () => {
  const { problem, shot } = await found(3);
  const step = newId();
  const opened = draft('escalation.opened', step, {
    ladder: 'air',
    rung: 'accountability',
    source: null,
    unit: id('housing'),
    problems: [problem],
    terms: { form: 'accountability', duty: '履职不到位' },
    reason: '多次逾期',
  });
  expect((await send(await server.as('leader'), opened)).status).toBe(200);
  const { body, zip } = await fileOf('escalations', step, [shot]);
  expect(body.row.id).toBe(step);
  expect(body.problems.map((each: Json) => each.id)).toEqual([problem]);
  expect(verify(zip)).toMatchObject({ code: 0 });
  expect((await (await server.as('regulator')).get(`/api/sf/file/escalations/${step}`)).status).toBe(403);
});
