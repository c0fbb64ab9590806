// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountsName } from './data-folder.mjs';
import { withProgress } from './progress.mjs';
import { run, withProjectTools } from './run.mjs';
import { ClearError } from './say.mjs';

/** Of the files that this process makes. */
const ownEnding = `-${process.pid}.json`;

/** @typedef {{ role: string, name: string, email: string, password: string }} Account */

/**
 * @typedef {object} Place
 * @property {string} root the project's folder
 * @property {string} pocketbase the binary
 * @property {string} data the data folder
 */

/**
 * The folders every PocketBase command of this product is given: none may fall back to the working folder.
 * @param {Pick<Place, 'root' | 'data'>} place
 * @param {string} [server] folder of the built server
 */
export function foldersOf({ root, data }, server = join(root, '.cache', 'server')) {
  return [
    '--dir',
    data,
    '--hooksDir',
    join(server, 'pb_hooks'),
    '--migrationsDir',
    join(server, 'pb_migrations'),
  ];
}

/**
 * Makes the demo city's file.
 * @param {string} root
 * @param {number} [now] epoch ms at which the city's running day begins
 * @returns {Promise<string>} path of the file
 * @throws {ClearError}
 */
export async function makeDemoCity(root, now = Date.now()) {
  const anchor = new Date(now).toISOString();
  const file = join(root, '.cache', `demo-${anchor.replace(/\D/g, '')}${ownEnding}`);
  const log = join(root, '.cache', 'log', 'demo.log');
  mkdirSync(join(root, '.cache'), { recursive: true });
  await withProgress('cli_demo_making', async () => {
    const args = [join('src', 'cli', 'demo-city.ts'), '--anchor', anchor, '--out', file];
    const { code } = await run('node', args, { cwd: root, env: withProjectTools(root), log });
    if (code !== 0) throw new ClearError('cli_demo_failed', { log });
  });
  return file;
}

/**
 * Removes what this process made by `makeDemoCity` and did not load, whole or not: it is some 20 MB.
 * @param {string} root
 */
export function dropDemoCities(root) {
  const folder = join(root, '.cache');
  if (!existsSync(folder)) return;
  for (const each of readdirSync(folder)) {
    if (each.startsWith('demo-') && each.endsWith(ownEnding)) rmSync(join(folder, each), { force: true });
  }
}

/**
 * Brings the data folder's tables up to date.
 * @param {Place} place
 * @throws {ClearError}
 */
export async function migrate(place) {
  const log = join(place.root, '.cache', 'log', 'migrate.log');
  const { code } = await run(place.pocketbase, ['migrate', 'up', ...foldersOf(place)], { log });
  if (code !== 0) throw new ClearError('cli_migrate_failed', { log });
}

/**
 * Loads the demo city's file and leaves its accounts beside the data.
 * @param {Place} place
 * @param {string} file
 * @throws {ClearError}
 */
export async function loadDemoCity(place, file) {
  const log = join(place.root, '.cache', 'log', 'demo-load.log');
  const { code } = await run(place.pocketbase, ['demo', file, ...foldersOf(place)], { log });
  if (code !== 0) throw new ClearError('cli_demo_load_failed', { log });
  // As the server does every night: what was fixed on the spot on the days before waits for its second look.
  const drawn = await run(place.pocketbase, ['samples', ...foldersOf(place)], { log });
  if (drawn.code !== 0) throw new ClearError('cli_demo_load_failed', { log });
  const { accounts } = /** @type {{ accounts: Account[] }} */ (JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(join(place.data, accountsName), `${JSON.stringify({ accounts }, undefined, 2)}\n`, {
    mode: 0o600,
  });
  rmSync(file, { force: true });
}

/**
 * @param {string} data folder
 * @returns {Account[]} empty for a city without the demo
 */
export function demoAccounts(data) {
  try {
    return JSON.parse(readFileSync(join(data, accountsName), 'utf8')).accounts;
  } catch {
    return [];
  }
}
