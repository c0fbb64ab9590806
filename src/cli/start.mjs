// @ts-check
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build.mjs';
import { demoAccounts, dropDemoCities, foldersOf, loadDemoCity, makeDemoCity, migrate } from './city.mjs';
import { takeDataFolder } from './data-folder.mjs';
import { isLoopback, readStartFlags, windOf } from './flags.mjs';
import { checkNode, installPackages } from './install.mjs';
import { getPocketBase } from './pocketbase.mjs';
import { checkPort } from './port.mjs';
import { report, withProgress } from './progress.mjs';
import { endRunning, run } from './run.mjs';
import { ClearError, say, tellError } from './say.mjs';
import { serve } from './serve.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const begin = Date.now();

/** What has to be given back however the command ends. @type {{ folder?: import('./data-folder.mjs').DataFolder, isServing?: boolean, stopping?: boolean, given?: Promise<void> }} */
const held = {};

async function start() {
  checkNode(process.versions.node);
  const flags = readStartFlags(process.argv.slice(2), whereTyped());
  if (flags.help) {
    process.stdout.write(`${say('cli_help')}\n`);
    return;
  }
  await checkPort(flags.port, flags.host);
  const folder = (held.folder = takeDataFolder(flags.data));
  const isDemo = folder.isEmpty ? flags.demo : folder.hasDemo;
  if (isDemo && !isLoopback(flags.host)) throw new ClearError('cli_host_with_demo', { host: flags.host }, 2);

  const [pocketbase] = await Promise.all([getPocketBase({ root }), installPackages(root)]);
  const place = { root, pocketbase, data: folder.path };
  const needsCity = folder.isEmpty && isDemo;
  const [city] = await Promise.all([needsCity ? makeDemoCity(root) : undefined, buildIfChanged(root)]);
  if (folder.isEmpty) await fill(folder, place, city);

  const { host, port, trustedProxy = '' } = flags;
  const wind = windOf(flags, isDemo);
  const begun = folder.usedBy;
  const server = await serve({ ...place, host, port, wind, trustedProxy, begun });
  held.isServing = true;
  report('cli_ready', { url: server.url, seconds: ((Date.now() - begin) / 1000).toFixed(1) });
  if (isDemo) tellAccounts(folder.path);
  else await tellFirstAdmin(place, server.url);
  if (process.env['SHANGFENG_BASEMAP']) await tellBasemap(server.url);
  if (!isLoopback(host)) report('cli_tablets_need_https');
  report('cli_how_to_stop', { data: folder.path });
  const code = await server.ended;
  if (!held.stopping) throw new ClearError('cli_serve_ended', { code, log: server.log });
}

/**
 * @param {import('./data-folder.mjs').DataFolder} folder
 * @param {import('./city.mjs').Place} place
 * @param {string | undefined} city file of the demo city
 */
async function fill(folder, place, city) {
  folder.beginFilling();
  await withProgress('cli_migrating', () => migrate(place));
  if (city) await withProgress('cli_demo_loading', () => loadDemoCity(place, city));
  folder.endFilling();
}

/** @param {string} data */
function tellAccounts(data) {
  report('cli_accounts');
  for (const { role, name, email, password } of demoAccounts(data)) {
    process.stdout.write(`    ${say(`cli_role_${role}`)}  ${name}  ${email}  ${password}\n`);
  }
}

/** @param {import('./city.mjs').Place} place @param {string} url */
async function tellFirstAdmin(place, url) {
  const log = join(root, '.cache', 'log', 'admin-link.log');
  const { code, output } = await run(
    place.pocketbase,
    ['admin-link', url, say('cli_first_admin_name'), ...foldersOf(place)],
    { log },
  );
  if (code !== 0) throw new ClearError('cli_admin_failed', { log });
  const email = /\S+@\S+/.exec(output)?.[0] ?? '';
  const link = /^https?:\S+$/m.exec(output)?.[0];
  if (link) report('cli_first_admin', { email, link });
}

/** A basemap that cannot be used leaves the schematic one: whoever set it hears why. @param {string} url */
async function tellBasemap(url) {
  const hello = await fetch(`${url}/api/sf/hello`).then(
    (answer) => answer.json(),
    () => ({}),
  );
  const { key, params } = hello.basemapError ?? {};
  if (key) report(String(key).replace(/^server_/, 'cli_'), params);
}

/** npm runs scripts in the project's folder; a relative path is meant from where the user typed it. */
function whereTyped() {
  const typed = process.env['npm_lifecycle_event'] === 'start' ? process.env['INIT_CWD'] : undefined;
  return typed ?? process.cwd();
}

/** Ends everything this command began, in order: the folder is given back when nobody writes into it any more. */
function giveBack() {
  return (held.given ??= endRunning().then(() => {
    held.folder?.release();
    dropDemoCities(root);
  }));
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  // Ctrl-C reaches npm, this process and the server alike, sometimes more than once: the first one counts.
  process.on(signal, async () => {
    if (held.stopping) return;
    held.stopping = true;
    const wasServing = held.isServing === true;
    report('cli_stopping');
    await giveBack();
    report(wasServing ? 'cli_stopped' : 'cli_interrupted');
    process.exit(wasServing ? 0 : 130);
  });
}

try {
  await start();
  if (!held.stopping) await giveBack();
} catch (error) {
  if (!held.stopping) {
    await giveBack();
    process.exit(tellError(error));
  }
}
