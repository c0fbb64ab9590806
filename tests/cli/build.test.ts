import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { english } from './begin.ts';

/** What a whole build leaves behind. */
const BUILDS =
  'mkdir -p dist .cache/server/pb_hooks .cache/server/pb_migrations\necho "<html>" > dist/index.html';
const TOLD = /^ {2}Building the app and the server\n {2}Building the app and the server: done in [\d.]+ s\n$/;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shangfeng-build-'));
  write('package.json', '{}');
  write('src/app.ts', 'one');
  npm(BUILDS);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('tells that it builds and how long it took, and the next time neither builds nor says a word', () => {
  expect(build()).toMatchObject({ status: 0, stdout: expect.stringMatching(TOLD) as string });
  expect(build()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(asked()).toEqual(['run build']);
});

it.each([
  ['another source', () => write('src/app.ts', 'two')],
  ['one source more', () => write('src/screens/more.ts', '')],
  ['a built page that is gone', () => rmSync(join(root, 'dist'), { recursive: true })],
  ['built hooks that are gone', () => rmSync(join(root, '.cache/server/pb_hooks'), { recursive: true })],
])('builds again for %s', (_, change) => {
  build();
  change();
  expect(build().stdout).toMatch(TOLD);
  expect(asked()).toHaveLength(2);
});

it('what the build itself makes, and the commands, are no reason to build again', () => {
  build();
  for (const each of ['src/text/paraglide/messages.js', 'src/schema/records.ts', 'src/cli/say.mjs'])
    write(each, 'made');
  expect(build().stdout).toBe('');
});

it('a build that failed says where the details are and is tried again', () => {
  npm('echo "src/app.ts: no such thing" >&2; exit 2');
  const failed = build();
  expect(failed.stderr).toMatch(/^The build failed: details are in \S+build\.log\.\n$/);
  expect(failed.stdout).toContain('src/app.ts: no such thing');
  expect(failed.stdout).not.toContain('done in');
  expect(failed.status).toBe(1);
  expect(existsSync(join(root, '.cache/build-stamp'))).toBe(false);
  npm(BUILDS);
  expect(build().stdout).toMatch(TOLD);
});

/** `buildIfChanged` as a start runs it, in a process of its own. */
function build(): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const [module, words] = ['build', 'say'].map((each) => resolve('src/cli', `${each}.mjs`));
  const script = `import { buildIfChanged } from '${module}'; import { tellError } from '${words}';
    await buildIfChanged('${root}').catch((error) => { process.exitCode = tellError(error); });`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env['PATH'], ...english },
    encoding: 'utf8',
  });
}

/** An npm of the project's own that notes what it is asked, and does `body`. */
function npm(body: string): void {
  write('node_modules/.bin/npm', `#!/bin/sh\necho "$@" >> "${root}/asked"\n${body}\n`);
  chmodSync(join(root, 'node_modules/.bin/npm'), 0o755);
}

function asked(): string[] {
  return readFileSync(join(root, 'asked'), 'utf8').trim().split('\n');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
