import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkNode } from '../../src/cli/install.mjs';

const LOCK = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/one': { version: '1.2.3' },
    'node_modules/two': { version: '2.0.0' },
    'node_modules/for-another-platform': { version: '3.0.0', optional: true },
  },
};

/** A project of two packages with the product's own commands, and a PATH on which only what a test puts there is found. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shangfeng-install-'));
  mkdirSync(join(root, 'src/cli'), { recursive: true });
  mkdirSync(join(root, 'bin'));
  for (const each of readdirSync('src/cli').filter((name) => name.endsWith('.mjs')))
    cpSync(join('src/cli', each), join(root, 'src/cli', each));
  for (const each of ['zh-CN', 'en'])
    cpSync(`src/text/messages/${each}/cli.json`, join(root, `src/text/messages/${each}/cli.json`));
  write('package-lock.json', JSON.stringify(LOCK));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('asks npm for what the lock says, and the next time nobody', () => {
  npm(INSTALLS);
  expect(install()).toMatchObject({ status: 0, stderr: '' });
  expect(asked()).toHaveLength(1);
  expect(asked()[0]).toMatch(/^ci /);
  expect(install()).toMatchObject({ status: 0, stdout: '' });
  expect(asked()).toHaveLength(1);
});

it.each([
  ['without npm’s record of a complete install', () => rmSync(join(root, 'node_modules/.package-lock.json'))],
  ['with a record that is cut off', () => write('node_modules/.package-lock.json', '{"packages":{"node_')],
  ['with a package that the record has not', () => write('node_modules/.package-lock.json', record(['one']))],
  [
    'with a package of another version',
    () => write('node_modules/.package-lock.json', record(['one', 'two'], '1.0.0')),
  ],
  ['with the folder of a package gone', () => rmSync(join(root, 'node_modules/two'), { recursive: true })],
])('a half-installed node_modules is installed again: %s', (_, breakIt) => {
  npm(INSTALLS);
  install();
  breakIt();
  expect(install().status).toBe(0);
  expect(asked()).toHaveLength(2);
  expect(install().stdout).toBe('');
});

it('adds what a lock of another platform lacks', () => {
  npm(`[ "$1" = ci ] && { echo "npm error code EUSAGE" >&2; exit 1; }\n${INSTALLS}`);
  expect(install().status).toBe(0);
  expect(asked().map((each) => each.split(' ')[0])).toEqual(['ci', 'install']);
});

it('says in one sentence that there is no npm', () => {
  expectRefusal(install(), 'npm was not found: install Node with npm and try again.');
});

it.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ETIMEDOUT', 'ERR_SOCKET_TIMEOUT'])(
  'says in one sentence that there is no network (%s)',
  (code) => {
    npm(`echo "npm error code ${code}" >&2\necho "npm error network request failed" >&2\nexit 1`);
    const refusal = install();
    expectRefusal(refusal, 'The package registry could not be reached: check the network or the proxy');
    expect(refusal.stdout).toContain('npm error network request failed');
    expect(existsSync(/details in (\S+)\)/.exec(refusal.stderr)?.[1] ?? '')).toBe(true);
  },
);

it('says in one sentence that the install failed for another reason, and where the details are', () => {
  npm('echo "npm error code ENOSPC" >&2\nexit 1');
  const refusal = install();
  expectRefusal(refusal, 'Installing the packages failed: details are in ');
  expect(refusal.stdout).toContain('ENOSPC');
});

it('says so in the language of the machine', () => {
  expect(install({ LANG: 'zh_CN.UTF-8' }).stderr).toContain('找不到 npm');
});

it('refuses a Node that is too old in one sentence, and takes the oldest one that is not', () => {
  const older = "Object.defineProperty(process.versions,'node',{value:'18.20.4'})";
  expectRefusal(install({ NODE_OPTIONS: `--import=data:text/javascript,${older}` }), 'Node 20.19 or newer');
  for (const version of ['18.20.4', '20.18.3']) expect(() => checkNode(version)).toThrow('cli_old_node');
  for (const version of ['20.19.0', '22.0.0', '24.11.1']) expect(() => checkNode(version)).not.toThrow();
});

/** What npm leaves behind when it has installed everything. */
const INSTALLS =
  'for each in one two; do /bin/mkdir -p node_modules/$each; echo "{}" > node_modules/$each/package.json; done\n' +
  `echo '${record(['one', 'two'])}' > node_modules/.package-lock.json`;

function record(names: readonly string[], version?: string): string {
  const versions: Readonly<Record<string, string>> = { one: '1.2.3', two: '2.0.0' };
  return JSON.stringify({
    packages: Object.fromEntries(
      names.map((each) => [`node_modules/${each}`, { version: version ?? versions[each] }]),
    ),
  });
}

/** An npm that notes what it is asked, and does `body`. */
function npm(body: string): void {
  write('bin/npm', `#!/bin/sh\necho "$@" >> "${root}/asked"\n${body}\n`);
  chmodSync(join(root, 'bin/npm'), 0o755);
}

function asked(): string[] {
  return readFileSync(join(root, 'asked'), 'utf8').trim().split('\n');
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function install(locale: Readonly<Record<string, string>> = { LANG: 'C.UTF-8' }): Ended {
  return spawnSync(process.execPath, [join(root, 'src/cli/install.mjs')], {
    cwd: root,
    env: { PATH: join(root, 'bin'), ...locale },
    encoding: 'utf8',
  });
}

function expectRefusal({ status, stderr }: Ended, sentence: string): void {
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toContain(' at ');
  expect(status).toBeGreaterThan(0);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
