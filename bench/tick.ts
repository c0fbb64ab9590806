import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildServer } from '../src/cli/build-server.ts';
import { figure, type Figure } from './figure.ts';
import { pocketbase } from './pocketbase.ts';
import { seeded } from '../src/core/seeded.ts';

const STATIONS = 20;
const SOURCES = 5_000;
const MINUTE = 60_000;
const ROUNDS = 30;
const TOKEN = 'a-token-to-measure';
const SUPERUSER = ['root@example.com', 'a-root-password-1'] as const;

/** Server tick, 20 stations × 5,000 sources with two-minute wind and readings, no suggestion open: median of 30 ticks, measured in PocketBase. */
export async function tickFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-tick-'));
  const data = join(folder, 'data');
  try {
    await buildServer(folder);
    mkdirSync(join(folder, 'public'), { recursive: true });
    const city = join(folder, 'city.json');
    writeFileSync(city, JSON.stringify(cityOf(Date.now())));
    const options = [
      '--dir',
      data,
      '--hooksDir',
      join(folder, 'pb_hooks'),
      '--migrationsDir',
      join(folder, 'pb_migrations'),
    ];
    for (const args of [
      ['migrate', 'up'],
      ['superuser', 'upsert', ...SUPERUSER],
      ['demo', city],
    ]) {
      const done = spawnSync(pocketbase(), [...args, ...options], { encoding: 'utf8', timeout: 120_000 });
      if (done.status !== 0) throw new Error(`${args[0]}: ${done.stdout}${done.stderr}`);
    }
    return await measure([...options, '--publicDir', join(folder, 'public')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(options: readonly string[]): Promise<readonly Figure[]> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(
    pocketbase(),
    ['serve', '--http', `127.0.0.1:${port}`, ...options, '--hooksWatch=false', '--automigrate=false'],
    {
      env: { ...process.env, SHANGFENG_WIND: 'push' },
      stdio: 'ignore',
    },
  );
  try {
    for (let tries = 0; tries < 1000; tries += 1) {
      if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) break;
      await sleep(10);
    }
    const signIn = await post(`${url}/api/collections/_superusers/auth-with-password`, '', {
      identity: SUPERUSER[0],
      password: SUPERUSER[1],
    });
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const report = (await post(`${url}/api/sf/tick`, signIn.token, {})) as unknown as {
        ran: boolean;
        ms: number;
        parts: object;
        suggestions: number;
      };
      if (!report.ran || report.suggestions > 0)
        throw new Error(`not the tick to be measured: ${JSON.stringify(report)}`);
      taken.push(report.ms);
      if (process.env['SHANGFENG_BENCH_PARTS']) console.log(report.ms, JSON.stringify(report.parts));
    }
    return [
      figure('tick-ms', medianOf(taken), 'ms', '< 150'),
      figure('push-to-tick-ms', medianOf(await pushes(url)), 'ms', '< 500'),
    ];
  } finally {
    const gone = new Promise((done) => server.once('exit', done));
    server.kill();
    await gone;
  }
}

/** The server's part of wind-to-map-ms: from the push to its answer, which leaves when the message has gone out. */
async function pushes(url: string): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const rows = [{ station: 'S0', time: Date.now(), span_min: 2, wind_dir: 230 + round, wind_speed: 2.5 }];
    const start = performance.now();
    await post(`${url}/api/sf/push/logger`, `Bearer ${TOKEN}`, { rows });
    taken.push(performance.now() - start);
  }
  return taken;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A made-up city without a spike: everything turns and breathes a little, nothing rises. */
function cityOf(now: number): Record<string, object[]> {
  const random = seeded(7);
  const stationId = (index: number): string => `station${index}z`.padEnd(15, '0');
  const stations = Array.from({ length: STATIONS }, (_, index) => ({
    id: stationId(index),
    code: `S${index}`,
    name: `S${index}`,
    level: 'municipal',
    lng: 113.5 + (index % 5) * 0.04,
    lat: 34.8 + Math.floor(index / 5) * 0.035,
  }));
  const sources = Array.from({ length: SOURCES }, (_, index) => ({
    id: `source${index}`.padEnd(15, 'x'),
    code: `Q${index}`,
    name: `Q${index}`,
    kind: index % 3 === 0 ? 'site' : 'restaurant',
    state: 'active',
    lng: 113.48 + random() * 0.22,
    lat: 34.78 + random() * 0.16,
    profile: {},
    rev: 1,
  }));
  const wind: object[] = [];
  const readings: object[] = [];
  for (let index = 0; index < STATIONS; index += 1) {
    for (let at = now - 200 * MINUTE; at <= now; at += 2 * MINUTE) {
      const key = `${index}x${Math.round((now - at) / MINUTE)}`;
      const fromDeg = Math.round(220 + 12 * Math.sin(at / 9e5 + index) + 10 * random());
      wind.push({
        id: `w${key}z`.padEnd(15, '0'),
        station: stationId(index),
        at,
        kind: 'steady',
        fromDeg,
        speedMs: Math.round(20 + 10 * random()) / 10,
        feed: 'logger',
        distanceKm: 0,
        compassPoints: 0,
      });
      const pm10 = Math.round(80 + index * 0.1 + 6 * random());
      readings.push({
        id: `r${key}z`.padEnd(15, '0'),
        station: stationId(index),
        at,
        spanMin: 2,
        values: { pm10, pm25: Math.round(pm10 / 2), so2: 8, no2: 31, o3: 60, co: 0.7 },
        feed: 'logger',
      });
    }
  }
  const feeds = [
    { id: 'logger000000000', code: 'logger', name: 'logger', kind: 'push', state: 'waiting', token: TOKEN },
  ];
  return { stations, sources, wind, readings, feeds };
}

async function post(url: string, token: string, body: object): Promise<{ token: string }> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token === '' ? {} : { Authorization: token }) },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`);
  return reply.json();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
