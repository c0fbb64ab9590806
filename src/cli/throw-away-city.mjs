// @ts-check
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfChanged } from './build.mjs';
import { demoAccounts, loadDemoCity, makeDemoCity, migrate } from './city.mjs';
import { getPocketBase } from './pocketbase.mjs';
import { freePort } from './port.mjs';
import { serve } from './serve.mjs';

/**
 * @typedef {object} City
 * @property {string} url
 * @property {string} data
 * @property {import('./city.mjs').Account[]} accounts
 * @property {() => Promise<void>} stop ends the server and removes the data
 */

/** Older winds would be stale soon after the start, and with them the zones. */
const freshMs = 15 * 60_000;

/**
 * Fills the demo city once per build and quarter of an hour; every throw-away city starts as a copy of it.
 * @param {string} root
 * @returns {Promise<string>} folder of the template, made with no server running so that its write-ahead log is empty
 */
export async function cityTemplate(root) {
  const pocketbase = await getPocketBase({ root });
  await buildIfChanged(root);
  const build = readFileSync(join(root, '.cache', 'build-stamp'), 'utf8').slice(0, 16);
  const folder = join(root, '.cache', 'city-template');
  mkdirSync(folder, { recursive: true });
  const now = Date.now();
  const known = readdirSync(folder).find((each) => {
    const [madeAt, of, ...rest] = each.split('-');
    return of === build && rest.length === 0 && now - Number(madeAt) < freshMs;
  });
  if (known) return join(folder, known);
  const template = join(folder, `${now}-${build}`);
  const part = `${template}-part`;
  mkdirSync(part);
  const city = await makeDemoCity(root, now);
  const place = { root, pocketbase, data: part };
  await migrate(place);
  await loadDemoCity(place, city);
  renameSync(part, template);
  for (const old of readdirSync(folder)) {
    // Not the fresh ones: another command may be copying from its own.
    if (now - Number(old.split('-')[0]) > 4 * freshMs)
      rmSync(join(folder, old), { recursive: true, force: true });
  }
  return template;
}

/**
 * A demo city on a free port, for one test file or one measurement.
 * @param {string} root
 * @param {{ wind?: 'replay' | 'push' | 'open-meteo', env?: NodeJS.ProcessEnv }} [wishes] wind is pushed unless said
 * @returns {Promise<City>}
 */
export async function startThrowAwayCity(root, { wind = 'push', env = process.env } = {}) {
  const template = await cityTemplate(root);
  const pocketbase = await getPocketBase({ root });
  const data = mkdtempSync(join(tmpdir(), 'shangfeng-city-'));
  cpSync(template, data, { recursive: true });
  const server = await serve({
    root,
    pocketbase,
    data,
    host: '127.0.0.1',
    port: await freePort(),
    wind,
    env,
  });
  return {
    url: server.url,
    data,
    accounts: demoAccounts(data),
    async stop() {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
