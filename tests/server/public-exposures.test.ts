import { beforeAll, expect, test } from 'vitest';
import { assignment, caseCity, caseDriver, HOUR } from './case-driver.ts';
import { send } from './door.ts';
import { draft, newId } from './drafts.ts';
import { startServer, type Client, type Reply, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
let nobody: Client;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
  nobody = await server.as('');
});

async function expose(redaction: 'none' | 'masked' | 'withheld'): Promise<string> {
  const problem = await driver.finding({ note: '张三 13800000000' });
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
async function addPicture(who: string, exposure: string, bytes: Buffer | string = PNG): Promise<Reply> {
  const client = await server.as(who);
  const form = new FormData();
  for (const [name, value] of Object.entries({ exposure, by: client.id, at: String(Date.now()) }))
    form.set(name, value);
  form.set('file', new Blob([bytes as never]), 'a.png');
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
  expect((await addPicture('dispatcher', exposure, '<svg onload="alert(1)"/>')).status).toBe(400);
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
