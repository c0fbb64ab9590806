import { beforeAll, expect, test } from 'vitest';
import { caseCity, caseDriver } from './case-driver.ts';
import { city, id, source } from './city.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const DAY = 86_400_000;
const NOW = Date.now();
let server: TestServer;
let driver: ReturnType<typeof caseDriver>;

beforeAll(async () => {
  server = await startServer({
    city: {
      ...caseCity,
      sources: [
        ...(city['sources'] ?? []),
        source('stoppedlate', 'townwest', 113.551, { state: 'stopped', lastCheckAt: NOW - 9 * DAY }),
        source('sealedsoon', 'townwest', 113.552, { state: 'sealed', lastCheckAt: NOW - 3 * DAY }),
      ],
    },
  });
  driver = caseDriver(server);
});

async function run(): Promise<Json> {
  await server.stop();
  const { code, output } = server.command('patrol-frequency');
  expect(code, output).toBe(0);
  await server.restart();
  return JSON.parse(output.slice(output.indexOf('{"ran"')));
}
const proposals = async (): Promise<Json[]> =>
  (
    await (
      await server.as('dispatcher')
    ).get('/api/collections/tasks/records?filter=because%3D%22frequency%22')
  ).body.items;

test('1.29 a shut site that nobody went to for a week is proposed once, and more often in an emergency response', async () => {
  expect(await run()).toMatchObject({ ran: true, overdue: 1, proposed: 1 });
  const [task] = await proposals();
  expect([task.state, task.type, task.targets[0].source, task.basis]).toEqual([
    'planned',
    'look_back',
    id('stoppedlate'),
    id('stoppedlate'),
  ]);
  expect(task.untilAt).toBeGreaterThan(NOW);
  expect(await run()).toMatchObject({ overdue: 0, proposed: 0 });

  const responses = [{ level: 'orange', fromAt: NOW - DAY, untilAt: 0 }];
  const catalogue = { code: 'work_calendar', version: 'alert', fromAt: 1, untilAt: 0, body: { responses } };
  const made = await (
    await server.as('admin')
  ).send('POST', '/api/collections/catalogues/records', catalogue);
  expect(made.status, made.text).toBe(200);
  expect(await run()).toMatchObject({ overdue: 1, proposed: 1 });
  expect((await proposals()).map((each) => each.basis).sort()).toEqual([id('sealedsoon'), id('stoppedlate')]);
});

test('1.29 a stopped site working again is a severity-3 problem, whatever was ticked', async () => {
  const again = await driver.finding({
    source: id('stoppedlate'),
    category: 'dust.work_in_ban',
    severity: 1,
  });
  expect((await driver.problemOf(again)).severity).toBe(3);
  const sealed = await driver.finding({
    source: id('sealedsoon'),
    category: 'dust.work_in_ban',
    severity: 2,
  });
  expect((await driver.problemOf(sealed)).severity).toBe(3);
  const other = await driver.finding({ source: id('stoppedlate'), category: 'dust.bare_soil', severity: 1 });
  expect((await driver.problemOf(other)).severity).toBe(1);
  const working = await driver.finding({ source: id('sitewest'), category: 'dust.work_in_ban', severity: 2 });
  expect((await driver.problemOf(working)).severity).toBe(2);
});

test('1.29 an administrator publishes the rules; what would not do is refused by name, and nobody else publishes', async () => {
  const path = '/api/collections/catalogues/records';
  const edition = (version: string, alertDays: number): object => ({
    code: 'patrol_frequency',
    version,
    fromAt: Date.now(),
    untilAt: 0,
    body: { rules: [{ kind: 'site', state: 'active', days: 30, alertDays }] },
  });
  const admin = await server.as('admin');
  const bad = await admin.send('POST', path, edition('slack', 40));
  expect([bad.status, bad.body.data.key]).toEqual([400, 'server_frequency_slacker']);
  expect((await (await server.as('dispatcher')).send('POST', path, edition('mine', 7))).status).toBe(400);
  const good = await admin.send('POST', path, edition('A', 7));
  expect(good.status, good.text).toBe(200);
  // Only what the office named is due now: the active sites, never gone to.
  const report = await run();
  expect(report.proposed).toBeGreaterThan(0);
  const kinds = (await proposals()).map((each) => each.basis);
  expect(kinds).toEqual(expect.arrayContaining([id('siteeast')]));
});
