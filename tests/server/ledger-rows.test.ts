import { beforeAll, describe, expect, test } from 'vitest';
import { id } from './city.ts';
import { draft, found, findingOf, newId } from './drafts.ts';
import { rowOf, send } from './door.ts';
import { startServer, type Client, type TestServer } from './harness.ts';
import { rulesCity } from './rules-city.ts';

/** A page as src/api/cases.ts asks for it, also when it walks a list for an export. */
const pageOf = async (
  who: Client,
  filter: string,
  sort = '-foundAt,-id',
): Promise<readonly { id: string }[]> => {
  const query = new URLSearchParams({ filter, sort, perPage: '1000', skipTotal: '1' });
  const reply = await who.get(`/api/collections/problems/records?${query}`);
  return reply.status === 200 ? reply.body.items : [];
};

describe('4.06 the rows of the ledger and of its export', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer({ city: rulesCity });
  });

  test('a town gets its own rows, however it asks; the office all; nobody none', async () => {
    const office = await pageOf(await server.as('dispatcher'), '');
    const town = await server.as('town');
    const own = await pageOf(town, '');
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(office.length);
    const foreign = office.filter((each) => !own.some((mine) => mine.id === each.id));
    for (const { id: hidden } of foreign) expect(await pageOf(town, `id = "${hidden}"`)).toEqual([]);
    expect(await pageOf(town, `town != "${id('westtown')}" && unit = "" && nearTowns = ""`)).toEqual([]);
    expect(await pageOf(await server.as(''), '')).toEqual([]);
    expect(await pageOf(await server.as('public'), '')).toEqual([]);
  });

  test('0.02 what a group found is found by its group, whoever it is assigned to and whatever group looks on', async () => {
    const [one, two] = [newId(), newId()];
    const finders = { [one]: 'inspector', [two]: 'otherinspector' };
    for (const [problem, who] of Object.entries(finders))
      expect((await send(await server.as(who), found(problem))).status).toBe(200);
    const office = await server.as('dispatcher');
    const by = async (who: string): Promise<readonly string[]> => {
      const { group } = await rowOf(server, 'users', id(who));
      expect(group).not.toBe('');
      return (await pageOf(office, `group = "${group}"`)).map((each) => each.id);
    };
    expect(await by('inspector')).toContain(one);
    expect(await by('inspector')).not.toContain(two);
    expect(await by('otherinspector')).toContain(two);
    expect(await by('otherinspector')).not.toContain(one);
  });

  test('an open case is found by the index of open ones, and leaves it when it ends', async () => {
    const office = await server.as('dispatcher');
    const problem = newId();
    const finding = findingOf();
    const sent = await send(office, found(problem, finding));
    expect(sent.status, sent.text).toBe(200);
    const row = await rowOf(server, 'problems', problem);
    expect([row.openSince, row.openDueAt, row.lackSince]).toEqual([row.foundAt, 0, row.foundAt]);
    expect((await pageOf(office, 'openSince > 0', '-openSince,-id')).map((each) => each.id)).toContain(
      problem,
    );
    const voided = await send(office, draft('problem.voided', problem, { reason: '重复' }, { seen: 1 }));
    expect(voided.status, voided.text).toBe(200);
    expect(await rowOf(server, 'problems', problem)).toMatchObject({ openSince: 0, lackSince: 0 });
    expect((await pageOf(office, 'openSince > 0')).map((each) => each.id)).not.toContain(problem);
  });
});
