import { beforeAll, describe, expect, test } from 'vitest';
import { chinaTime } from '../../src/core/china-time.ts';
import type { NoticeIssued } from '../../src/core/papers/notice-payloads.ts';
import { assignment, caseCity, caseDriver, HOUR } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, newId, photoRef, sha256 } from './drafts.ts';
import { startServer, type Json, type Reply, type TestServer } from './harness.ts';

const papersCity = {
  ...caseCity,
  catalogues: [
    {
      id: id('papers'),
      code: 'papers',
      version: '1',
      fromAt: 1,
      untilAt: 0,
      body: { issuer: '惠济区攻坚办', marks: { ZG: '惠环整改', JB: '惠环攻坚办交办' } },
    },
  ],
};

let server: TestServer;
let cases: ReturnType<typeof caseDriver>;
beforeAll(async () => {
  server = await startServer({ city: papersCity });
  cases = caseDriver(server);
});

const year = chinaTime(Date.now()).year;
const notice = (problem: string, more: Partial<NoticeIssued> = {}): NoticeIssued => ({
  kind: 'rectification',
  problems: [problem],
  order: null,
  unit: id('housing'),
  addressee: '',
  items: ['立即覆盖'],
  basis: ['第六十九条'],
  deadlineAt: Date.now() + 24 * HOUR,
  note: '',
  ...more,
});
async function issue(
  who: string,
  problem: string,
  more: Partial<NoticeIssued> = {},
): Promise<[string, Reply]> {
  const paper = newId();
  return [paper, await send(await server.as(who), draft('notice.issued', paper, notice(problem, more)))];
}
const rowsOf = async (who: string): Promise<Json[]> =>
  (await (await server.as(who)).get('/api/collections/notices/records?perPage=200&sort=no')).body.items;

describe('papers', () => {
  test('0.17 4.05 twenty notices issued at once have twenty numbers without a gap, and a void one keeps its own', async () => {
    const problem = await cases.finding();
    const before = (await rowsOf('dispatcher')).filter((each) => each.no.startsWith('ZG')).length;
    const made = await Promise.all(Array.from({ length: 20 }, () => issue('inspector', problem)));
    expect(made.map(([, reply]) => reply.status)).toEqual(Array<number>(20).fill(200));
    const serials = (await Promise.all(made.map(([paper]) => rowOf(server, 'notices', paper)))).map(
      (row) => row.serial as number,
    );
    expect([...serials].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => before + n + 1));

    // Void the last: the next one goes on behind it.
    const [last] = made[serials.indexOf(before + 20)]!;
    await cases.taken('dispatcher', 'notice.voided', last, { reason: '对象写错' });
    const [next, reply] = await issue('inspector', problem);
    expect(reply.status, reply.text).toBe(200);
    const pad = (n: number): string => String(n).padStart(4, '0');
    expect((await rowOf(server, 'notices', next)).no).toBe(`ZG-410108-${year}-${pad(before + 21)}`);
    expect(await rowOf(server, 'notices', last)).toMatchObject({
      no: `ZG-410108-${year}-${pad(before + 20)}`,
      state: 'void',
      voided: { reason: '对象写错', by: id('dispatcher') },
    });
  });

  test('the same notice sent ten times at once is one paper with one number', async () => {
    const problem = await cases.finding();
    const event = draft('notice.issued', newId(), notice(problem));
    const client = await server.as('inspector');
    const replies = await Promise.all(Array.from({ length: 10 }, () => send(client, event)));
    expect(replies.map((each) => each.status)).toEqual(Array<number>(10).fill(200));
    const list = (await rowsOf('dispatcher')).filter((each) => each.problems.includes(problem));
    expect(list).toHaveLength(1);
  });

  test('a refused notice takes no number', async () => {
    const problem = await cases.finding();
    const [, first] = await issue('inspector', problem);
    expect(first.status).toBe(200);
    const count = (await rowsOf('dispatcher')).length;
    const [, refused] = await issue('inspector', problem, { items: [] });
    expect([refused.status, refused.body.data.key]).toEqual([400, 'server_field_required']);
    const [after] = await issue('inspector', problem);
    const rows = (await rowsOf('dispatcher')).filter((each) => each.no.startsWith('ZG'));
    expect(rows).toHaveLength(count + 1);
    expect((await rowOf(server, 'notices', after)).serial).toBe(rows.length);
  });

  test('its words are frozen at acceptance: names, office and mark from the catalogue of papers', async () => {
    const problem = await cases.finding();
    const [paper] = await issue('inspector', problem);
    expect((await rowOf(server, 'notices', paper)).facts).toMatchObject({
      issuer: '惠济区攻坚办',
      mark: '惠环整改',
      addressee: '住建局',
      source: 'sitewest',
      town: 'townwest',
      by: 'inspector',
      points: [{ category: 'dust.bare_soil' }],
    });
  });

  test('an order’s paper has the order’s number; orders and papers never share one', async () => {
    const problems = [await cases.finding(), await cases.finding()];
    const order = newId();
    const sent = draft('order.sent', order, {
      kind: 'batch',
      problems: [problems[0]!],
      unit: id('housing'),
      coUnits: [],
      basis: '',
      deadlineAt: Date.now() + HOUR,
      note: '',
    });
    expect((await send(await server.as('dispatcher'), sent)).status).toBe(200);
    const { no } = await rowOf(server, 'orders', order);
    await cases.taken('dispatcher', 'problem.assigned', problems[1]!, assignment());
    const kind = 'assignment_order' as const;
    const [free] = await issue('dispatcher', problems[1]!, { kind, items: [] });
    const [paper, reply] = await issue('dispatcher', problems[0]!, { kind, items: [], order, unit: null });
    expect(reply.status, reply.text).toBe(200);
    expect(await rowOf(server, 'notices', paper)).toMatchObject({ no, unit: id('housing') });
    expect((await rowOf(server, 'notices', free)).serial).toBe(Number(no.slice(-4)) + 1);
    expect((await rowOf(server, 'orders', order)).notice).toBe(paper);
  });

  test('4.05 the unit signs with a photo of the paper; a stranger’s unit does not see it', async () => {
    const problem = await cases.finding();
    const [paper] = await issue('inspector', problem);
    const receipt = {
      result: 'signed' as const,
      signedBy: '王某',
      office: '项目经理',
      signedAt: Date.now(),
      witness: '',
      note: '',
    };
    expect(await cases.refusedBy('otherregulator', 'notice.received', paper, receipt)).toBe(
      'server_not_your_unit',
    );
    expect(await cases.refusedBy('regulator', 'notice.received', paper, receipt, { photos: [] })).toBe(
      'server_needs_photo_signed',
    );
    const bytes = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//', 'base64');
    const photo = { id: newId(), sha256: sha256(bytes) };
    const event = draft('notice.received', paper, receipt, { seen: 1, photos: [photo] });
    expect((await send(await server.as('regulator'), event)).status).toBe(200);
    const form = new FormData();
    const fields = { ...photo, event: event.id, subject: 'notices', subjectId: paper, phase: 'paper' };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('by', id('regulator'));
    form.set('taken', '{}');
    form.set('file', new Blob([bytes], { type: 'image/jpeg' }), 'a.jpg');
    const upload = await (await server.as('regulator')).send('POST', '/api/collections/photos/records', form);
    expect(upload.status, upload.text).toBe(200);
    expect(await rowOf(server, 'notices', paper)).toMatchObject({
      state: 'received',
      receipt: { signedBy: '王某', photos: [photo] },
    });
    const seenBy = async (who: string): Promise<boolean> =>
      (await rowsOf(who)).some((each) => each.id === paper);
    expect(await Promise.all(['regulator', 'town', 'discipline'].map(seenBy))).toEqual([true, true, true]);
    expect(await Promise.all(['otherregulator', 'othertown', 'eastofficer'].map(seenBy))).toEqual([
      false,
      false,
      false,
    ]);
    expect(photoRef().sha256).toHaveLength(64);
  });

  test('1.59 the chain with papers in it holds', async () => {
    const { verifyChain } = await import('../../src/cli/verify.ts');
    expect(verifyChain(server.data).fault).toBe(null);
  });
});
