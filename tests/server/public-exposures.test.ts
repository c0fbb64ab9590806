import { beforeAll, expect, test } from 'vitest';
import { assignment, caseCity, caseDriver, HOUR } from './case-driver.ts';
import { id } from './city.ts';
import { send } from './door.ts';
import { draft, newId, sha256 } from './drafts.ts';
import { startServer, type Client, type Json, type Reply, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
let nobody: Client;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//', 'base64');

beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
  nobody = await server.as('');
});

async function expose(redaction: 'none' | 'masked' | 'withheld', about?: string): Promise<string> {
  const problem = about ?? (await driver.finding({ note: '张三 13800000000' }));
  await driver.taken('dispatcher', 'problem.assigned', problem, assignment('housing'));
  const exposure = newId();
  const article = {
    medium: 'newspaper' as const,
    title: `扬尘 ${redaction}`,
    link: 'https://example.com/a',
    publishedAt: Date.now(),
    problems: [problem],
    redaction,
    followUpDueAt: Date.now() + 7 * 24 * HOUR,
    proposal: null,
    note: '内部备注',
  };
  const reply = await send(await server.as('dispatcher'), draft('exposure.published', exposure, article));
  expect(reply.status, reply.text).toBe(200);
  return exposure;
}
async function addPicture(
  who: string,
  exposure: string,
  bytes: Buffer = PNG,
  more: Json = {},
): Promise<Reply> {
  const client = await server.as(who);
  const form = new FormData();
  const fields = { id: newId(), exposure, by: client.id, at: Date.now(), masking: 'boxes', boxes: 2 };
  for (const [name, value] of Object.entries({ ...fields, sha256: sha256(bytes), ...more }))
    form.set(name, String(value));
  form.set('file', new Blob([Uint8Array.from(bytes)]), 'a.png');
  return client.send('POST', '/api/collections/exposure_pictures/records', form);
}
const page = async () => (await nobody.get('/api/sf/public/exposures')).body;

test('2.14 0.25 everybody reads what was exposed: no person, number or original photo, and nothing that is withheld', async () => {
  const [open, masked, withheld] = [await expose('none'), await expose('masked'), await expose('withheld')];
  const { items } = await page();
  const told = new Map(items.map((each: { id: string }) => [each.id, each]));
  expect([...told.keys()].sort()).toEqual([open, masked].sort());
  expect(told.get(open)).toMatchObject({
    problems: [{ place: { name: 'sitewest' }, fixed: false }],
    pictures: [],
  });
  expect(told.get(masked)).toMatchObject({ problems: [{ place: null }] });
  for (const secret of ['张三', '13800000000', '内部备注', 'WT-', withheld, '/photos/'])
    expect(JSON.stringify(items)).not.toContain(secret);
  for (const collection of ['exposures', 'problems', 'photos', 'sources'])
    expect((await nobody.get(`/api/collections/${collection}/records`)).body.items ?? []).toEqual([]);
});

test('2.14 only a picture that the office uploads for it is shown, until it is taken down or the article withdrawn', async () => {
  const exposure = await expose('none');
  for (const who of ['inspector', 'regulator', 'town', 'kiosk'])
    expect((await addPicture(who, exposure)).status).toBe(400);
  expect((await addPicture('dispatcher', exposure, Buffer.from('<svg onload="alert(1)"/>'))).status).toBe(
    400,
  );
  const added = await addPicture('dispatcher', exposure);
  expect(added.status, added.text).toBe(200);
  const shown = async (): Promise<string[]> =>
    (await page()).items.find((each: { id: string }) => each.id === exposure)?.pictures ?? [];
  const [url] = await shown();
  expect((await nobody.get(url!)).status).toBe(200);
  await driver.taken('dispatcher', 'exposure.withdrawn', exposure, { reason: '有误' });
  expect([await shown(), (await nobody.get(url!)).status]).toEqual([[], 404]);
  await driver.taken('dispatcher', 'exposure.restored', exposure, { reason: '核对无误' });
  expect((await nobody.get(url!)).status).toBe(200);
  const path = `/api/collections/exposure_pictures/records/${added.body.id}`;
  expect((await (await server.as('dispatcher')).send('PATCH', path, { hidden: true })).status).toBe(200);
  expect([await shown(), (await nobody.get(url!)).status]).toEqual([[], 404]);
});

/** A case that was found with a photo whose bytes have arrived. */
async function foundWithPhoto(): Promise<{ problem: string; photo: string; bytes: Buffer; url: string }> {
  const [problem, photo] = [newId(), newId()];
  const bytes = Buffer.concat([JPEG, Buffer.from(photo)]);
  const place = { lng: 113.55, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' } as const;
  const finding = draft(
    'problem.found',
    problem,
    {
      ...{ category: 'dust.bare_soil', severity: 1, origin: 'patrol', source: id('sitewest'), task: null },
      ...{ place, foundAt: Date.now(), note: '' },
    },
    { photos: [{ id: photo, sha256: sha256(bytes) }] },
  );
  const inspector = await server.as('inspector');
  expect((await send(inspector, finding)).status).toBe(200);
  const form = new FormData();
  const fields = { id: photo, event: finding.id, subject: 'problems', subjectId: problem, phase: 'before' };
  for (const [name, value] of Object.entries({ ...fields, by: inspector.id, taken: '{}' }))
    form.set(name, value);
  form.set('sha256', sha256(bytes));
  form.set('file', new Blob([Uint8Array.from(bytes)]), 'a.jpg');
  const stored = await inspector.send('POST', '/api/collections/photos/records', form);
  expect(stored.status, stored.text).toBe(200);
  return { problem, photo, bytes, url: `/api/files/photos/${photo}/${String(stored.body.file)}` };
}
const keyOf = (reply: Reply) => [reply.status, reply.body.data?.key];

test('2.14 1.59 3.18 the public has the masked copy with a hash of its own; the original it never gets, by no address', async () => {
  const { problem, photo, bytes, url } = await foundWithPhoto();
  const exposure = await expose('none', problem);
  const masked = Buffer.concat([JPEG, Buffer.from('masked')]);
  const added = await addPicture('dispatcher', exposure, masked, { original: photo });
  expect(added.status, added.text).toBe(200);
  expect(added.body).toMatchObject({
    ...{ original: photo, originalSha256: sha256(bytes), sha256: sha256(masked) },
    ...{ masking: 'boxes', boxes: 2, by: id('dispatcher') },
  });
  const { items } = await page();
  const mine = items.find((each: { id: string }) => each.id === exposure);
  expect(mine.pictures).toHaveLength(1);
  expect((await nobody.get(mine.pictures[0])).status).toBe(200);
  expect(JSON.stringify(items)).not.toContain(photo);
  for (const path of [
    url,
    `${url}?thumb=0x480`,
    `${url}?token=x`,
    `/api/collections/photos/records/${photo}`,
  ])
    expect([path, (await nobody.get(path)).status]).toEqual([path, 404]);
  expect((await nobody.get(`/api/collections/exposure_pictures/records?expand=original`)).text).not.toContain(
    String(url.split('/').at(-1)),
  );
});

test('2.14 1.59 refused are an original, a picture nobody masked or looked through, one with metadata and a wrong hash', async () => {
  const { problem, photo, bytes } = await foundWithPhoto();
  const other = await foundWithPhoto();
  const exposure = await expose('none', problem);
  const add = async (mark: string, more: Json = {}) =>
    keyOf(await addPicture('dispatcher', exposure, Buffer.concat([JPEG, Buffer.from(mark)]), more));
  expect(keyOf(await addPicture('dispatcher', exposure, bytes, { original: photo }))).toEqual([
    400,
    'server_picture_is_original',
  ]);
  expect(keyOf(await addPicture('dispatcher', exposure, bytes, { masking: 'not_needed', boxes: 0 }))).toEqual(
    [400, 'server_picture_is_original'],
  );
  for (const more of [{ masking: '' }, { boxes: 0 }, { boxes: 61 }, { masking: 'not_needed', boxes: 1 }])
    expect([more, await add('a', more)]).toEqual([more, [400, 'server_picture_not_masked']]);
  expect(await add('a Exif\0\0 b')).toEqual([400, 'server_picture_metadata']);
  expect(await add('a', { sha256: 'a'.repeat(64) })).toEqual([400, 'server_photo_hash_differs']);
  for (const original of [other.photo, newId()])
    expect(await add('a', { original })).toEqual([400, 'server_picture_original']);
  expect((await page()).items.find((each: { id: string }) => each.id === exposure).pictures).toEqual([]);
  expect(await add('a', { masking: 'not_needed', boxes: 0, original: photo })).toEqual([200, undefined]);
});

test('2.14 1.59 a picture sent twice is one, and nobody says afterwards that it was masked', async () => {
  const exposure = await expose('none');
  const picture = { id: newId(), at: 5 };
  const twice = [await addPicture('dispatcher', exposure, PNG, picture)];
  twice.push(await addPicture('dispatcher', exposure, PNG, picture));
  expect(twice.map((each) => [each.status, each.body.id])).toEqual([
    [200, picture.id],
    [200, picture.id],
  ]);
  expect((await page()).items.find((each: { id: string }) => each.id === exposure).pictures).toHaveLength(1);
  const path = `/api/collections/exposure_pictures/records/${picture.id}`;
  const dispatcher = await server.as('dispatcher');
  for (const change of [
    { masking: 'not_needed' },
    { boxes: 9 },
    { sha256: 'a'.repeat(64) },
    { original: newId() },
  ])
    expect([change, (await dispatcher.send('PATCH', path, change)).status]).toEqual([change, 404]);
});

test('2.14 a page names the cases of each article by its own source, also where several articles name the same', async () => {
  const own = await expose('none');
  const { items } = await page();
  const mine = items.find((each: { id: string }) => each.id === own);
  expect(mine.problems).toEqual([
    expect.objectContaining({ category: 'dust.bare_soil', kind: 'site', fixed: false }),
  ]);
  expect(mine.problems[0].place).toEqual({ name: 'sitewest', lng: 113.55, lat: 34.85 });
});

test.each(['exposures', 'area'])(
  '2.14 one address has 300 looks at /public/%s in ten minutes',
  async (path) => {
    const statuses: number[] = [];
    for (let n = 0; n < 302; n++) statuses.push((await nobody.get(`/api/sf/public/${path}`)).status);
    expect(statuses.slice(0, 200).every((each) => each === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  },
);
