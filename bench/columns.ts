import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildServer } from '../src/cli/build-server.ts';
import { getPocketBase } from '../src/cli/pocketbase.mjs';
import { freePort } from '../src/cli/port.mjs';
import { decodeColumns } from '../src/core/columns/codec.ts';
import {
  columnTriggersSql,
  dropColumnTriggersSql,
  rebuildColumnsSql,
} from '../src/core/columns/table-sql.ts';
import { dropSearchTriggersSql } from '../src/core/search/table-sql.ts';
import { figure, type Figure } from './figure.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROBLEMS = 1_000_000;
/** REST is read by keyset in the largest pages it allows, over a tenth of the year, and scaled. */
const PAGE = 1000;
const REST_PAGES = 100;
const RUNS = 3;
const SUPERUSER = ['root@example.com', 'a-root-password-1'] as const;
const LEADER = { email: 'leader@example.com', password: 'a-leader-password-1' } as const;
/** What the columns hold, and no more. */
const FIELDS = 'id,lng,lat,foundAt,closedAt,category,severity,handling,state,town,unit,source';

/** 1 M problems from a real PocketBase to a leader: the columns route against REST pages of the same fields, bytes uncompressed. */
export async function columns(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-columns-'));
  const pocketbase = await getPocketBase({ root: ROOT });
  await buildServer(folder);
  mkdirSync(join(folder, 'public'), { recursive: true });
  const folders = ['--dir', join(folder, 'data'), '--hooksDir', join(folder, 'pb_hooks')];
  const options = [...folders, '--migrationsDir', join(folder, 'pb_migrations')];
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  try {
    for (const args of [
      ['migrate', 'up'],
      ['superuser', 'upsert', ...SUPERUSER],
    ]) {
      const done = spawnSync(pocketbase, [...args, ...options], { encoding: 'utf8' });
      if (done.status !== 0) throw new Error(`${args[0]}: ${done.stdout}${done.stderr}`);
    }
    fill(join(folder, 'data', 'data.db'));
    server = spawn(
      pocketbase,
      [
        'serve',
        '--http',
        `127.0.0.1:${port}`,
        ...options,
        '--publicDir',
        join(folder, 'public'),
        '--hooksWatch=false',
        '--automigrate=false',
      ],
      { env: { ...process.env, SHANGFENG_WIND: 'push' }, stdio: 'ignore' },
    );
    const token = await signIn(url);
    await readColumns(url, token);
    const columnRuns: Read[] = [];
    const restRuns: Read[] = [];
    for (let run = 0; run < RUNS; run++) {
      restRuns.push(await readRest(url, token, run));
      columnRuns.push(await readColumns(url, token));
    }
    const best = (runs: readonly Read[]): number => Math.min(...runs.map((each) => each.ms));
    return [
      figure('columns-speed', best(restRuns) / best(columnRuns), '×', '>= 50'),
      figure('columns-bytes', columnRuns[0]!.bytes / restRuns[0]!.bytes, '', '< 0.125'),
    ];
  } finally {
    if (server) {
      const gone = new Promise((done) => server?.once('exit', done));
      server.kill();
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Read {
  readonly ms: number;
  readonly bytes: number;
}

/** A year of problems straight into the table, the columns by the rebuild that bulk loads use. */
function fill(path: string): void {
  const db = new DatabaseSync(path);
  const id = (kind: string, value: string): string => `printf('${kind}%0${32 - kind.length}x', ${value})`;
  const pick = (list: readonly string[], every: number): string =>
    `CASE (i / ${every}) % ${list.length} ${list.map((each, n) => `WHEN ${n} THEN '${each}'`).join(' ')} END`;
  const from = Date.UTC(2025, 10, 22);
  const step = Math.floor((365 * 86_400_000) / PROBLEMS);
  db.exec('BEGIN');
  for (const sql of [...dropColumnTriggersSql, ...dropSearchTriggersSql]) db.exec(sql);
  db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${PROBLEMS - 1}) ` +
      'INSERT INTO problems (id,no,category,severity,state,handling,origin,source,lng,lat,accuracyM,town,unit,foundAt,receivedAt,closedAt,rev) ' +
      `SELECT ${id('c', 'i')}, printf('WT-410108-%08d', i), ${pick(['dust.bare_soil', 'dust.wet_work', 'road.dust', 'fume.not_running', 'ent.voc', 'burn.leaves'], 7)}, ` +
      `1 + (i % 11 = 0) + (i % 131 = 0), ${pick(['found', 'fixed_on_spot', 'assigned', 'closed'], 3)}, ${pick(['undecided', 'fixed_on_spot', 'assigned'], 1)}, 'patrol', ` +
      `${id('e', 'i % 50000')}, round(113.4 + ((i * 7919) % 400000) / 1000000.0, 6), round(34.7 + ((i * 104729) % 300000) / 1000000.0, 6), 8, ` +
      `${id('d', 'i % 20')}, ${id('f', 'i % 30')}, ${from} + i * ${step}, ${from} + i * ${step} + 60000, CASE WHEN i % 4 = 3 THEN ${from} + i * ${step} + 86400000 ELSE 0 END, 1 FROM n`,
  );
  for (const sql of [...rebuildColumnsSql, ...columnTriggersSql]) db.exec(sql);
  db.exec('COMMIT');
  db.close();
}

async function signIn(url: string): Promise<string> {
  for (let tries = 0; tries < 1000; tries++) {
    if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) break;
    await sleep(20);
  }
  const root = await post(`${url}/api/collections/_superusers/auth-with-password`, '', {
    identity: SUPERUSER[0],
    password: SUPERUSER[1],
  });
  await post(`${url}/api/collections/users/records`, root.token, {
    ...LEADER,
    passwordConfirm: LEADER.password,
    name: 'leader',
    role: 'leader',
  });
  const leader = await post(`${url}/api/collections/users/auth-with-password`, '', {
    identity: LEADER.email,
    password: LEADER.password,
  });
  return leader.token;
}

async function readColumns(url: string, token: string): Promise<Read> {
  const start = performance.now();
  const response = await fetch(`${url}/api/sf/columns?since=0`, { headers: { Authorization: token } });
  const bytes = await response.arrayBuffer();
  const { count } = decodeColumns(bytes);
  const ms = performance.now() - start;
  if (count !== PROBLEMS) throw new Error(`columns: ${count} of ${PROBLEMS} problems`);
  return { ms, bytes: bytes.byteLength };
}

async function readRest(url: string, token: string, run: number): Promise<Read> {
  let bytes = 0;
  let last = Date.UTC(2025, 10 + run * 3, 23);
  const start = performance.now();
  for (let page = 0; page < REST_PAGES; page++) {
    const query = new URLSearchParams({
      filter: `foundAt > ${last}`,
      sort: 'foundAt',
      perPage: String(PAGE),
      skipTotal: '1',
      fields: FIELDS,
    });
    const response = await fetch(`${url}/api/collections/problems/records?${query}`, {
      headers: { Authorization: token },
    });
    const text = await response.text();
    const { items } = JSON.parse(text) as { items: { foundAt: number }[] };
    if (items.length !== PAGE) throw new Error(`REST: ${items.length} rows, ${text.slice(0, 200)}`);
    bytes += Buffer.byteLength(text);
    last = items.at(-1)!.foundAt;
  }
  const scale = PROBLEMS / (PAGE * REST_PAGES);
  return { ms: (performance.now() - start) * scale, bytes: bytes * scale };
}

async function post(url: string, token: string, body: object): Promise<{ token: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { Authorization: token } : {}) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { token: string };
}
