import { beforeEach, expect, test, vi } from 'vitest';
import type { History } from '../../src/core/history.ts';
import type { Snapshot, ZoneNow } from '../../src/core/snapshot.ts';
import { proposeCheapZone } from '../../src/core/upwind/propose-zone.ts';
import type { StationRecord } from '../../src/schema/records.ts';
import { fromComponents } from '../../src/core/wind/statistics.ts';
import type { WindHours } from '../../src/core/wind/wind-regression.ts';
import { valleyWind } from '../core/wind/valley-wind.ts';
import { airCity, HOUR, MINUTE, stationId } from './air-city.ts';
import { id } from './city.ts';
import { startServer } from './harness.ts';

/** Rows end before the minute that is running, so that no tick sees other rows than the history after it. */
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE - MINUTE;

interface Blow {
  readonly feed: string;
  readonly from: number;
  readonly everyMin: number;
  readonly distanceKm?: number;
  readonly compassPoints?: number;
  /** Minutes since its newest row. */
  readonly ageMin?: number;
  /** σθ as the feed measured it. */
  readonly sigmaDeg?: number;
}

const wind = (
  number: number,
  { feed, from, everyMin, distanceKm = 0, compassPoints = 0, ageMin = 0, sigmaDeg = 0 }: Blow,
) =>
  Array.from({ length: Math.floor(180 / everyMin) }, (_, i) => ({
    ...{ id: id(`w${number}${feed}${i}x`), station: stationId(number), feed, kind: 'steady' },
    ...{ at: NOW - (ageMin + i * everyMin) * MINUTE, fromDeg: (from + (i % 3) * 4) % 360 },
    ...{ speedMs: 2.4, gustMs: 0, sigmaDeg, distanceKm, compassPoints },
  }));
const air = (number: number, spanMin: number, steps: number) =>
  Array.from({ length: steps }, (_, i) => ({
    ...{ id: id(`r${number}${spanMin}x${i}x`), station: stationId(number), feed: 'logger' },
    ...{ at: NOW - i * spanMin * MINUTE, spanMin, values: { pm10: 90 + ((i * 7) % 20) } },
  }));

/** 25 days of hours that end before today's: the sixth station measured then, in a side valley of the first and the third. */
const past = valleyWind(24 * 25, ['1', '3'], Math.floor(NOW / HOUR) * HOUR - 5 * HOUR);
const pastWind = (number: number, { hours }: WindHours) =>
  hours.map(({ at, u, v, speedMs }, i) => ({
    ...{ id: id(`p${number}x${i}x`), station: stationId(number), feed: 'logger', kind: 'steady', at },
    ...{ fromDeg: fromComponents(u, v), speedMs, gustMs: 0, distanceKm: 0, compassPoints: 0 },
  }));
const first = airCity['stations']![0]!;
const sixth = { ...first, id: stationId(6), code: 'S6', name: 'Station 6', lng: 113.55 + 5 * 0.045 };

/** A dust monitor 200 m from the fourth, inside a site's fence, where the wind goes another way. */
const fourth = airCity['stations']![3] as StationRecord;
const fenced = {
  ...{ ...fourth, id: stationId(7), code: 'S7', name: 'Fence', level: 'micro', source: 'sitenortheast' },
  lng: fourth.lng + 0.002,
};

/** Five ways a station may come by its wind, and one whose values are clock hours. */
const server = await startServer({
  env: { SHANGFENG_WIND: 'push' },
  city: {
    ...airCity,
    stations: [...airCity['stations']!, sixth, fenced],
    wind: [
      ...pastWind(6, past.own),
      ...past.neighbours.flatMap((each) => pastWind(Number(each.station), each)),
      ...wind(1, { feed: 'logger', from: 225, everyMin: 2 }),
      ...wind(2, { feed: 'forecast', from: 200, everyMin: 15, distanceKm: 7 }),
      ...wind(3, { feed: 'logger', from: 180, everyMin: 30, compassPoints: 16, sigmaDeg: 38 }),
      ...wind(7, { feed: 'logger', from: 20, everyMin: 2 }),
      ...wind(5, { feed: 'logger', from: 90, everyMin: 2, ageMin: 100 }),
      ...wind(5, { feed: 'forecast', from: 270, everyMin: 15, distanceKm: 5 }),
    ],
    readings: [
      ...air(1, 2, 90),
      ...air(2, 2, 90),
      ...air(3, 60, 3),
      ...air(4, 2, 90),
      ...air(5, 2, 90),
      ...air(6, 2, 90),
    ],
  },
});
const desk = await server.as('dispatcher');
const admin = await server.as('admin');
// The first round learns how the winds went together, the second uses it.
for (let round = 0; round < 2; round += 1) await admin.send('POST', '/api/sf/tick');
const snapshot = (await desk.get('/api/sf/now')).body as Snapshot;
const stations = [
  ...(airCity['stations'] as StationRecord[]),
  sixth as StationRecord,
  fenced as StationRecord,
].map((each) => ({ ...each }));

vi.mock('../../src/api/air.ts', () => ({
  fetchHistory: async (ids: readonly string[], from: number, to: number) =>
    (await desk.get(`/api/sf/history?stations=${ids.join(',')}&from=${from}&to=${to}`)).body as History,
}));
const { airHistory } = await import('../../src/state/air-history.svelte.ts');
const { zoneJob } = await import('../../src/state/zone-question.ts');

beforeEach(async () => {
  airHistory.reset();
  airHistory.hours = 3;
  await airHistory.load(
    stations.map((each) => each.id),
    snapshot.at,
  );
});

const said = ({ zone }: Pick<ZoneNow, 'zone'>) => ({
  kind: zone.shape.kind,
  axis: zone.axis === null ? null : Math.round(zone.axis),
  windowMin: zone.windowMin,
  confidence: zone.confidence,
  reasons: zone.reasons.map((each) => each.key),
});

test.each([
  [1, 'its own wind', []],
  [2, 'the wind of a forecast 7 km away', ['upwind_borrowed']],
  [3, 'clock hours and 16 points', []],
  [4, 'no wind of its own and no history: its neighbours', ['upwind_borrowed_mean']],
  [5, 'a stale own wind and a fresh forecast', ['upwind_borrowed']],
  [6, 'no wind of its own, but a history: regression on its neighbours', ['upwind_borrowed_regression']],
])('0.14 desk and tick draw one zone for station %i: %s', (number, _, reasons) => {
  const station = stations.find((each) => each.id === stationId(number))!;
  const { input } = zoneJob(
    { station, at: snapshot.at, pollutant: 'pm10', turned: false, whatIf: null },
    {
      ...{ stations, sources: [], district: null, neighbours: [], monitorLevels: [], history: airHistory },
      rose: null,
      ranking: { priorities: [], emission: null },
    },
  );
  const tick = snapshot.zones.find((each) => each.station === station.id)!;
  const own = { ...input, series: input.series.filter((each) => each.station === station.id) };
  const drawn = said({ zone: proposeCheapZone(own) });
  expect(drawn).toEqual(said(tick));
  expect(drawn.axis).not.toBeNull();
  for (const reason of reasons) expect(drawn.reasons).toContain(reason);
});

test('0.14 the wind inside a site’s fence is that site’s: no station borrows it, on the desk as in the tick', () => {
  const axisOf = (number: number) =>
    snapshot.zones.find((each) => each.station === stationId(number))!.zone.axis!;
  expect(Math.abs(axisOf(7) - 22)).toBeLessThan(5);
  expect(axisOf(4)).toBeGreaterThan(150);
  const borrowed = airHistory.windAt(stations[3]!, stations, [], snapshot.at)!;
  expect(borrowed.source.distanceKm).toBeGreaterThan(1);
  expect(airHistory.windAt(stations[6]!, stations, [], snapshot.at)!.source.distanceKm).toBe(0);
});

test('0.14 a wind from 7 km away gives a zone of low confidence on the desk as in the tick', () => {
  const far = snapshot.zones.find((each) => each.station === stationId(2))!.zone;
  expect(far.confidence).toBe('low');
  expect(snapshot.at - NOW).toBeLessThan(HOUR);
});

test('0.14 the wind of a station is learnt once a day, and the history carries what was learnt', async () => {
  const ids = stations.map((each) => each.id).join(',');
  const history = async (): Promise<History> =>
    (await desk.get(`/api/sf/history?stations=${ids}&from=${NOW - HOUR}&to=${NOW}`)).body as History;
  const { fits } = await history();
  expect(Object.keys(fits ?? {})).toEqual([stationId(6)]);
  expect(fits![stationId(6)]).toMatchObject({ hours: 24 * 25, neighbours: [stationId(3), stationId(1)] });
  await admin.send('POST', '/api/sf/tick');
  expect((await history()).fits).toEqual(fits);
});

test('0.14 a σθ that the feed measured reaches the zone of the tick and that of the desk', () => {
  const station = stations.find((each) => each.id === stationId(3))!;
  const around = {
    ...{ stations, sources: [], district: null, neighbours: [], monitorLevels: [], history: airHistory },
    rose: null,
    ranking: { priorities: [], emission: null },
  };
  const asked = { station, at: snapshot.at, pollutant: 'pm10', turned: false, whatIf: null } as const;
  const { input } = zoneJob(asked, around);
  expect(input.sigmaThetaDeg).toBeCloseTo(38, 6);
  const tick = snapshot.zones.find((each) => each.station === station.id)!.zone;
  const said = tick.reasons.find((each) => each.key === 'upwind_shape_sector');
  expect(said?.params?.['sigma']).toBe(38);
});
