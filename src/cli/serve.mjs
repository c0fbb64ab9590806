// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { foldersOf } from './city.mjs';
import { hold } from './run.mjs';
import { ClearError } from './say.mjs';

/**
 * @typedef {object} Server
 * @property {number} pid
 * @property {string} url
 * @property {string} log file with what it said
 * @property {Promise<number | string>} ended its exit code, or the signal that ended it
 * @property {() => Promise<void>} stop asks it to end and waits; 10 s at most, then by force
 */

const patienceMs = 60_000;
/** Enough for some hundred open screens; without a limit Go keeps what it once needed. */
const memoryLimit = '1GiB';
/** Collects less often, below that limit: a quarter less processor time per event (bench: events-per-s). */
const garbagePercent = '400';

/**
 * Starts PocketBase with app, hooks and migrations, and waits until it answers.
 * @param {import('./city.mjs').Place & { port: number, host: string, wind: string, trustedProxy?: string, env?: NodeJS.ProcessEnv, begun?: (pid: number) => void }} wishes `begun` hears of the process before it answers
 * @returns {Promise<Server>}
 * @throws {ClearError} it ended before it answered, or does not answer in 60 s
 */
export async function serve(wishes) {
  const { root, pocketbase, port, host, wind, trustedProxy = '', env = process.env, begun } = wishes;
  const log = join(root, '.cache', 'log', `server-${port}.log`);
  mkdirSync(dirname(log), { recursive: true });
  // The file itself, not a pipe: the server outlives a killed parent without choking on its own words.
  const out = openSync(log, 'w');
  const args = [
    'serve',
    '--http',
    `${host}:${port}`,
    ...foldersOf(wishes),
    '--publicDir',
    join(root, 'dist'),
  ];
  const child = spawn(pocketbase, [...args, '--hooksWatch=false', '--automigrate=false'], {
    env: {
      ...env,
      SHANGFENG_WIND: wind,
      SHANGFENG_TRUSTED_PROXY: trustedProxy,
      GOMEMLIMIT: env['GOMEMLIMIT'] ?? memoryLimit,
      GOGC: env['GOGC'] ?? garbagePercent,
    },
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  hold(child);
  if (child.pid) begun?.(child.pid);
  /** @type {Promise<number | string>} */
  const ended = new Promise((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, signal) => done(code ?? signal ?? 0));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(force);
  };
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  const answers = await Promise.race([untilHealthy(url), ended.then(() => false)]);
  if (!answers) {
    await stop();
    const isBusy = readFileSync(log, 'utf8').includes('address already in use');
    throw isBusy
      ? new ClearError('cli_port_busy', { port, other: port + 1 })
      : new ClearError('cli_serve_failed', { log });
  }
  return { pid: child.pid ?? 0, url, log, ended, stop };
}

/** @param {string} url @returns {Promise<boolean>} */
async function untilHealthy(url) {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const answer = await fetch(`${url}/api/health`).catch(() => undefined);
    if (answer?.ok) return true;
    await sleep(20);
  }
  return false;
}
