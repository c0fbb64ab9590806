// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClearError } from './say.mjs';

/**
 * @typedef {object} DataFolder
 * @property {string} path
 * @property {boolean} isEmpty nothing has been filled in yet
 * @property {boolean} hasDemo the demo accounts live in it
 * @property {() => void} beginFilling from here on a cut-off leaves a mark
 * @property {() => void} endFilling
 * @property {(pid: number) => void} usedBy names the server's process too, so that an orphan of it still counts as in use
 * @property {() => void} release gives the folder free; takes back what was half filled
 */

const lockName = '.shangfeng-lock';
const fillingName = '.shangfeng-filling';
export const accountsName = 'demo-accounts.json';

/**
 * Takes the data folder for this process, making it when it is not there.
 * @param {string} path absolute
 * @returns {DataFolder}
 * @throws {ClearError} in use, half filled, holding other files, or not writable
 */
export function takeDataFolder(path) {
  const lock = join(path, lockName);
  const filling = join(path, fillingName);
  const isNew = !existsSync(path);
  takeLock(path, lock);
  let isHalf = false;
  const release = () => {
    if (isHalf) empty(path);
    rmSync(lock, { force: true });
    if (isNew && readdirSync(path).length === 0) rmSync(path, { recursive: true, force: true });
  };
  try {
    if (existsSync(filling)) throw new ClearError('cli_data_half', { data: path });
    const isEmpty = contentOf(path).length === 0;
    if (!isEmpty && !existsSync(join(path, 'data.db')))
      throw new ClearError('cli_data_foreign', { data: path });
    return {
      path,
      isEmpty,
      hasDemo: existsSync(join(path, accountsName)),
      beginFilling() {
        writeFileSync(filling, '');
        isHalf = true;
      },
      endFilling() {
        rmSync(filling, { force: true });
        isHalf = false;
      },
      usedBy: (pid) => writeFileSync(lock, JSON.stringify([process.pid, pid])),
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** @param {string} path @param {string} lock */
function takeLock(path, lock) {
  try {
    mkdirSync(path, { recursive: true });
    try {
      writeFileSync(lock, JSON.stringify([process.pid]), { flag: 'wx' });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const owner = ownersOf(lock).find(isOurs);
      if (owner !== undefined) throw new ClearError('cli_data_in_use', { data: path, pid: owner });
      writeFileSync(lock, JSON.stringify([process.pid]));
    }
  } catch (error) {
    if (error instanceof ClearError) throw error;
    const reason = /** @type {NodeJS.ErrnoException} */ (error).code ?? String(error);
    throw new ClearError('cli_data_denied', { data: path, reason });
  }
}

/** @param {string} lock @returns {number[]} */
function ownersOf(lock) {
  try {
    return JSON.parse(readFileSync(lock, 'utf8'));
  } catch {
    return [];
  }
}

/** Whether a process lives and is one of these commands; numbers are given again after a restart. @param {number} pid */
function isOurs(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return /start\.mjs|pocketbase|vitest|playwright/.test(command);
  } catch {
    return true;
  }
}

/** @param {string} path */
function contentOf(path) {
  return readdirSync(path).filter((each) => each !== lockName && each !== '.DS_Store' && each !== '.gitkeep');
}

/** @param {string} path */
function empty(path) {
  for (const each of contentOf(path)) rmSync(join(path, each), { recursive: true, force: true });
}
