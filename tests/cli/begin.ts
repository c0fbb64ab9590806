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

/** What signing in is answered: 200, or 400 for an account or a password that is not there. */
export async function signIn(
  url: string,
  identity: string,
  password: string,
): Promise<{ readonly status: number; readonly token: string }> {
  const answer = await post(`${url}/api/collections/users/auth-with-password`, { identity, password });
  const { token = '' } = (await answer.json()) as { token?: string };
  return { status: answer.status, token };
}

export interface FeedNow {
  readonly code: string;
  readonly kind: string;
  readonly lastTryAt: number | null;
}

/** The feeds as they are after a round of the server, by an admin's token. */
export async function feedsAfterTick(url: string, token: string): Promise<readonly FeedNow[]> {
  const round = await post(`${url}/api/sf/tick`, {}, { Authorization: token });
  if (!round.ok) throw new Error(`tick: ${round.status} ${await round.text()}`);
  const snapshot = await fetch(`${url}/api/sf/now`, { headers: { Authorization: token } });
  return ((await snapshot.json()) as { feeds: readonly FeedNow[] }).feeds;
}

export function post(
  url: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const json = { 'Content-Type': 'application/json', ...headers };
  return fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) });
}
