import { beforeAll, expect, test } from 'vitest';
import { caseCity, caseDriver } from './case-driver.ts';
import { id } from './city.ts';
import { listen } from './live.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
/** The border between the two towns is at 113.6; a degree of longitude is 91 km here. */
const NEAR = { lng: 113.599, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' } as const;
const FAR = { ...NEAR, lng: 113.59 };

beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
});

test('4.01 a point near the border notifies both towns at once and stands in both lists; one far from it only in its own', async () => {
  const [west, east] = [await server.as('town'), await server.as('othertown')];
  const lives = [await listen(server, west, 'problems/*'), await listen(server, east, 'problems/*')];
  const far = await driver.finding({ place: FAR });
  const near = await driver.finding({ place: NEAR });
  await lives[0]!.wait(2);
  await lives[1]!.wait(1);
  const heard = lives.map((each) =>
    each.received.map((one) => (one as { record: { id: string } }).record.id),
  );
  lives.forEach((each) => each.stop());
  expect(heard).toEqual([[far, near], [near]]);
  expect(await driver.problemOf(near)).toMatchObject({
    town: id('townwest'),
    nearTowns: ` ${id('towneast')} `,
  });
  const list = async (who: typeof west): Promise<string[]> =>
    (await who.get('/api/collections/problems/records?sort=foundAt')).body.items.map(
      (each: { id: string }) => each.id,
    );
  expect(await list(west)).toEqual([far, near]);
  expect(await list(east)).toEqual([near]);
});
