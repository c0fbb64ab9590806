import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildServer } from '../src/cli/build-server.ts';
import { DEFAULT_SEED, demoCity, type DemoCity } from '../src/cli/demo/demo-city.ts';
import { getPocketBase } from '../src/cli/pocketbase.mjs';
import { freePort } from '../src/cli/port.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Linux counts a process's time in hundredths of a second. */
const TICKS_PER_S = 100;

/** A real server on a demo city of its own, for one measurement. */
export interface CityServer {
  readonly url: string;
  readonly city: DemoCity;
  readonly database: string;
  /** Signs in the account of a role; answers its token. */
  signIn(role: string): Promise<string>;
  /** Seconds of processor the server has used so far; NaN where the system does not tell. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

/** Fills the demo city, lets `prepare` change its database while nobody has it open, and starts the server. */
export async function startCity(
  env: Readonly<Record<string, string>> = {},
  prepare: (database: string, city: DemoCity) => void = () => {},
  /** The built app; an empty folder without it. */
  publicDir?: string,
): Promise<CityServer> {
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-bench-'));
  const pocketbase = await getPocketBase({ root: ROOT });
  await buildServer(folder);
  mkdirSync(join(folder, 'public'), { recursive: true });
  const options = [
    ...['--dir', join(folder, 'data'), '--hooksDir', join(folder, 'pb_hooks')],
    ...['--migrationsDir', join(folder, 'pb_migrations'), '--publicDir', publicDir ?? join(folder, 'public')],
  ];
  const city = demoCity({ seed: DEFAULT_SEED, anchor: Date.now() });
  const file = join(folder, 'city.json');
  writeFileSync(file, JSON.stringify(city));
  for (const args of [
    ['migrate', 'up'],
    ['demo', file],
  ]) {
    const done = spawnSync(pocketbase, [...args, ...options], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${args[0]}: ${done.stdout}${done.stderr}`);
  }
  const database = join(folder, 'data', 'data.db');
  prepare(database, city);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(
    pocketbase,
    ['serve', '--http', `127.0.0.1:${port}`, ...options, '--hooksWatch=false', '--automigrate=false'],
    { env: { ...process.env, SHANGFENG_WIND: 'push', SHANGFENG_CRON: 'off', ...env }, stdio: 'ignore' },
  );
  for (let tries = 0; tries < 1000; tries++) {
    if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) break;
    await sleep(20);
  }
  return {
    url,
    city,
    database,
    signIn: async (role) => {
      const account = city.accounts.find((each) => each.role === role);
      const response = await fetch(`${url}/api/collections/users/auth-with-password`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ identity: account?.email, password: account?.password }),
      });
      if (!response.ok) throw new Error(`${role}: ${response.status} ${await response.text()}`);
      return ((await response.json()) as { token: string }).token;
    },
    cpuSeconds: () => {
      try {
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
      } catch {
        return Number.NaN;
      }
    },
    stop: async () => {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
