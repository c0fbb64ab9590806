import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../src/cli/verify.ts';
import { found } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';

const EVENTS = '/api/collections/events/records';

describe('a server that is killed while it writes', () => {
  test('1.59 five times kill -9: every acknowledged event is there and the chain holds', async () => {
    const server = await startServer();
    const acknowledged = new Map<string, string>();
    for (let round = 0; round < 5; round++) {
      const inspector = await server.as('inspector');
      const { token } = inspector;
      let isUp = true;
      const writers = Array.from({ length: 8 }, async () => {
        while (isUp) {
          const event = found();
          const reply = await fetch(server.url + EVENTS, {
            method: 'POST',
            headers: { Authorization: token, 'Content-Type': 'application/json' },
            body: JSON.stringify(event),
          }).catch(() => null);
          if (reply?.status === 200) acknowledged.set(event.id, event.subjectId);
          else isUp = false;
        }
      });
      await sleep(300 + round * 70);
      await server.stop('SIGKILL');
      isUp = false;
      await Promise.all(writers);
      await server.restart();
    }
    expect(acknowledged.size).toBeGreaterThan(50);
    await server.stop();
    const database = new DatabaseSync(join(server.data, 'data.db'), { readOnly: true });
    const events = new Set(column(database, 'SELECT id FROM events'));
    const problems = new Set(column(database, 'SELECT id FROM problems'));
    const lost = [...acknowledged].filter(([event, problem]) => !events.has(event) || !problems.has(problem));
    expect(lost).toEqual([]);
    // Whatever was written without an answer is whole too: an event never without its case.
    expect(problems.size).toBe(events.size);
    expect(column(database, 'PRAGMA integrity_check')).toEqual(['ok']);
    database.close();
    expect(verifyChain(server.data)).toMatchObject({ events: events.size, fault: null, faults: [] });
  }, 60_000);
});

describe('1.59 the chain tells', () => {
  const cases: [string, string, string][] = [
    [
      'an altered row',
      `UPDATE events SET payload = replace(payload, 'bare_soil', 'wet_work') WHERE seq = 3`,
      'server_chain_altered',
    ],
    ['a changed author', `UPDATE events SET actor = 'somebodyelse000' WHERE seq = 2`, 'server_chain_altered'],
    ['a dropped row', 'DELETE FROM events WHERE seq = 3', 'server_chain_gap'],
    [
      'two rows swapped',
      'UPDATE events SET seq = -1 WHERE seq = 2; UPDATE events SET seq = 2 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = -1',
      'server_chain_broken',
    ],
    ['a dropped end', 'DELETE FROM events WHERE seq = 5', 'server_chain_head'],
  ];
  test.each(cases)('%s', async (_, sql, key) => {
    const server = await fiveEvents();
    expect(verifyChain(server.data)).toMatchObject({ events: 5, fault: null, faults: [] });
    const database = new DatabaseSync(join(server.data, 'data.db'));
    database.exec(sql);
    database.close();
    expect(verifyChain(server.data).fault?.key).toBe(key);
    const command = spawnSync(process.execPath, ['src/cli/verify.ts', '--data', server.data], {
      encoding: 'utf8',
      env: { ...process.env, LANG: 'en' },
    });
    expect(command.status).toBe(1);
    expect(command.stdout).toMatch(/record|log/i);
  });
});

async function fiveEvents(): Promise<TestServer> {
  const server = await startServer();
  const inspector = await server.as('inspector');
  for (let n = 0; n < 5; n++) expect((await inspector.send('POST', EVENTS, found())).status).toBe(200);
  await server.stop();
  return server;
}

function column(database: DatabaseSync, sql: string): string[] {
  return database
    .prepare(sql)
    .all()
    .map((row) => String(Object.values(row)[0]));
}
