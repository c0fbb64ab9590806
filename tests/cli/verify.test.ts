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

test('speaks the language that --lang names, and refuses one it does not know', () => {
  expect(verify('--help', '--lang', 'en').stdout).toContain('Checks the audit chain');
  expect(verify('--help', '--lang', 'zh-CN').stdout).toContain('核对数据目录');
  const { status, stderr } = verify('--lang', 'fr');
  expect([status, stderr]).toEqual([2, '--lang 不能是 fr：只能是 zh-CN 或 en\n']);
});
