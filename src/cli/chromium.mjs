// @ts-check
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { report, withProgress } from './progress.mjs';
import { run, withProjectTools } from './run.mjs';
import { ClearError, say } from './say.mjs';

/**
 * @typedef {object} Search
 * @property {string} root
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [isRoot] may install Debian packages
 * @property {import('./progress.mjs').Report} [tell]
 */

const variables = ['SHANGFENG_CHROMIUM', 'CHROME_PATH', 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH'];
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * What a Chromium without a screen starts with: drawing in software, and without the pages of its own address bar, which it
 * otherwise loads beside every window and which take longer than the page under test.
 */
export const CHROMIUM_ARGUMENTS = Object.freeze([
  '--no-sandbox',
  '--enable-unsafe-swiftshader',
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
]);

/**
 * Finds a Chromium that runs, or installs one: an environment variable, the system, Playwright's cache,
 * Playwright's download, Debian's package. Never quietly none.
 * @param {Search} search packages must be installed
 * @returns {Promise<string>} path of the browser
 * @throws {ClearError}
 */
export async function getChromium(search) {
  const { env = process.env, tell = report } = search;
  for (const name of variables) {
    const path = env[name];
    if (!path) continue;
    if (await versionOf(path)) return path;
    throw new ClearError('cli_chromium_own_missing', { name, path });
  }
  const path = (await present(search)) ?? (await installed(search));
  tell('cli_chromium_found', { path, version: (await versionOf(path)) ?? say('cli_none') });
  return path;
}

/**
 * Makes sure that Chinese can be drawn, where the system says which fonts it has.
 * @param {Search} search
 */
export async function ensureChineseFont(search) {
  const { env = process.env, tell = report } = search;
  const hasOne = async () => {
    const { missing, output } = await run('fc-list', [':lang=zh'], { env });
    return missing ? process.platform !== 'linux' : output.trim() !== '';
  };
  if (await hasOne()) return;
  if (canUseApt(search)) {
    await withProgress(
      'cli_fonts_installing',
      () => aptInstall(search, ['fontconfig', 'fonts-noto-cjk']),
      tell,
    );
  }
  if (!(await hasOne())) tell('cli_fonts_missing');
}

/** @param {Search} search @returns {Promise<string | undefined>} */
async function present({ root, env = process.env }) {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((each) => each !== '');
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of [...onPath, ...usualPlaces, playwrightsOwn(root)]) {
    if (path && existsSync(path) && (await versionOf(path))) return path;
  }
  return undefined;
}

/** @param {Search} search @returns {Promise<string>} */
async function installed(search) {
  const { root, env = process.env, tell = report } = search;
  const log = join(root, '.cache', 'log', 'chromium.log');
  tell('cli_chromium_installing', { source: 'Playwright' });
  const playwright = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000', ...withProjectTools(root, env) };
  await run('playwright', ['install', 'chromium'], { cwd: root, env: playwright, log, timeoutMs: 300_000 });
  const own = await present(search);
  if (own) return own;
  if (canUseApt(search)) {
    tell('cli_chromium_installing', { source: 'Debian' });
    await aptInstall(search, ['chromium', 'fonts-noto-cjk'], log);
  }
  const path = await present(search);
  if (!path) throw new ClearError('cli_chromium_missing', { log });
  return path;
}

/** @param {Search} search */
function canUseApt({ env = process.env, isRoot = process.getuid?.() === 0 }) {
  return isRoot && (env['PATH'] ?? '').split(delimiter).some((each) => existsSync(join(each, 'apt-get')));
}

/** @param {Search} search @param {string[]} packages @param {string} [log] */
async function aptInstall(
  { root, env = process.env },
  packages,
  log = join(root, '.cache', 'log', 'apt.log'),
) {
  const quiet = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env: quiet, log: `${log}.update`, timeoutMs: 300_000 });
  const args = ['install', '--yes', '--no-install-recommends', ...packages];
  await run('apt-get', args, { env: quiet, log, timeoutMs: 600_000 });
}

/** Where Playwright keeps the browser of its own version. @param {string} root */
function playwrightsOwn(root) {
  try {
    const require = createRequire(join(root, 'package.json'));
    return /** @type {string} */ (require('@playwright/test').chromium.executablePath());
  } catch {
    return undefined;
  }
}

/** @param {string} path @returns {Promise<string | undefined>} */
async function versionOf(path) {
  // On Windows --version opens a window instead of answering.
  if (process.platform === 'win32') return existsSync(path) ? path : undefined;
  const { code, output } = await run(path, ['--version'], { timeoutMs: 20_000 });
  return code === 0 ? /(\d+(\.\d+)+)/.exec(output)?.[1] : undefined;
}
