// @ts-check
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * @typedef {object} Outcome
 * @property {number | null} code exit code, null when it could not be started or was ended by a signal
 * @property {string} output the last 64 kB of stdout and stderr
 * @property {string} [missing] the command's name when no such command exists
 */

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Children still running, so that an interrupted command takes them along. @type {Set<ChildProcess>} */
export const running = new Set();
/** From then on nothing is begun any more, and nobody goes on from what a child said while it was ended. */
let isEnding = false;
/** @type {Promise<never>} */
const never = new Promise(() => {});

/**
 * Counts a child among the running ones from its start to its exit.
 * @param {ChildProcess} child
 */
export function hold(child) {
  running.add(child);
  // One that could not be started at all never exits.
  child.once('error', () => {
    if (child.pid === undefined) running.delete(child);
  });
  child.once('exit', () => running.delete(child));
}

/**
 * Ends all running children and waits until they are gone, since one that is dying may still write; by force after `patienceMs`.
 * @param {number} [patienceMs]
 */
export async function endRunning(patienceMs = 10_000) {
  isEnding = true;
  const gone = [...running].map((child) => new Promise((done) => child.once('exit', done)));
  for (const child of running) child.kill('SIGTERM');
  const force = setTimeout(() => {
    for (const child of running) child.kill('SIGKILL');
  }, patienceMs);
  await Promise.all(gone);
  clearTimeout(force);
}

/**
 * Runs a command to its end without throwing; what it says goes to `log` (a file) and, with `show`, to the screen too.
 * Never answers once `endRunning` was called.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, log?: string, show?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, options = {}) {
  const { cwd, env = process.env, log, show = false, timeoutMs } = options;
  if (isEnding) return never;
  if (log) mkdirSync(dirname(log), { recursive: true });
  const file = log ? createWriteStream(log) : undefined;
  // Windows finds npm.cmd and python.bat only through its shell.
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && !command.endsWith('.exe'),
  });
  hold(child);
  let output = '';
  /** @param {Buffer} piece */
  const take = (piece) => {
    output = (output + piece.toString()).slice(-65_536);
    file?.write(piece);
    if (show) process.stdout.write(piece);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const timer = timeoutMs ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined;
  return new Promise((done) => {
    /** @param {Outcome} outcome */
    const end = (outcome) => {
      clearTimeout(timer);
      const tell = () => {
        if (!isEnding) done(outcome);
      };
      // Whoever is told how it ended may read the log's last lines at once.
      if (file) file.end(tell);
      else tell();
    };
    child.on('error', (error) => {
      const missing = /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT';
      end({ code: null, output: String(error), ...(missing ? { missing: command } : {}) });
    });
    child.on('close', (code) => end({ code, output }));
  });
}

/**
 * The environment of npm's scripts: the project's own tools, among them its own Node, come first.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function withProjectTools(root, env = process.env) {
  return { ...env, PATH: [join(root, 'node_modules', '.bin'), env['PATH'] ?? ''].join(delimiter) };
}

/**
 * The environment without the project's own tools, for the step that replaces them.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutProjectTools(env = process.env) {
  const kept = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((each) => !/node_modules[\\/]\.bin[\\/]?$/.test(each));
  return { ...env, PATH: kept.join(delimiter) };
}
