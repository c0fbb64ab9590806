import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer } from '../../src/cli/build-server.ts';
import { pocketbasePath, startServer, type TestServer } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'sf-job-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let server: TestServer;
beforeAll(async () => {
  await buildServer(folder);
  server = await startServer();
});

const run = (...args: string[]) => {
  const env = { ...process.env, SHANGFENG_SERVER_DIR: folder, POCKETBASE_BIN: pocketbasePath() };
  const command = [join(import.meta.dirname, '../../src/cli/job.ts'), '--lang', 'en', ...args];
  const done = spawnSync(process.execPath, command, { encoding: 'utf8', env, timeout: 60_000 });
  return { code: done.status, out: done.stdout, err: done.stderr };
};

test('each of the server’s jobs runs from a terminal and says what it did as JSON', () => {
  const jobs = /Jobs: ([a-z -]+);/.exec(run('--help').out)![1]!.split(' ');
  expect(jobs).toContain('prune');
  for (const job of jobs) {
    const { code, out, err } = run(job, '--data', server.data);
    expect([job, code, err]).toEqual([job, 0, '']);
    expect(Object.keys(JSON.parse(out) as object).length, job).toBeGreaterThan(0);
  }
  const again = run('search-fill', 'again', '--data', server.data);
  expect([again.code, JSON.parse(again.out)]).toEqual([0, { done: 0, total: 0 }]);
});

test('an unknown job, too many words and a folder without a database end with 2 and one sentence', () => {
  for (const args of [['nothing'], [], ['prune', 'again', '--data', server.data]])
    expect(run(...args)).toMatchObject({ code: 2, err: expect.stringContaining('npm run job') as string });
  const bare = run('prune', '--data', folder);
  expect([bare.code, bare.err.trim().split('\n').length]).toEqual([2, 1]);
});
