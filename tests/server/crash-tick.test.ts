import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { verifyChain } from '../../src/cli/verify.ts';
import { airCity, MINUTE, stationId } from './air-city.ts';
import { id } from './city.ts';
import { EVENTS } from './door.ts';
import { found } from './drafts.ts';
import { startServer } from './harness.ts';

/** Three hours of two-minute wind and dust at five stations that climb one after the other: a tick has five posteriors to compute. */
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
const rows = [1, 2, 3, 4, 5].flatMap((number) =>
  Array.from({ length: 100 }, (_, index) => {
    const at = NOW - index * 2 * MINUTE;
    const key = `${number}n${index}x`;
    const rise = index < 12 && number < 4 ? 180 - index * 6 : 0;
    return {
      wind: {
        ...{ id: id(`w${key}`), station: stationId(number), at, kind: 'steady', fromDeg: 200 + index / 3 },
        ...{ speedMs: 2.4, gustMs: 0, feed: 'logger', distanceKm: 0, compassPoints: 0 },
      },
      reading: {
        ...{ id: id(`r${key}`), station: stationId(number), at, spanMin: 2, feed: 'logger' },
        values: { pm10: 80 + rise },
      },
    };
  }),
);
const city = {
  ...airCity,
  sources: [
    ...airCity['sources']!,
    { ...airCity['sources']![0], id: id('sitewest'), code: 'sitewest', name: 'sitewest' },
  ],
  wind: rows.map((each) => each.wind),
  readings: rows.map((each) => each.reading),
};

test('killed in the middle of a tick: every acknowledged event is there, the chain holds, the next tick works', async () => {
  const server = await startServer({ city });
  const acknowledged = new Map<string, string>();
  let cut = 0;
  let tickMs = 0;
  for (let round = 0; round < 5; round++) {
    const admin = await server.as('admin');
    const { token } = await server.as('inspector');
    let isUp = true;
    const writer = (async () => {
      while (isUp) {
        const event = found();
        const headers = { Authorization: token, 'Content-Type': 'application/json' };
        const body = JSON.stringify(event);
        const reply = await fetch(server.url + EVENTS, { method: 'POST', headers, body }).catch(() => null);
        if (reply?.status === 200) acknowledged.set(event.id, event.subjectId);
        else isUp = false;
      }
    })();
    // Events come before, during and after.
    for (const goal = acknowledged.size + 5; acknowledged.size < goal;) await sleep(10);
    let answered = false;
    const ticking = admin.send('POST', '/api/sf/tick').then(
      () => (answered = true),
      () => false,
    );
    // Ever later in it; the first, which raises suggestions, is cut soonest.
    await sleep(Math.max(10, tickMs * round * 0.18));
    const running = !answered;
    await server.stop('SIGKILL');
    isUp = false;
    await Promise.all([writer, ticking]);
    if (running && !answered) cut++;
    await server.restart();
    const again = await (await server.as('admin')).send('POST', '/api/sf/tick');
    tickMs = again.body.ms;
    expect([again.status, again.body.ran], again.text).toEqual([200, true]);
  }
  // Ticks that had begun and never answered.
  expect(cut).toBeGreaterThanOrEqual(3);
  expect(acknowledged.size).toBeGreaterThanOrEqual(25);
  const desk = await server.as('dispatcher');
  expect((await desk.get('/api/sf/now')).body.zones).toHaveLength(5);
  await server.stop();

  const database = new DatabaseSync(join(server.data, 'data.db'), { readOnly: true });
  const column = (sql: string): string[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => String(Object.values(row)[0]));
  const events = new Set(column('SELECT id FROM events'));
  const problems = new Set(column('SELECT id FROM problems'));
  const lost = [...acknowledged].filter(([event, problem]) => !events.has(event) || !problems.has(problem));
  expect(lost).toEqual([]);
  // What a tick raised stands with its event, and no station has two.
  const raised = column("SELECT subjectId FROM events WHERE type = 'suggestion.raised'");
  expect(raised.length).toBeGreaterThan(0);
  expect(raised.sort()).toEqual(column('SELECT id FROM suggestions').sort());
  const stations = column("SELECT station FROM suggestions WHERE state = 'open'");
  expect(new Set(stations).size).toBe(stations.length);
  expect(column('PRAGMA integrity_check')).toEqual(['ok']);
  database.close();
  expect(verifyChain(server.data)).toMatchObject({ events: events.size, fault: null, faults: [] });
}, 120_000);
