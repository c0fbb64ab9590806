import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { verifyChain } from '../../src/cli/verify.ts';
import { airCity, HOUR, minutes, MINUTE, pushRows, stationId, TOKEN } from './air-city.ts';
import { startServer } from './harness.ts';

test('6 kill -9 in mid-tick: every acknowledged row is there, the chain verifies, the tick goes on', async () => {
  const server = await startServer({ city: airCity });
  const hourEnd = Math.floor(Date.now() / HOUR) * HOUR;
  const acknowledged: [station: string, at: number][] = [];
  for (let round = 0; round < 4; round++) {
    const base = Date.now() - (round + 2) * 3 * HOUR;
    let going = true;
    const sender = (async () => {
      for (let index = 0; going && index < 400; index++) {
        const at = base + index * 1000;
        const reply = await pushRows(server, [
          {
            station: `S${(index % 5) + 1}`,
            time: at,
            span_min: 2,
            wind_dir: (index * 37) % 360,
            wind_speed: 3,
            pm10: 60,
          },
          { station: 'S1', time: hourEnd - HOUR, pm10: 60 },
          { station: 'S1', time: hourEnd, pm10: 100 + ((index * 53) % 150) },
          { station: 'S2', time: hourEnd, pm10: 60 },
        ]).catch(() => null);
        if (reply?.status === 200) acknowledged.push([stationId((index % 5) + 1), at]);
      }
    })();
    await sleep(150 + 170 * round);
    await server.stop('SIGKILL');
    going = false;
    await sender;
    await server.restart();
    const report = await (await server.as('admin')).send('POST', '/api/sf/tick');
    expect(report.body.ran, report.text).toBe(true);
  }
  expect(acknowledged.length).toBeGreaterThan(10);
  const root = await server.as('root');
  for (const [station, at] of acknowledged) {
    const filter = encodeURIComponent(`station = "${station}" && at = ${at}`);
    const [wind, air] = await Promise.all(
      ['wind', 'readings'].map((name) =>
        root.get(`/api/collections/${name}/records?perPage=1&filter=${filter}`),
      ),
    );
    expect([at, wind!.body.totalItems, air!.body.totalItems]).toEqual([at, 1, 1]);
  }
  const open = await root.get(
    `/api/collections/suggestions/records?filter=${encodeURIComponent('state = "open"')}`,
  );
  expect(new Set(open.body.items.map((each: { station: string }) => each.station)).size).toBe(
    open.body.totalItems,
  );
  const { events, fault } = verifyChain(server.data);
  expect(fault).toBeNull();
  expect(events).toBeGreaterThanOrEqual(1);
});

test('6 a body that breaks off is not taken, and the next one is', async () => {
  const server = await startServer({ city: airCity });
  const port = Number(new URL(server.url).port);
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST /api/sf/push/logger HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"rows":[{"station":"S1","time":"2026`,
  );
  await sleep(100);
  socket.destroy();
  await sleep(100);
  const root = await server.as('root');
  expect((await root.get('/api/collections/readings/records')).body.totalItems).toBe(0);
  const reply = await pushRows(server, [{ station: 'S1', time: Date.now(), pm10: 60 }]);
  expect(reply.body.accepted).toBe(1);
});

test('6 a clock that runs behind or ahead: rows keep their own time, and what lies in the future moves no zone', async () => {
  const server = await startServer({ city: airCity });
  const now = Date.now();
  await pushRows(
    server,
    minutes(now + 4 * MINUTE, 60, [1], (at) => ({ wind_dir: at > now ? 45 : 225, wind_speed: 2.4 })),
  );
  const state = (await (await server.as('dispatcher')).get('/api/sf/now')).body;
  expect(state.zones[0].zone.axis).toBeCloseTo(225, -1);
  expect(state.stations[0].wind.from).toBe(225);
});
