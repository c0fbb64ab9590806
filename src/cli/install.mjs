// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withProgress } from './progress.mjs';
import { run, withoutProjectTools } from './run.mjs';
import { ClearError, tellError } from './say.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, link?: boolean }>} LockedPackages */

const oldestNode = /** @type {const} */ ([20, 19]);

/**
 * Refuses a Node that cannot run what follows.
 * @param {string} version like `20.19.0`
 * @throws {ClearError}
 */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldMajor, oldMinor] = oldestNode;
  if (major < oldMajor || (major === oldMajor && minor < oldMinor)) {
    throw new ClearError('cli_old_node', { version, oldest: oldestNode.join('.') });
  }
}

/**
 * Runs `npm ci` when what is installed is not what package-lock.json says.
 * @param {string} root
 * @throws {ClearError} no npm, no network, or npm failed
 */
export async function installPackages(root) {
  if (isInstalled(root)) return;
  const log = join(root, '.cache', 'log', 'install.log');
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel', 'error'];
  options.push(
    '--fetch-retries',
    '2',
    '--fetch-retry-mintimeout',
    '1000',
    '--fetch-retry-maxtimeout',
    '8000',
  );
  /** @param {string[]} command */
  const npm = (command) =>
    run('npm', [...command, ...options], { cwd: root, env: withoutProjectTools(), log });
  await withProgress('cli_installing', async () => {
    let { code, output, missing } = await npm(['ci']);
    // A lock written on one platform may lack packages that are optional on another: `ci` refuses it, `install` adds them.
    if (code !== 0 && output.includes('EUSAGE'))
      ({ code, output, missing } = await npm(['install', '--no-save']));
    if (missing) throw new ClearError('cli_no_npm');
    if (code === 0) return;
    if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output)) {
      throw new ClearError('cli_no_network_packages', { log });
    }
    throw new ClearError('cli_install_failed', { log });
  });
}

/**
 * Whether node_modules holds every package of package-lock.json, by npm's own record of its last complete install and by the folders.
 * Packages for other platforms are optional and may be absent.
 * @param {string} root
 */
export function isInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  try {
    /** @type {LockedPackages} */
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    /** @type {LockedPackages} */
    const present = JSON.parse(readFileSync(record, 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, entry]) =>
        path === '' ||
        entry.optional ||
        // npm's record outlives folders that were deleted by hand or by a full disk.
        (present[path]?.version === entry.version && existsSync(join(root, path, 'package.json'))),
    );
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    checkNode(process.versions.node);
    await installPackages(fileURLToPath(new URL('../..', import.meta.url)));
  } catch (error) {
    process.exitCode = tellError(error);
  }
}
