import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const verify = (...options: string[]) =>
  spawnSync(process.execPath, ['src/cli/verify.ts', ...options], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LANG: 'zh_CN.UTF-8' },
  });

test('explains itself', () => {
  const { status, stdout } = verify('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('npm run verify');
});

test('a folder without a database and an unknown option end in one sentence', () => {
  const empty = mkdtempSync(join(tmpdir(), 'sf-verify-'));
  for (const options of [['--data', empty], ['--nonsense']]) {
    const { status, stderr } = verify(...options);
    expect(status).toBe(2);
    expect(stderr.trim()).not.toContain('\n');
    expect(stderr).toMatch(/\p{Script=Han}/u);
  }
  rmSync(empty, { recursive: true });
});
