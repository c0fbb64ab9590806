import { beforeAll, expect, test } from 'vitest';
import { liesIn } from '../../src/core/territory/own-grid.ts';
import { assignment, caseCity, caseDriver } from './case-driver.ts';
import { city, id, PASSWORD, source } from './city.ts';
import { rowOf } from './door.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

/** Two cells in one village, and a chief who answers for the western one alone. */
const chief = {
  id: id('cellchief'),
  email: 'cellchief@example.com',
  password: PASSWORD,
  name: 'cellchief',
  role: 'grid_officer',
  territory: id('cellwest'),
  demo: true,
};
const secondCell = {
  ...(city['grids'] ?? []).at(-1),
  id: id('cellmid'),
  code: '410108001001002',
  name: 'mid',
};
const chiefCity = {
  ...caseCity,
  grids: [...(city['grids'] ?? []), secondCell],
  users: [...(city['users'] ?? []), chief],
  posts: [
    ...(caseCity['posts'] ?? []),
    { id: id('chiefpost'), user: chief.id, title: '三级网格长', fromAt: 1, untilAt: 0 },
  ],
  sources: [
    ...(city['sources'] ?? []),
    source('sitemid', 'townwest', 113.551, { village: id('villagewest'), cell: id('cellmid') }),
  ],
};

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;

beforeAll(async () => {
  server = await startServer({ city: chiefCity });
  driver = caseDriver(server);
});

const rowsOf = async (who: string, collection: string): Promise<Json[]> =>
  (await (await server.as(who)).get(`/api/collections/${collection}/records?perPage=200`)).body.items;
async function assigned(source: string): Promise<string> {
  const problem = await driver.finding({ source: id(source) });
  await driver.taken('dispatcher', 'problem.assigned', problem, assignment());
  return problem;
}

test('1.62 the chief of a cell sees the problems of that cell alone, and the sources that lie in it', async () => {
  const [own, next] = [await driver.finding(), await driver.finding({ source: id('sitemid') })];
  expect((await driver.problemOf(next)).cell).toBe(id('cellmid'));
  const seen = (await rowsOf('cellchief', 'problems')).map((each) => each.id);
  expect(seen).toContain(own);
  expect(seen).not.toContain(next);
  const reply = await (await server.as('cellchief')).get(`/api/collections/problems/records/${next}`);
  expect(reply.status).toBe(404);
  // The register is the map's: what his list shows of it is what lies in his cell.
  const sources = (await rowsOf('cellchief', 'sources')).filter((each) => liesIn(each, chief.territory));
  expect(sources.map((each) => each.code)).toEqual(['sitewest']);
});

test('1.62 he urges a case of his cell, the unit and the story are told of it; one of the next cell is refused', async () => {
  const [own, next] = [await assigned('sitewest'), await assigned('sitemid')];
  await driver.taken('cellchief', 'problem.urged', own, { note: '请今天到场' });
  expect(await driver.refusedBy('cellchief', 'problem.urged', next, { note: '' })).toBe(
    'server_not_your_territory',
  );
  expect((await driver.problemOf(next)).urges).toBeNull();
  const inbox = (await rowsOf('regulator', 'problems')).find((each) => each.id === own);
  expect(inbox).toMatchObject({
    state: 'assigned',
    urges: [{ role: 'grid_officer', post: '三级网格长', note: '请今天到场' }],
  });
  for (const who of ['regulator', 'cellchief']) {
    const story = (await rowsOf(who, 'events')).filter((each) => each.subjectId === own);
    expect(
      story.map((each) => each.type),
      who,
    ).toContain('problem.urged');
  }
});

test('1.62 nobody is flooded: once a day for each role, and only while a unit has the case', async () => {
  const own = await assigned('sitewest');
  await driver.taken('cellchief', 'problem.urged', own, { note: '' });
  expect(await driver.refusedBy('cellchief', 'problem.urged', own, { note: '' })).toBe('server_urged_today');
  await driver.taken('leader', 'problem.urged', own, { note: '本周内必须改好' });
  await driver.taken('town', 'problem.urged', own, { note: '' });
  expect(await driver.refusedBy('othertown', 'problem.urged', own, { note: '' })).toBe(
    'server_not_your_territory',
  );
  expect(await driver.refusedBy('inspector', 'problem.urged', own, { note: '' })).toBe(
    'server_not_your_task',
  );
  // What the unit does meanwhile is in nobody's way: it accepts on the case as it saw it.
  const { rev } = await rowOf(server, 'problems', own);
  const accepted = { handler: '张', phone: '0371-6363', note: '' };
  await driver.taken('regulator', 'problem.accepted', own, accepted, { seen: rev - 1 });
  const found = await driver.finding();
  expect(await driver.refusedBy('dispatcher', 'problem.urged', found, { note: '' })).toBe(
    'server_problem_is_found',
  );
});

test('1.62 the story of a case of the next cell is not told to him', async () => {
  const mid = await driver.finding({ source: id('sitemid') });
  const told = (await rowsOf('cellchief', 'events')).map((each) => each.subjectId);
  expect(told).not.toContain(mid);
});
