import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { buildServer } from '../../src/cli/build-server.ts';
import { city as smallCity, PASSWORD } from './city.ts';

const ROOT = join(import.meta.dirname, '../..');
const SUPERUSER = ['root@example.com', 'a-root-password-1'] as const;

/** JSON of whatever shape: what a test expects of it, the test says. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; null when it is none. */
  readonly body: Json;
}

/** Somebody who is signed in, or nobody. */
export interface Client {
  readonly id: string;
  readonly token: string;
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply>;
  get(path: string): Promise<Reply>;
}

export interface TestServer {
  readonly url: string;
  readonly data: string;
  readonly pid: number;
  /** The folder of the hooks that it runs. */
  readonly hooks: string;
  /** Signs in by the part of the address before the @; 'root' is the superuser, '' nobody. */
  as(name: string): Promise<Client>;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts again on the same data, after `stop`; with more in its environment where it is given. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a console command on the data; the server should be stopped. */
  command(...args: readonly string[]): { readonly code: number; readonly output: string };
}

export interface ServerOptions {
  /** Rows to load, by collection; the small city unless said. */
  readonly city?: Readonly<Record<string, readonly object[]>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** PocketBase's binary: named by the environment, or where the project keeps it. Throws when there is none: no test is skipped. */
export function pocketbasePath(): string {
  const named = process.env['SHANGFENG_POCKETBASE'] ?? process.env['POCKETBASE_BIN'];
  const exe = process.platform === 'win32' ? 'pocketbase.exe' : 'pocketbase';
  const places = [named, join(ROOT, '.cache/pocketbase/0.40.6', exe)];
  const found = places.find((each) => each !== undefined && existsSync(each));
  if (found === undefined)
    throw new Error('no PocketBase: set POCKETBASE_BIN, or run npm test, which gets it');
  return found;
}

/** Servers of this test file; the module is loaded once per file. */
const started: RunningServer[] = [];
// Said while the file is collected: from within a test it would come too late, and the server would outlive the tests.
afterAll(async () => {
  await Promise.all(started.map((each) => each.stop()));
  for (const each of started) rmSync(each.data, { recursive: true, force: true });
});

/** A real server of its own for a test file, on a copy of a template; stopped and removed after the file's tests. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const built = await buildOnce();
  const data = mkdtempSync(join(tmpdir(), 'sf-test-'));
  cpSync(templateFor(built, options.city ?? smallCity), data, { recursive: true });
  const server = new RunningServer(built, data, options.env ?? {});
  started.push(server);
  await server.restart();
  return server;
}

class RunningServer implements TestServer {
  readonly data: string;
  url = '';
  private child: ChildProcess | null = null;
  private readonly built: string;
  private readonly env: Readonly<Record<string, string>>;
  private readonly clients = new Map<string, Promise<Client>>();

  constructor(built: string, data: string, env: Readonly<Record<string, string>>) {
    this.built = built;
    this.data = data;
    this.env = env;
  }

  /** The folder of the hooks that it runs. */
  get hooks(): string {
    return join(this.built, 'pb_hooks');
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async restart(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    const log = join(this.data, '..', `${this.data.split('/').at(-1)}.log`);
    this.child = spawn(
      pocketbasePath(),
      [
        'serve',
        '--http',
        `127.0.0.1:${port}`,
        ...folders(this.built, this.data),
        '--hooksWatch=false',
        '--automigrate=false',
      ],
      {
        env: { SHANGFENG_CRON: 'off', ...process.env, ...this.env, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    this.child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
    for (let tries = 0; tries < 2000; tries++) {
      if ((await fetch(`${this.url}/api/health`).catch(() => null))?.ok) return;
      if (this.child.exitCode !== null) break;
      await sleep(5);
    }
    throw new Error(`server did not start (${log}): ${said}`);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  }

  as(name: string): Promise<Client> {
    const known = this.clients.get(name);
    if (known) return known;
    const made = this.signIn(name);
    this.clients.set(name, made);
    return made;
  }

  command(...args: readonly string[]): { readonly code: number; readonly output: string } {
    return run([...args, ...folders(this.built, this.data)]);
  }

  private async signIn(name: string): Promise<Client> {
    if (name === '') return this.client('', '');
    const [collection, identity, password] =
      name === 'root' ? ['_superusers', ...SUPERUSER] : ['users', `${name}@example.com`, PASSWORD];
    const reply = await this.client('', '').send(
      'POST',
      `/api/collections/${collection}/auth-with-password`,
      {
        identity,
        password,
      },
    );
    if (reply.status !== 200) throw new Error(`${name} could not sign in: ${reply.text}`);
    return this.client(reply.body.record.id, reply.body.token);
  }

  private client(id: string, token: string): Client {
    const send: Client['send'] = async (method, path, body, headers = {}) => {
      const isForm = body instanceof FormData;
      const response = await fetch(this.url + path, {
        method,
        headers: {
          ...(token === '' ? {} : { Authorization: token }),
          ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: isForm || typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: parse(text) };
    };
    return { id, token, send, get: (path) => send('GET', path) };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function folders(built: string, data: string): string[] {
  return [
    '--dir',
    data,
    '--hooksDir',
    join(built, 'pb_hooks'),
    '--migrationsDir',
    join(built, 'pb_migrations'),
    '--publicDir',
    join(built, 'public'),
  ];
}

function run(args: readonly string[]): { readonly code: number; readonly output: string } {
  const done = spawnSync(pocketbasePath(), args, { encoding: 'utf8', timeout: 60_000 });
  return { code: done.status ?? -1, output: done.stdout + done.stderr };
}

let built: Promise<string> | null = null;

/** Hooks and migrations built from the sources, once per test file's process. */
function buildOnce(): Promise<string> {
  built ??= (async () => {
    const out = mkdtempSync(join(tmpdir(), 'sf-built-'));
    await buildServer(out);
    mkdirSync(join(out, 'public/assets'), { recursive: true });
    writeFileSync(join(out, 'public/index.html'), '<!doctype html><title>page</title>');
    writeFileSync(join(out, 'public/assets/app.js'), `console.log(${'1,'.repeat(500)}1)`);
    process.on('exit', () => rmSync(out, { recursive: true, force: true }));
    return out;
  })();
  return built;
}

const templates = new Map<object, string>();

/** A filled data folder that no server has open, so that its write-ahead log is empty. */
function templateFor(built: string, city: Readonly<Record<string, readonly object[]>>): string {
  const known = templates.get(city);
  if (known !== undefined) return known;
  const data = join(built, `data-${templates.size}`);
  const file = join(built, `city-${templates.size}.json`);
  writeFileSync(file, JSON.stringify(city));
  const options = folders(built, data);
  for (const args of [
    ['migrate', 'up'],
    ['superuser', 'upsert', ...SUPERUSER],
    ['demo', file],
  ]) {
    const { code, output } = run([...args, ...options]);
    if (code !== 0 || /recovered|panic|failed/i.test(output)) throw new Error(`${args[0]}: ${output}`);
  }
  templates.set(city, data);
  return data;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** Text of a file of the project. */
export function projectFile(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
