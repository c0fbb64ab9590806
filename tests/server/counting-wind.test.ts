import { expect, test } from 'vitest';
import type { History } from '../../src/core/history.ts';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { airCity, HOUR, MINUTE, stationId } from './air-city.ts';
import { id } from './city.ts';
import { startServer, type TestServer } from './harness.ts';

const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;

/** An hour of wind every two minutes, measured at the station. */
const winds = (feed: string, fromDeg: number, shift: number): object[] =>
  Array.from({ length: 30 }, (_, index) => ({
    ...{ id: id(`${feed}${index}x`), station: stationId(1), at: NOW - (index * 2 + shift) * MINUTE, feed },
    ...{ kind: 'steady', fromDeg, speedMs: 2, gustMs: 0, distanceKm: 0, compassPoints: 0 },
  }));

/** What is left of a replay beside what the station pushes: opposite winds at alternating minutes. */
const city = {
  ...airCity,
  feeds: [
    ...airCity['feeds']!,
    { id: id('replay'), code: 'replay', name: 'replay', kind: 'replay', state: 'ok', config: {} },
  ],
  wind: [...winds('logger', 225, 0), ...winds('replay', 45, 1)],
};

const pushed = await startServer({ city, env: { SHANGFENG_WIND: 'push' } });
const replayed = await startServer({ city, env: { SHANGFENG_WIND: 'replay' } });

/** Directions that the tick and the history of the station know of. */
async function directions(server: TestServer): Promise<Record<'tick' | 'rows' | 'hours', number[]>> {
  const desk = await server.as('dispatcher');
  const snapshot = (await desk.get('/api/sf/now')).body as Snapshot;
  const history = async (span: number): Promise<number[]> => {
    const reply = await desk.get(`/api/sf/history?stations=${stationId(1)}&from=${NOW - span}&to=${NOW}`);
    const { wind } = (reply.body as History).stations[stationId(1)]!;
    return [...new Set(wind.flatMap((each) => each.from))].sort((a, b) => a - b);
  };
  const axis = snapshot.zones.find((each) => each.station === stationId(1))!.zone.axis;
  return {
    tick: axis === null ? [] : [Math.round(axis)],
    rows: await history(2 * HOUR),
    hours: await history(30 * HOUR),
  };
}

test('0.14 under pushed wind the desk draws the wind that its zone is made of: nothing that is left of a replay', async () => {
  expect(await directions(pushed)).toMatchObject({ tick: [225], rows: [225], hours: [225] });
});

test('0.14 under replay the replayed wind is in the history', async () => {
  expect((await directions(replayed)).rows).toEqual([45, 225]);
});
