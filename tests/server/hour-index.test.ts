import { expect, test } from 'vitest';
import type { Snapshot, StationNow } from '../../src/core/snapshot.ts';
import { airCity, HOUR, MINUTE, pushRows, stationId } from './air-city.ts';
import { startServer } from './harness.ts';

const GASES = { pm25: 40, so2: 8, no2: 30, o3: 60, co: 0.6 };
const server = await startServer({
  env: { SHANGFENG_CRON: 'off', SHANGFENG_WIND: 'push' },
  city: airCity,
});
const desk = await server.as('dispatcher');

test('0.11 a card’s index is that of the last full valid hour, its live value the running mean, and the two are kept apart', async () => {
  // Should the hour turn in between, the hour that was full at the first push is one back.
  const hour = Math.floor(Date.now() / HOUR) * HOUR;
  const rows = (number: number, end: number, count: number, pm10: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...{ station: `S${number}`, time: end - 2 * i * MINUTE, span_min: 2 },
      ...{ wind_dir: 225, wind_speed: 2, pm10, ...GASES },
    }));
  const pushed = [
    ...rows(1, hour, 30, 100),
    // 20 minutes of the last hour: it is not valid, the one before it is.
    ...rows(2, hour, 10, 300),
    ...rows(2, hour - HOUR, 30, 100),
    { station: 'S3', time: hour, pm10: 185 },
    // Nothing full within three hours.
    ...rows(4, hour - 3 * HOUR, 30, 100),
  ];
  expect((await pushRows(server, pushed)).body.refused).toEqual([]);
  const { stations } = (await desk.get('/api/sf/now')).body as Snapshot;
  const hourOf = (number: number): StationNow['hour'] =>
    stations.find((each) => each.id === stationId(number))!.hour;
  expect(hourOf(1)).toMatchObject({ at: hour, aqi: 86, edition: 'HJ 633-2026', primary: ['pm10'] });
  expect(hourOf(2)).toMatchObject({ at: hour - HOUR, aqi: 86 });
  expect(hourOf(3)).toMatchObject({ at: hour, aqi: 125, iaqi: { pm10: 125 } });
  expect(hourOf(4)).toBeUndefined();
  expect(hourOf(5)).toBeUndefined();
});
