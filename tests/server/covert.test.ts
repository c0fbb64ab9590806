import { beforeAll, expect, test } from 'vitest';
import { assignment, caseCity, caseDriver } from './case-driver.ts';
import { id, PASSWORD } from './city.ts';
import { send } from './door.ts';
import { draft, newId, strikeOf } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;

beforeAll(async () => {
  server = await startServer({
    city: {
      ...caseCity,
      units: [
        ...caseCity.units,
        { id: id('property'), code: 'property', name: '物业公司', kind: 'company', town: '' },
      ],
      users: [
        ...(caseCity as unknown as { users: object[] }).users,
        {
          ...{
            id: id('partner'),
            email: 'partner@example.com',
            password: PASSWORD,
            name: 'partner',
            role: 'grid_officer',
          },
          ...{ unit: id('property'), territory: id('towneast'), demo: true },
        },
      ],
    },
  });
  driver = caseDriver(server);
});

const sees = async (who: string, collection: string, row: string): Promise<boolean> =>
  (await (await server.as(who)).get(`/api/collections/${collection}/records/${row}`)).status === 200;

test('0.46 a covert visit, its task and what it found are unseen by the place until the case is assigned', async () => {
  const task = draft('task.sent', newId(), strikeOf({ type: 'grid_patrol', zone: null }));
  expect((await send(await server.as('dispatcher'), task)).status).toBe(200);
  const visit = draft('inspection.made', newId(), {
    ...{ source: id('sitewest'), task: task.subjectId, mode: 'covert', outcome: 'found', at: Date.now() },
    place: { lng: 113.55, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' },
    ...{ note: '', witness: '', police: false, education: null },
  });
  expect((await send(await server.as('inspector'), visit)).status).toBe(200);
  const problem = await driver.finding({ inspection: visit.subjectId });
  for (const who of ['regulator', 'siteofficer', 'town', 'othertown'])
    for (const [collection, row] of [
      ['tasks', task.subjectId],
      ['inspections', visit.subjectId],
      ['problems', problem],
    ] as const)
      expect([who, collection, await sees(who, collection, row)]).toEqual([who, collection, false]);
  await driver.taken('dispatcher', 'problem.assigned', problem, assignment());
  expect([await sees('regulator', 'problems', problem), await sees('town', 'problems', problem)]).toEqual([
    true,
    true,
  ]);
  // The visit itself stays the office's.
  expect(await sees('regulator', 'inspections', visit.subjectId)).toBe(false);
});

test('4.24 the checks of each mode are counted as far as one may see them: a covert one by the office alone', async () => {
  const count = async (who: string, mode: string): Promise<number> => {
    const filter = encodeURIComponent(`mode = "${mode}" && source = "${id('yardwest')}"`);
    const reply = await (await server.as(who)).get(`/api/collections/inspections/records?filter=${filter}`);
    return reply.body.totalItems as number;
  };
  const modes = ['regular', 'irregular', 'spot', 'covert', 'urged', 'covert'] as const;
  for (const mode of modes) {
    const visit = draft('inspection.made', newId(), {
      ...{ source: id('yardwest'), task: null, mode, outcome: 'nothing', at: Date.now() },
      place: { lng: 113.56, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' },
      ...{ note: '', witness: '', police: false, education: null },
    });
    expect((await send(await server.as('inspector'), visit)).status).toBe(200);
  }
  const counts = (who: string): Promise<number[]> =>
    Promise.all(['regular', 'irregular', 'spot', 'covert', 'urged'].map((mode) => count(who, mode)));
  expect(await counts('dispatcher')).toEqual([1, 1, 1, 2, 1]);
  expect(await counts('inspector')).toEqual([1, 1, 1, 2, 1]);
  expect(await counts('otherinspector')).toEqual([1, 1, 1, 0, 1]);
  expect(await counts('eastofficer')).toEqual([1, 1, 1, 0, 1]);
  expect(await counts('regulator')).toEqual([0, 0, 0, 0, 0]);
});

test('0.48 a partner’s grid officer sees the cases of his own grid and no other', async () => {
  const far = { lng: 113.65, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' } as const;
  const own = await driver.finding({ source: id('siteeast'), place: far });
  const other = await driver.finding();
  expect([await sees('partner', 'problems', own), await sees('partner', 'problems', other)]).toEqual([
    true,
    false,
  ]);
  const listed = (await (await server.as('partner')).get('/api/collections/problems/records')).body.items;
  expect(listed.map((each: { id: string }) => each.id)).toEqual([own]);
});
