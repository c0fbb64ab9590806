import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import type { CaseEvent, CaseManifest } from '../../src/core/papers/case-file.ts';
import { casePack } from '../../src/workers/case-pack.ts';
import { assignment, caseCity, caseDriver, HOUR } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, newId, sha256 } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'sf-case-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Files = Record<string, Uint8Array>;
let server: TestServer;
let problem = '';
let whole: Files = {};

/** A case with two photos, a notice and its receipt, and another case's events in between. */
beforeAll(async () => {
  server = await startServer({ city: caseCity });
  const cases = caseDriver(server);
  const inspector = await server.as('inspector');
  const photo = jpeg(1);
  problem = newId();
  const found = draft('problem.found', problem, foundOf(), {
    photos: [photo.ref],
    device: 'tablet/android/chrome',
  });
  expect((await send(inspector, found)).status).toBe(200);
  await upload('inspector', photo, found.id, 'problems', problem, 'before');
  await cases.finding();
  const notice = newId();
  const issued = draft('notice.issued', notice, {
    kind: 'rectification',
    problems: [problem],
    order: null,
    unit: id('housing'),
    addressee: '',
    items: ['覆盖'],
    basis: ['第六十九条'],
    deadlineAt: Date.now() + HOUR,
    note: '<b>"&</b>',
  });
  expect((await send(inspector, issued)).status).toBe(200);
  const signed = jpeg(2);
  const received = draft(
    'notice.received',
    notice,
    { result: 'signed', signedBy: '王', office: '', signedAt: Date.now(), witness: '', note: '' },
    { seen: 1, photos: [signed.ref] },
  );
  expect((await send(inspector, received)).status).toBe(200);
  await upload('inspector', signed, received.id, 'notices', notice, 'paper');
  await cases.taken('dispatcher', 'problem.assigned', problem, assignment(), { photos: [] });
  await cases.taken(
    'regulator',
    'problem.accepted',
    problem,
    { handler: '张', phone: '63639999', note: '' },
    { photos: [] },
  );

  const row = await rowOf(server, 'problems', problem);
  const paper = await rowOf(server, 'notices', notice);
  const root = await server.as('root');
  const filter = encodeURIComponent(`subjectId = '${problem}' || subjectId = '${notice}'`);
  const list = async (of: string): Promise<Json[]> =>
    (await root.get(`/api/collections/${of}/records?perPage=200&filter=${filter}`)).body.items;
  // As in a page that did not come over https: browsers have no `crypto.subtle` there.
  vi.stubGlobal('crypto', {});
  const zip = casePack({
    no: row.no,
    exportedAt: Date.now(),
    exportedBy: 'discipline',
    facts: { problem: row, notices: [paper] },
    events: await list('events'),
    photos: [photo, signed].map(({ ref, bytes }) => ({
      id: ref.id,
      bytes: new Uint8Array(bytes).buffer,
      about: { sha256: ref.sha256 },
    })),
    sheet: `<img src="{photo ${photo.ref.id}}">`,
  });
  vi.unstubAllGlobals();
  whole = unzipSync(zip);
});

const foundOf = () => ({
  category: 'dust.bare_soil',
  severity: 1 as const,
  origin: 'patrol' as const,
  source: id('sitewest'),
  task: null,
  place: { lng: 113.55, lat: 34.85, accuracyM: 8, by: 'gps' as const, reason: '' },
  foundAt: Date.now(),
  note: '',
});
function jpeg(seed: number) {
  const bytes = Buffer.concat([
    Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//', 'base64'),
    Buffer.alloc(200, seed),
  ]);
  return { bytes, ref: { id: newId(), sha256: sha256(bytes) } };
}
async function upload(
  who: string,
  { bytes, ref }: ReturnType<typeof jpeg>,
  event: string,
  subject: string,
  subjectId: string,
  phase: string,
): Promise<void> {
  const form = new FormData();
  const fields = { ...ref, event, subject, subjectId, phase, by: id(who), taken: '{}' };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([bytes], { type: 'image/jpeg' }), 'a.jpg');
  const reply = await (await server.as(who)).send('POST', '/api/collections/photos/records', form);
  expect(reply.status, reply.text).toBe(200);
}

const LANG = { PATH: process.env['PATH'], LANG: 'en_US.UTF-8' };
function verify(files: Files, ...more: string[]): { code: number | null; output: string } {
  const path = join(folder, `${newId()}.zip`);
  writeFileSync(path, zipSync(files));
  const done = spawnSync(process.execPath, ['src/cli/verify.ts', '--file', path, ...more], {
    encoding: 'utf8',
    env: LANG,
  });
  return { code: done.status, output: done.stdout + done.stderr };
}
const events = (): CaseEvent[] =>
  strFromU8(whole['events.ndjson']!)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CaseEvent);
/** The same file with other events, and a list that was made to fit. */
function withEvents(list: readonly CaseEvent[], files: Files = whole): Files {
  return relisted({
    ...files,
    'events.ndjson': strToU8(list.map((each) => `${canonicalJson(each)}\n`).join('')),
  });
}
function relisted(files: Files): Files {
  const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as CaseManifest;
  const list = Object.entries(files)
    .filter(([name]) => name !== 'manifest.json')
    .map(([name, bytes]) => ({ name, sha256: sha256(bytes), bytes: bytes.length }));
  const lines = strFromU8(files['events.ndjson'] ?? new Uint8Array())
    .trim()
    .split('\n');
  const last = JSON.parse(lines.at(-1)!) as CaseEvent;
  return {
    ...files,
    'manifest.json': strToU8(
      JSON.stringify({ ...manifest, files: list, head: { seq: last.seq, hash: last.hash } }),
    ),
  };
}

describe('a case file checked without the server', () => {
  test('3.21 1.59 made without crypto.subtle it is complete: sheet, case, every event, every photo; and it holds', () => {
    expect(Object.keys(whole).sort()).toEqual(
      expect.arrayContaining(['case.html', 'case.json', 'events.ndjson', 'manifest.json', 'photos.ndjson']),
    );
    expect(Object.keys(whole).filter((each) => each.startsWith('photos/'))).toHaveLength(2);
    expect(events().map((each) => each.type)).toEqual([
      'problem.found',
      'notice.issued',
      'notice.received',
      'problem.assigned',
      'problem.accepted',
    ]);
    expect(events().map((each) => each.device)).toEqual([
      'tablet/android/chrome',
      ...Array(4).fill(undefined),
    ]);
    expect(strFromU8(whole['case.html']!)).toContain('src="data:image/jpeg;base64,/9j/');
    const { code, output } = verify(whole);
    expect([code, output]).toEqual([0, expect.stringMatching(/8 files|7 files/)]);
    expect(output).toContain('5 events, 2 photos');
    // Against the log of the server it came from, too.
    expect(verify(whole, '--data', server.data).code).toBe(0);
  });

  test('1.59 one byte of any file altered names the file', () => {
    for (const [name, bytes] of Object.entries(whole).filter(([each]) => each !== 'manifest.json')) {
      const altered = Uint8Array.from(bytes);
      const at = altered.length >> 1;
      altered[at] = altered[at]! ^ 1;
      const { code, output } = verify({ ...whole, [name]: altered });
      expect([name, code]).toEqual([name, 1]);
      expect(output).toContain(name);
    }
  });

  test('1.59 an altered event is named although the list was made to fit', () => {
    const list = events();
    for (const [field, value] of Object.entries({
      payload: '{}',
      actor: 'somebodyelse',
      deviceAt: 1,
      post: '另一岗位',
      receivedAt: 2,
      role: 'leader',
      device: 'computer/windows/edge',
    })) {
      const changed = list.map((each, nth) => (nth === 3 ? { ...each, [field]: value } : each));
      const { code, output } = verify(withEvents(changed));
      expect([field, code, output.includes(list[3]!.id)]).toEqual([field, 1, true]);
    }
  });

  test('1.59 a dropped, a doubled and a swapped event are found although the list was made to fit', () => {
    const list = events();
    for (let nth = 0; nth < list.length; nth++) {
      const { code, output } = verify(withEvents(list.filter((_, at) => at !== nth)));
      expect([nth, code]).toEqual([nth, 1]);
      expect(output).toContain(list[nth]!.subjectId);
    }
    expect(verify(withEvents([...list, list.at(-1)!])).code).toBe(1);
    const swapped = [list[0]!, list[2]!, list[1]!, ...list.slice(3)];
    const { code, output } = verify(withEvents(swapped));
    expect([code, output.includes(list[1]!.id)]).toEqual([1, true]);
  });

  test('1.59 an event made up with a hash of its own is not in the log of the server', () => {
    const list = events();
    const made = list.map((each) => ({ ...each, hash: each.hash }));
    made[4] = { ...list[4]!, id: newId() };
    const { code, output } = verify(withEvents(made), '--data', server.data);
    expect(code).toBe(1);
    expect(output).toContain(made[4].id);
  });

  test('1.59 a photo left out, swapped with another or put in is named', () => {
    const [one, two] = Object.keys(whole).filter((each) => each.startsWith('photos/')) as [string, string];
    const { [one]: _, ...without } = whole;
    const dropped = verify(relisted(without));
    expect([dropped.code, dropped.output.includes(one)]).toEqual([1, true]);
    const swapped = verify(relisted({ ...whole, [one]: whole[two]!, [two]: whole[one]! }));
    expect([swapped.code, swapped.output.includes(one), swapped.output.includes(two)]).toEqual([
      1,
      true,
      true,
    ]);
    const added = verify(relisted({ ...whole, 'photos/extra.jpg': whole[one]! }));
    expect([added.code, added.output.includes('photos/extra.jpg')]).toEqual([1, true]);
  });

  test('what is no case file ends in one sentence', () => {
    const path = join(folder, 'no.zip');
    writeFileSync(path, 'not a zip');
    const done = spawnSync(process.execPath, ['src/cli/verify.ts', '--file', path], {
      encoding: 'utf8',
      env: LANG,
    });
    expect([done.status, done.stderr.trim().split('\n').length]).toEqual([2, 1]);
    expect(verify({ 'a.txt': strToU8('x') }).code).toBe(1);
    const missing = spawnSync(process.execPath, ['src/cli/verify.ts', '--file', '/nowhere.zip'], {
      encoding: 'utf8',
      env: LANG,
    });
    expect(missing.status).toBe(2);
  });
});
