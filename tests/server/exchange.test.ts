import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CENTRE_CLASSES } from '../../src/core/exchange/centre-classes.ts';
import { EXCHANGE_COLUMNS, EXCHANGE_FIELDS, exchangeCells } from '../../src/core/exchange/exchange-record.ts';
import { csvLine } from '../../src/core/files/csv.ts';
import { assignment, caseCity, caseDriver, measures } from './case-driver.ts';
import { totalOf } from './door.ts';
import { startServer, type Client, type Json, type Reply, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
let dispatcher: Client;

beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
  dispatcher = await server.as('dispatcher');
});

const titles = EXCHANGE_FIELDS.map((field) => EXCHANGE_COLUMNS[field]);
/** The file that the ledger's export makes of a case. */
const fileOf = (row: Json, unit: string): string => {
  const words = { unit, origin: '', address: '', classes: DEFAULT_CENTRE_CLASSES };
  return `\uFEFF${csvLine(titles)}${csvLine(exchangeCells(row, words))}`;
};
async function exchange(body: string, query = '', by = dispatcher): Promise<Reply> {
  return by.send('POST', `/api/sf/exchange${query}`, body, { 'Content-Type': 'text/plain' });
}
const theirs = (no: string, more: object = {}): string =>
  JSON.stringify([
    {
      案卷号: no,
      任务号: `R${no}`,
      问题来源: '监督员上报',
      大类: '街面秩序',
      小类: '露天烧烤',
      经度: '113.550000',
      纬度: '34.850000',
      坐标系: 'WGS-84',
      上报时间: new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
      状态: '立案',
      问题描述: '夜市烧烤',
      ...more,
    },
  ]);

test('3.29 case round trip keeps number and state: out as a file, back as a file, nothing changes', async () => {
  const problem = await driver.finding();
  await driver.taken('dispatcher', 'problem.assigned', problem, assignment(), { photos: [] });
  const accepted = { handler: '张三', phone: '0371-63601234', note: '' };
  await driver.taken('regulator', 'problem.accepted', problem, accepted, { photos: [] });
  await driver.taken('regulator', 'problem.started', problem, { note: '' }, { photos: [] });
  await driver.taken('regulator', 'problem.submitted', problem, { measures, papers: [], note: '' });
  const before = await driver.problemOf(problem);
  const reply = await exchange(fileOf(before, '住建局'));
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body.cases).toMatchObject([
    { outcome: 'same', no: before.no, problem, state: 'answered', differences: [] },
  ]);
  expect(await driver.problemOf(problem)).toEqual(before);

  // The centre gives it a number and sends it back: linked once, ours untouched.
  const linked = fileOf({ ...before, centreNo: '370-1', centreTaskNo: 'R1' }, '住建局');
  expect((await exchange(linked)).body.counts).toMatchObject({ linked: 1 });
  const after = await driver.problemOf(problem);
  expect([after.no, after.state, after.centreNo, after.centreTaskNo, after.centreState]).toEqual([
    before.no,
    'submitted',
    '370-1',
    'R1',
    'answered',
  ]);
  expect((await exchange(linked)).body.counts).toMatchObject({ same: 1, linked: 0 });
  expect((await driver.problemOf(problem)).rev).toBe(after.rev);

  // Closed over there: said, kept beside, and our state stays.
  const closed = fileOf({ ...after, state: 'closed' }, '住建局');
  const differs = (await exchange(closed)).body.cases[0];
  expect(differs).toMatchObject({
    outcome: 'differs',
    differences: [{ field: 'state', ours: 'answered', theirs: 'closed' }],
  });
  expect(await driver.problemOf(problem)).toMatchObject({ state: 'submitted', centreState: 'closed' });
});

test('3.29 a case of the centre becomes a finding once, with its number; a dry run makes nothing', async () => {
  const dry = await exchange(theirs('370-77'), '?dry=1');
  expect(dry.body.cases, dry.text).toMatchObject([{ outcome: 'new', no: '', problem: '' }]);
  expect(await totalOf(server, 'problems', "centreNo = '370-77'")).toBe(0);

  const made = (await exchange(theirs('370-77'))).body.cases[0];
  expect(made).toMatchObject({ outcome: 'new', centreNo: '370-77', state: 'filed' });
  expect(made.no).toMatch(/^WT-410108-/);
  const row = await driver.problemOf(made.problem);
  expect([row.origin, row.category, row.state, row.centreNo, row.centreTaskNo, row.centreState]).toEqual([
    'city_centre',
    'bbq.open',
    'found',
    '370-77',
    'R370-77',
    'filed',
  ]);
  expect(row.note).toContain('夜市烧烤');

  const again = (await exchange(theirs('370-77'))).body.cases[0];
  expect(again).toMatchObject({ outcome: 'same', no: made.no, problem: made.problem });
  expect(await driver.problemOf(made.problem)).toEqual(row);

  // Out again: their number, ours and both states are in the file.
  const back = (await exchange(fileOf(row, ''))).body.cases[0];
  expect(back).toMatchObject({ outcome: 'same', no: made.no });

  const handled = (await exchange(theirs('370-77', { 状态: '处置' }))).body.cases[0];
  expect(handled.differences).toEqual([{ field: 'state', ours: 'filed', theirs: 'handling' }]);
  expect(await driver.problemOf(made.problem)).toMatchObject({ state: 'found', centreState: 'handling' });
  await driver.taken('dispatcher', 'problem.assigned', made.problem, assignment(), { photos: [] });
});

test('3.29 what cannot be taken is said line by line, and stops nothing else', async () => {
  const lines = [
    ...JSON.parse(theirs('370-90', { 小类: '天上的事' })),
    ...JSON.parse(theirs('370-91', { 状态: '结案' })),
    ...JSON.parse(theirs('370-92', { 坐标系: '' })),
    ...JSON.parse(theirs('370-93', { 上风编号: 'WT-410108-20200101-0001' })),
    ...JSON.parse(theirs('370-94', { 经度: '100', 纬度: '20' })),
    ...JSON.parse(theirs('370-95')),
    ...JSON.parse(theirs('370-95')),
  ];
  const { body } = await exchange(JSON.stringify(lines));
  expect(body.cases.map((each: Json) => each.reason?.key ?? each.outcome)).toEqual([
    'server_exchange_no_class',
    'server_exchange_over',
    'server_exchange_datum',
    'server_exchange_unknown_no',
    'server_place_outside',
    'new',
    'server_exchange_twice',
  ]);
  expect(await totalOf(server, 'problems', "centreNo ~ '370-9'")).toBe(1);
});

test('3.29 the centre’s own token may exchange once an administrator allows it, nobody else', async () => {
  const admin = await server.as('admin');
  const feed = (
    await admin.send('POST', '/api/sf/feeds', { code: 'centre', name: '数字城管', alarmCategory: '' })
  ).body;
  const stranger = await server.as('');
  const by = (token: string) =>
    stranger.send('POST', '/api/sf/exchange', theirs('370-200'), {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${token}`,
    });
  expect((await by('wrong-token')).status).toBe(403);
  expect((await exchange(theirs('370-200'), '', await server.as('regulator'))).status).toBe(403);
  // The token of any logger opens no cases.
  const early = await by(feed.token);
  expect([early.status, early.body.data]).toEqual([
    403,
    { key: 'server_exchange_not_this_feed', params: { code: 'centre' } },
  ]);
  const path = `/api/sf/feeds/${feed.id}/exchange`;
  expect((await dispatcher.send('POST', path, { on: true })).status).toBe(403);
  expect((await admin.send('POST', path, { on: true })).status).toBe(200);
  const [first, second] = [await by(feed.token), await by(feed.token)];
  expect(first.body.counts, first.text).toMatchObject({ new: 1 });
  expect(second.body.counts).toMatchObject({ same: 1 });
  await admin.send('POST', path, { on: false });
  expect((await by(feed.token)).status).toBe(403);
});
