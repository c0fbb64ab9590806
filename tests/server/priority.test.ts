import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.ts';
import type { Ranking } from '../../src/core/upwind/zone.ts';
import { airCity, HOUR, minutes, pushRows } from './air-city.ts';
import { id } from './city.ts';
import { startServer } from './harness.ts';

const beijingHour = new Date(Date.now() + 8 * HOUR).getUTCHours();
const area = {
  type: 'Polygon',
  coordinates: [
    [
      [113.5339, 34.8374],
      [113.5341, 34.8374],
      [113.5341, 34.8376],
      [113.5339, 34.8376],
      [113.5339, 34.8374],
    ],
  ],
};
const priority = (fromHour: number, untilHour: number): object => ({
  id: id('school'),
  name: '学校周边',
  polygon: area,
  fromHour: fromHour % 24,
  untilHour: untilHour % 24,
  weight: 8,
  fromAt: 0,
  untilAt: 0,
});

/** Ranking of the strike that a jump at S1 proposes, wind from the southwest. */
async function ranking(priorities: readonly object[]): Promise<Ranking> {
  const server = await startServer({ city: { ...airCity, priorities } });
  const hourEnd = Math.floor(Date.now() / HOUR) * HOUR;
  await pushRows(
    server,
    minutes(Date.now(), 120, [1], () => ({ wind_dir: 225, wind_speed: 2.4 })),
  );
  await pushRows(server, [
    { station: 'S1', time: hourEnd - HOUR, pm10: 60 },
    { station: 'S1', time: hourEnd, pm10: 130 },
  ]);
  const state = (await (await server.as('dispatcher')).get('/api/sf/now')).body as Snapshot;
  const zone = await (
    await server.as('root')
  ).get(`/api/collections/zones/records/${state.suggestions[0]!.zone}`);
  return zone.body.ranking as Ranking;
}

const placeOf = ({ suspects }: Ranking, name: string): number =>
  suspects.findIndex((each) => each.id === id(name));
const shareOf = ({ suspects }: Ranking, name: string): number =>
  suspects.find((each) => each.id === id(name))!.share;

test('0.20 the same source ranks higher inside a key area and its hours, and not outside its hours', async () => {
  const plain = await ranking([]);
  const inHours = await ranking([priority(beijingHour, beijingHour + 1)]);
  const afterHours = await ranking([priority(beijingHour + 3, beijingHour + 4)]);
  const allDay = await ranking([priority(0, 0)]);
  expect(placeOf(plain, 'sitesouthwest')).toBe(0);
  expect(placeOf(inHours, 'othersouthwest')).toBe(0);
  expect(shareOf(inHours, 'othersouthwest')).toBeGreaterThan(1.5 * shareOf(plain, 'othersouthwest'));
  expect(placeOf(allDay, 'othersouthwest')).toBe(0);
  expect(shareOf(afterHours, 'othersouthwest')).toBeCloseTo(shareOf(plain, 'othersouthwest'), 2);
});
