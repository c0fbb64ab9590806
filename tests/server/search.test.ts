import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SearchAnswer } from '../../src/core/search/search-answer.ts';
import { ROLES } from '../../src/core/roles.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, found, newId } from './drafts.ts';
import { startServer, type Client, type TestServer } from './harness.ts';
import { rulesCity } from './rules-city.ts';

const city = {
  ...rulesCity,
  problems: rulesCity['problems']!.map((each) => ({ ...each, note: '料场扬尘' })),
};
/** By name of the account. */
const PEOPLE = [
  'dispatcher',
  'leader',
  'admin',
  'discipline',
  'inspector',
  'otherinspector',
  'gridofficer',
  'eastofficer',
  'regulator',
  'otherregulator',
  'siteofficer',
  'town',
  'othertown',
] as const;

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ city });
});

async function ask(who: Client, q: string, also: readonly (readonly string[])[] = []): Promise<SearchAnswer> {
  const query = new URLSearchParams({ q, also: JSON.stringify(also) });
  const reply = await who.get(`/api/sf/search?${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.body as SearchAnswer;
}
const idsOf = (answer: SearchAnswer): string[] => answer.cases.map((each) => each.id).sort();

describe('search of cases on the server', () => {
  test('finds for everybody exactly the cases that their list shows', async () => {
    const seen = new Set<string>();
    for (const name of PEOPLE) {
      const who = await server.as(name);
      const list = await who.get('/api/collections/problems/records?perPage=200&filter=note~"扬尘"');
      const expected = (list.body.items as { id: string }[]).map((each) => each.id).sort();
      expect(idsOf(await ask(who, '扬尘')), name).toEqual(expected);
      seen.add(expected.join());
    }
    // The comparison means something only when people see different cases.
    expect(seen.size).toBeGreaterThan(4);
    expect(idsOf(await ask(await server.as('root'), '扬尘'))).toHaveLength(city.problems.length);
  });

  test('answers the wall, the public and strangers nothing', async () => {
    for (const [name, status] of [
      ['kiosk', 403],
      ['public', 403],
      ['', 401],
    ] as const) {
      const reply = await (await server.as(name)).get('/api/sf/search?q=扬尘');
      expect(reply.status, name).toBe(status);
    }
    // A role that is added has to be thought about here.
    expect(ROLES).toHaveLength(11);
  });

  test('keys of a word do not widen what a person sees', async () => {
    const other = await server.as('otherregulator');
    const also = [[`u${id('housing')}`, `p${id('townwest')}`, `s${id('sitewest')}`, 'cdustbaresoil']];
    const mine = (await other.get('/api/collections/problems/records')).body.items.map(
      (each: { id: string }) => each.id,
    );
    expect(idsOf(await ask(other, '没有', also)).every((each) => mine.includes(each))).toBe(true);
  });

  test('a finding is found right after its event, by number, words, place, source and category', async () => {
    const inspector = await server.as('inspector');
    const office = await server.as('dispatcher');
    const problem = newId();
    const reply = await send(inspector, found(problem, { note: '北门裸土未苫盖，车辆带泥' }));
    expect(reply.status, reply.text).toBe(200);
    const { no } = await rowOf(server, 'problems', problem);
    for (const q of [
      no,
      no.slice(-13),
      '裸土',
      '未苫盖',
      '裸土 带泥',
      'sitewest',
      'sitewest 裸土',
      'villagewest 裸土',
      'townwest 带泥',
    ]) {
      expect(idsOf(await ask(office, q)), q).toContain(problem);
    }
    expect(idsOf(await ask(inspector, '裸土'))).toContain(problem);
    expect(idsOf(await ask(await server.as('othertown'), '裸土'))).not.toContain(problem);
    expect(idsOf(await ask(office, '没有的词'))).toEqual([]);
    expect(idsOf(await ask(office, '没有的词', [['cdustbaresoil']]))).toContain(problem);
    const [first] = (await ask(office, '裸土')).cases;
    expect(first).toMatchObject({
      id: problem,
      no,
      state: 'found',
      note: '北门裸土未苫盖，车辆带泥',
      source: id('sitewest'),
    });

    // Voided: it stays in the log and in the search, and says so.
    const rev = (await rowOf(server, 'problems', problem)).rev;
    const gone = await send(office, draft('problem.voided', problem, { reason: '重复登记' }, { seen: rev }));
    expect(gone.status, gone.text).toBe(200);
    expect((await ask(office, '裸土')).cases[0]).toMatchObject({ id: problem, state: 'void' });
  });

  test('nothing that is typed makes an error', async () => {
    const office = await server.as('dispatcher');
    for (const q of [
      '',
      ' ',
      '"',
      "'",
      '*',
      'NOT',
      'a OR b',
      'words:扬尘',
      '扬尘")',
      '{:expression}',
      '\u0000',
      '😀',
      '扬'.repeat(300),
    ]) {
      await ask(office, q);
    }
    for (const also of ['', 'x', '{}', '[1]', '[["\\""]]', '[[null]]', '[{"a":1}]']) {
      const reply = await office.get(`/api/sf/search?q=扬尘&also=${encodeURIComponent(also)}`);
      expect(reply.status, also).toBe(200);
    }
  });

  test('a database from before is filled by the command, on from where it was cut', async () => {
    const before = idsOf(await ask(await server.as('dispatcher'), '扬尘'));
    await server.stop();
    const db = new DatabaseSync(join(server.data, 'data.db'));
    db.exec("INSERT INTO case_search(case_search) VALUES ('delete-all')");
    db.exec(
      "UPDATE search_fill SET (n, total) = (SELECT 1 + max(n), max(n) FROM column_keys WHERE kind = 'problem')",
    );
    db.close();
    await server.restart();
    const empty = await ask(await server.as('dispatcher'), '扬尘');
    expect([empty.cases, empty.left]).toEqual([[], 1]);
    await server.stop();
    for (const args of [['search-fill'], ['search-fill', 'again']]) {
      const { code, output } = server.command(...args);
      expect(code, output).toBe(0);
      const last = JSON.parse(output.match(/\{.*\}/g)!.at(-1)!) as { done: number; total: number };
      expect(last.done).toBe(last.total);
      expect(last.total).toBeGreaterThan(5);
    }
    await server.restart();
    const full = await ask(await server.as('dispatcher'), '扬尘');
    expect([idsOf(full), full.left]).toEqual([before, 0]);
  });
});
