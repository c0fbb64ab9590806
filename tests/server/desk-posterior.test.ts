import { expect, test, vi } from 'vitest';
import type { History } from '../../src/core/history.ts';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { proposeZone } from '../../src/core/upwind/propose-zone.ts';
import type { StationRecord } from '../../src/schema/records.ts';
import { airCity, HOUR, MINUTE, pushRows, stationId } from './air-city.ts';
import { id } from './city.ts';
import { startServer } from './harness.ts';

const NOW = Math.floor(Date.now() / MINUTE) * MINUTE - MINUTE;
/** Five stations 1.6 km apart on a row; the first one's dust climbs, the others stay clean. */
const cityStations = airCity['stations']!.map((each, index) => ({
  ...each,
  lng: 113.55 + index * 0.018,
}));
/** Three dust monitors of a site next to the first: two name it, one is a monitor by its level only. */
const monitors = [6, 7, 8].map((number) => ({
  ...cityStations[0]!,
  ...{ id: stationId(number), code: `S${number}`, name: `Fence ${number}`, lat: 34.85 + number * 0.001 },
  ...(number === 8 ? { level: 'micro' } : { source: 'sitenortheast' }),
}));
const stations = [...cityStations, ...monitors] as unknown as StationRecord[];
const triggers = {
  id: id('triggers'),
  code: 'triggers',
  version: '1',
  body: { dust: { levels: ['micro'] } },
};
const server = await startServer({
  env: { SHANGFENG_CRON: 'off', SHANGFENG_WIND: 'push' },
  city: { ...airCity, stations, catalogues: [{ ...triggers, fromAt: NOW - HOUR, untilAt: 0 }] },
});
const desk = await server.as('dispatcher');

vi.mock('../../src/api/air.ts', () => ({
  fetchHistory: async (ids: readonly string[], from: number, to: number) =>
    (await desk.get(`/api/sf/history?stations=${ids.join(',')}&from=${from}&to=${to}`)).body as History,
}));
const { airHistory } = await import('../../src/state/air-history.svelte.ts');
const { zoneJob } = await import('../../src/state/zone-question.ts');

test('0.14 desk and tick see a suggestion’s zone from the same stations: its own and its three nearest, clean ones too, no dust monitors', async () => {
  const rows = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((number) =>
    Array.from({ length: 90 }, (_, i) => ({
      ...{ station: `S${number}`, time: NOW - 2 * i * MINUTE, span_min: 2 },
      ...{ wind_dir: 250 + ((i * 7) % 30), wind_speed: 2.4 },
      pm10: number === 1 && i < 25 ? 130 + ((i * 13) % 60) : 78 + ((i + number) % 5),
    })),
  );
  expect((await pushRows(server, rows)).body).toMatchObject({ refused: [] });
  const snapshot = (await desk.get('/api/sf/now')).body as Snapshot;
  const [suggestion] = snapshot.suggestions;
  expect(suggestion?.station).toBe(stationId(1));
  const frozen = (await desk.get(`/api/collections/zones/records/${suggestion!.zone}`)).body;
  const nearest = [1, 2, 3, 4].map(stationId);
  const namesOf = (series: readonly { station: string }[]): string[] => series.map((each) => each.station);
  expect(namesOf(frozen.inputs.input.series)).toEqual(nearest);

  airHistory.hours = 3;
  await airHistory.load(
    stations.map((each) => each.id),
    snapshot.at,
  );
  const { input } = zoneJob(
    { station: stations[0]!, at: snapshot.at, pollutant: 'pm10', turned: false, whatIf: null },
    {
      ...{
        stations,
        sources: [],
        district: null,
        neighbours: [],
        monitorLevels: snapshot.monitorLevels ?? [],
        history: airHistory,
      },
      rose: null,
      ranking: { priorities: [], emission: null },
    },
  );
  expect(namesOf(input.series)).toEqual(nearest);
  const tick = snapshot.zones.find((each) => each.station === stationId(1))!.zone;
  const drawn = proposeZone(input, 'cheap');
  if (tick.shape.kind !== 'posterior' || drawn.shape.kind !== 'posterior') throw new Error('no posterior');
  const alone = proposeZone({ ...input, series: input.series.slice(0, 1) }, 'cheap');
  const [mine, theirs] = [drawn.shape.massPpm, tick.shape.massPpm];
  expect(mine.length).toBe(theirs.length);
  // Of a million, cell by cell: the history carries whole seconds. Without the neighbours it is several hundred thousand.
  const apart = (mass: readonly number[]): number =>
    mass.reduce((sum, each, cell) => sum + Math.abs(each - theirs[cell]!), 0);
  expect(apart(mine)).toBeLessThan(10_000);
  expect(alone.shape.kind === 'posterior' && apart(alone.shape.massPpm)).toBeGreaterThan(100_000);
  expect(snapshot.at - NOW).toBeLessThan(HOUR);
});
