import { beforeAll, expect, test } from 'vitest';
import { caseCity, caseDriver, HOUR } from './case-driver.ts';
import { city, id, PASSWORD } from './city.ts';
import { rowOf, send, totalOf } from './door.ts';
import { draft, newId } from './drafts.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
const response = newId();
const MINUTE = 60_000;

beforeAll(async () => {
  const group = { id: id('exposuregroup'), code: 'X1', name: '曝光组', kind: 'publicity', areas: [] };
  server = await startServer({
    city: {
      ...caseCity,
      users: [
        ...(city['users'] ?? []),
        // In the group by his account and by his post, but gone.
        {
          id: id('gone'),
          email: 'gone@example.com',
          password: PASSWORD,
          name: '离岗者',
          role: 'inspector',
          group: id('exposuregroup'),
          retiredAt: 1,
        },
      ],
      groups: [...(city['groups'] ?? []), group],
      posts: [
        {
          id: id('memberpost'),
          user: id('otherinspector'),
          title: '曝光组',
          capabilities: ['exposure_member'],
          fromAt: 1,
          untilAt: 0,
        },
      ],
    },
  });
  driver = caseDriver(server);
});

const shiftsOf = async (who: string): Promise<Json[]> =>
  (
    await (
      await server.as(who)
    ).get(
      `/api/collections/duty_shifts/records?perPage=200&sort=fromAt&filter=${encodeURIComponent(`response="${response}"`)}`,
    )
  ).body.items;
/** How long the office has to decide on a case that is found now, ms. */
async function decideMs(): Promise<number> {
  const { clocks, foundAt } = await driver.problemOf(await driver.finding());
  return clocks.find((each: Json) => each.kind === 'decide').marks[2] - foundAt;
}

test('0.33 starting level I creates the roster of the exposure group, and clocks run day and night', async () => {
  const started = draft('response.started', response, {
    level: 'red',
    fromAt: null,
    basis: '郑环委〔2026〕9号 红色预警',
  });
  const refused = await send(await server.as('dispatcher'), { ...started, id: newId() });
  expect([refused.status, refused.body.data.key]).toEqual([403, 'server_not_your_task']);
  expect(await totalOf(server, 'duty_shifts', 'id != ""')).toBe(0);

  const reply = await send(await server.as('leader'), started);
  expect(reply.status, reply.text).toBe(200);
  // The same deed again, after a cut reply, makes nothing twice.
  expect((await send(await server.as('leader'), started)).status).toBe(200);
  const shifts = await shiftsOf('dispatcher');
  expect(shifts.length).toBeGreaterThanOrEqual(9);
  expect(await totalOf(server, 'duty_shifts', 'id != ""')).toBe(shifts.length);
  for (const [at, shift] of shifts.entries()) {
    expect(shift).toMatchObject({
      group: id('exposuregroup'),
      names: [],
      people: ` ${id('otherinspector')} `,
    });
    if (at > 0) expect(shift.fromAt).toBe(shifts[at - 1]!.untilAt);
  }
  expect(shifts.at(-1)!.untilAt - shifts[0]!.fromAt).toBeGreaterThanOrEqual(72 * HOUR);
  const ms = await decideMs();
  expect(ms).toBeGreaterThanOrEqual(HOUR);
  expect(ms).toBeLessThan(HOUR + MINUTE);

  const another = draft('response.started', newId(), { level: 'yellow', fromAt: null, basis: '黄色预警' });
  const twice = await send(await server.as('leader'), another);
  expect([twice.status, twice.body.data.key]).toEqual([409, 'server_response_in_force']);
});

test('0.33 the roster is edited by the office and read by those on it; everybody knows the level, nobody else the names', async () => {
  const [first, second] = await shiftsOf('leader');
  const shift = { fromAt: second!.fromAt, untilAt: second!.untilAt, group: id('groupone'), note: '联系媒体' };
  const set = { ...shift, shift: second!.id, people: [id('inspector')] };
  expect(await driver.refusedBy('otherinspector', 'response.shift_set', response, set)).toBe(
    'server_not_your_task',
  );
  expect(await shiftsOf('inspector')).toEqual([]);
  const left = { ...set, people: [id('gone')] };
  expect(await driver.refusedBy('dispatcher', 'response.shift_set', response, left)).toBe(
    'server_shift_person_left',
  );
  await driver.taken('dispatcher', 'response.shift_set', response, set);
  const own = await shiftsOf('inspector');
  expect(own.map((each) => [each.id, each.names[0].name, each.note])).toEqual([
    [second!.id, 'inspector', '联系媒体'],
  ]);
  expect((await shiftsOf('otherinspector')).map((each) => each.id)).not.toContain(second!.id);
  expect(await driver.refusedBy('dispatcher', 'response.shift_dropped', response, { shift: first!.id })).toBe(
    'server_shift_begun',
  );
  for (const who of ['regulator', 'town', 'kiosk']) {
    expect([who, await shiftsOf(who)]).toEqual([who, []]);
    const { body } = await (await server.as(who)).get(`/api/collections/responses/records/${response}`);
    expect([who, body.level]).toEqual([who, 'red']);
  }
});

test('0.33 two who change different shifts do not meet; the same shift asks', async () => {
  const [, , third, fourth] = await shiftsOf('leader');
  const { rev } = await rowOf(server, 'responses', response);
  const setOf = (shift: Json, note: string) => ({
    shift: shift.id,
    fromAt: shift.fromAt,
    untilAt: shift.untilAt,
    group: id('exposuregroup'),
    people: [],
    note,
  });
  const by = async (who: string, shift: Json, note: string) =>
    (
      await send(
        await server.as(who),
        draft('response.shift_set', response, setOf(shift, note), { seen: rev }),
      )
    ).status;
  expect(await by('leader', third!, '甲')).toBe(200);
  expect(await by('dispatcher', fourth!, '乙')).toBe(200);
  expect(await by('dispatcher', third!, '丙')).toBe(409);
});

test('0.33 ending it closes the roster and the clocks go back to working hours', async () => {
  await driver.taken('leader', 'response.ended', response, { reason: '污染过程结束' });
  const row = await rowOf(server, 'responses', response);
  expect(row).toMatchObject({ state: 'ended', reason: '污染过程结束' });
  const shifts = await shiftsOf('leader');
  expect(shifts.filter((each) => each.state === 'planned' && each.untilAt > row.untilAt)).toEqual([]);
  expect(shifts.filter((each) => each.state === 'dropped').length).toBeGreaterThan(7);
  expect(await decideMs()).toBeGreaterThan(HOUR + MINUTE);
  const { body } = await (
    await server.as('discipline')
  ).get(`/api/collections/events/records?filter=${encodeURIComponent(`subjectId="${response}"`)}&sort=seq`);
  const types: string[] = body.items.map((each: Json) => each.type);
  // Between them the server itself asks the sources.
  expect(types.filter((each) => each !== 'response.reduced')).toEqual([
    'response.started',
    'response.shift_set',
    'response.shift_set',
    'response.shift_set',
    'response.ended',
  ]);
});
