import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_CATEGORIES } from '../../src/core/casework/default-categories.ts';
import { categorySet } from '../../src/core/casework/category-sets.ts';
import type { CategoryRow } from '../../src/core/casework/category-catalogue.ts';
import { assignment, caseCity, caseDriver, measures, verdict } from './case-driver.ts';
import { send } from './door.ts';
import { found, newId, sha256 } from './drafts.ts';
import { startServer, type Reply, type TestServer } from './harness.ts';

const led = (row: CategoryRow): CategoryRow => ({ ...row, regulator: 'housing' });
const dust = DEFAULT_CATEGORIES.map(led);
const river = categorySet('river').map(led);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
let base = '';

beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
});

async function publish(version: string, categories: readonly CategoryRow[]): Promise<Reply> {
  const body = { version, fromAt: 0, note: '河长制', base, applyToOpen: false, categories };
  const reply = await (await server.as('admin')).send('POST', '/api/sf/categories', body);
  if (reply.status === 200) base = version;
  // Editions begin at different instants.
  await new Promise((resolve) => setTimeout(resolve, 5));
  return reply;
}
const finding = async (category: string): Promise<Reply> =>
  send(await server.as('inspector'), found(newId(), { category, severity: 2 }));
async function photo(who: string, problem: string) {
  const client = await server.as(who);
  const ref = { id: newId(), sha256: sha256(PNG) };
  const form = new FormData();
  const about = { event: newId(), subject: 'problems', subjectId: problem, phase: 'after', by: client.id };
  for (const [name, value] of Object.entries({ ...ref, ...about })) form.set(name, value);
  form.set('file', new Blob([PNG]), 'a.png');
  expect((await client.send('POST', '/api/collections/photos/records', form)).status).toBe(200);
  return { photos: [ref] };
}
async function counted(category: string): Promise<number> {
  const dispatcher = await server.as('dispatcher');
  const filter = encodeURIComponent(`category = '${category}'`);
  return (await dispatcher.get(`/api/collections/problems/records?perPage=1&filter=${filter}`)).body
    .totalItems as number;
}

describe('0.51 the river category set runs on the same machine', () => {
  test('a river’s category is unknown until the office switches the set on', async () => {
    expect((await finding('river.pile')).body.data.key).toBe('server_category_unknown');
    expect((await finding('Bad Code')).body.data.key).toBe('server_field_category');
    expect((await publish('dust', dust)).status).toBe(200);
    expect((await finding('river.pile')).body.data.key).toBe('server_category_unknown');
    const on = await publish('river', [...dust, ...river]);
    expect(on.status, on.text).toBe(200);
  });

  test('乱堆 goes found → assigned → rectified → closed, and is counted by its own code', async () => {
    const event = found(newId(), { category: 'river.pile', severity: 2 }, {});
    const problem = event.subjectId;
    const first = await photo('inspector', problem);
    expect((await send(await server.as('inspector'), { ...event, ...first })).status).toBe(200);
    await driver.taken('dispatcher', 'problem.assigned', problem, assignment(), { photos: [] });
    const accepted = { handler: '张三', phone: '0371-63601234', note: '' };
    await driver.taken('regulator', 'problem.accepted', problem, accepted, { photos: [] });
    await driver.taken('regulator', 'problem.started', problem, { note: '' }, { photos: [] });
    const done = { measures, papers: [], note: '清运' };
    await driver.taken('regulator', 'problem.submitted', problem, done, await photo('regulator', problem));
    const seen = await photo('otherinspector', problem);
    await driver.taken('otherinspector', 'problem.reinspected', problem, verdict('pass'), seen);
    await driver.taken('dispatcher', 'problem.closed', problem, { note: '' }, { photos: [] });
    const row = await driver.problemOf(problem);
    expect([row.category, row.state, row.edition]).toEqual(['river.pile', 'closed', 'river']);
    expect(await counted('river.pile')).toBe(1);
    const keys = (await (await server.as('leader')).get('/api/sf/columns/keys')).body;
    expect(JSON.stringify(keys)).toContain('river.pile');
  });

  test('a set with open cases is not switched off; without them it is, and the old cases stay', async () => {
    const open = await finding('river.floating');
    expect(open.status, open.text).toBe(200);
    expect((await publish('off', dust)).body.data).toMatchObject({
      key: 'admin_categories_in_use',
      params: { code: 'river.floating', count: 1 },
    });
    await driver.taken(
      'dispatcher',
      'problem.voided',
      open.body.subjectId,
      { reason: '重复' },
      { photos: [] },
    );
    expect((await publish('off', dust)).status).toBe(200);
    expect((await finding('river.floating')).body.data.key).toBe('server_category_unknown');
    expect(await counted('river.pile')).toBe(1);
  });

  test('an office adds a category of its own with a name; without one, or with a bad code, it is refused', async () => {
    const own = { ...led(river[0]!), code: 'lake.algae', title: '湖面蓝藻' };
    const { title: _, ...nameless } = own;
    expect((await publish('own', [...dust, nameless])).body.data.key).toBe('admin_categories_title');
    expect((await publish('own', [...dust, { ...own, code: 'Lake' }])).body.data.key).toBe(
      'admin_categories_unknown',
    );
    expect((await publish('own', [...dust, own])).status).toBe(200);
    expect((await finding('lake.algae')).status).toBe(200);
  });
});
