import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/cli/port.mjs';

export const start = resolve('src/cli/start.mjs');
/** The language in which the tests read the terminal. */
export const english = { LC_ALL: 'C.UTF-8' };

export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** Everything it said so far. */
  readonly output: () => string;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

export interface Beginning {
  /** Waits until it serves; throws when it ends before. */
  readonly untilUp?: boolean;
  /** In a process group of its own, as a terminal would have it. */
  readonly ownGroup?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** `npm start` with flags, on a free port. */
export async function begin(
  flags: readonly string[],
  { untilUp = true, ownGroup = false, env = {} }: Beginning = {},
): Promise<Started> {
  const port = await freePort();
  const child = spawn(process.execPath, [start, '--port', String(port), ...flags], {
    env: { ...process.env, ...english, ...env },
    detached: ownGroup,
  });
  let said = '';
  const take = (piece: Buffer): void => void (said += piece.toString());
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((done) => child.once('close', done));
  while (untilUp && !said.includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(said);
    await sleep(20);
  }
  return { child, url: `http://127.0.0.1:${port}`, port, output: () => said, ended };
}
