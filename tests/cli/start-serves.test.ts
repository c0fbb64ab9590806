import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeDataFolder } from '../../src/cli/data-folder.mjs';
import { ROLES } from '../../src/core/roles.ts';
import { begin as beginStart, signIn, type Beginning, type Started } from './begin.ts';

const folder = mkdtempSync(join(tmpdir(), 'shangfeng-serves-'));
const data = join(folder, 'pb_data');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('start without the demo', () => {
  let running: Started;
  beforeAll(async () => {
    running = await begin();
  }, 120_000);
  afterAll(() => running.child.kill('SIGKILL'));

  it('serves the app and prints where, with a one-time link for the first admin and no account', async () => {
    expect(running.output()).toContain(running.url);
    expect(running.output()).toMatch(/first admin \(\S+@\S+\).* http:\S+/);
    expect(running.output()).not.toContain('Demo accounts');
    const log = readFileSync(resolve('.cache', 'log', `server-${running.port}.log`), 'utf8');
    expect(log).not.toContain('pbinstall');
    const page = await fetch(running.url);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await page.text()).toContain('<div id="app">');
  });

  it('lets no demo account in', async () => {
    for (const role of ROLES) {
      const { status } = await signIn(running.url, `${role}@demo.local`, 'shangfeng-demo');
      expect(status, role).toBe(400);
    }
  });

  it('is not to be reached from other machines', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((each) => each && each.family === 'IPv4' && !each.internal);
    if (outside)
      await expect(fetch(`http://${outside.address}:${running.port}/api/health`)).rejects.toThrow();
    expect(listeners(running.port).every((address) => address === '0100007F')).toBe(true);
  });

  it('refuses a second start on the same folder, also when only the server is left of the first', async () => {
    const second = await begin({ untilUp: false });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('is in use by another Shangfeng');
    running.child.kill('SIGKILL');
    await running.ended;
    const third = await begin({ untilUp: false });
    expect(await third.ended).toBe(1);
    const server = Number(/process (\d+)/.exec(third.output())?.[1]);
    expect(server).not.toBe(running.child.pid);
    process.kill(server, 'SIGTERM');
    // It answers no more before it has ended.
    while (isAlive(server)) await sleep(20);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('starts again and ends with 0 on %s', async (signal) => {
    const again = await begin();
    again.child.kill(signal);
    expect(await again.ended).toBe(0);
    expect(await isUp(again.url)).toBe(false);
    expect(existsSync(join(data, '.shangfeng-lock'))).toBe(false);
  });

  it('says in one sentence why the owner’s basemap is not used, and serves', async () => {
    const again = await begin({
      env: { SHANGFENG_BASEMAP: '{"kind":"xyz","url":"https://tiles.example/a.png"}' },
    });
    const told = again
      .output()
      .split('\n')
      .filter((line) => line.includes('SHANGFENG_BASEMAP'));
    expect(told).toEqual([expect.stringContaining('is not used: its “url” is wrong')]);
    expect(await isUp(again.url)).toBe(true);
    again.child.kill('SIGTERM');
    await again.ended;
  });

  it('says that tablets need https where other machines reach it, and not where a proxy does', async () => {
    const open = await beginStart(['--data', data, '--demo', 'off', '--host', '0.0.0.0']);
    expect(open.output()).toContain('Tablets take photos and positions over https only');
    open.child.kill('SIGTERM');
    await open.ended;
    const behind = await beginStart([
      ...['--data', data, '--demo', 'off'],
      ...['--trusted-proxy', 'X-Forwarded-For'],
    ]);
    expect(behind.output()).not.toContain('https only');
    behind.child.kill('SIGTERM');
    await behind.ended;
  });

  it('ends with 0 when Ctrl-C reaches the server too', async () => {
    const again = await begin({ ownGroup: true });
    process.kill(-(again.child.pid ?? 0), 'SIGINT');
    expect(await again.ended).toBe(0);
    expect(again.output()).toContain('Stopped');
  });
});

it('start takes back a half-filled folder when it is interrupted', () => {
  const fresh = join(folder, 'new', 'pb_data');
  const taken = takeDataFolder(fresh);
  taken.beginFilling();
  writeFileSync(join(fresh, 'data.db'), 'half');
  taken.release();
  expect(existsSync(fresh)).toBe(false);

  const kept = takeDataFolder(fresh);
  kept.beginFilling();
  writeFileSync(join(fresh, 'data.db'), 'whole');
  kept.endFilling();
  kept.release();
  expect(readdirSync(fresh)).toEqual(['data.db']);
});

const begin = (beginning?: Beginning): Promise<Started> =>
  beginStart(['--data', data, '--demo', 'off'], beginning);

async function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/api/health`).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** Local addresses that listen on a port, as the kernel writes them; empty where there is no /proc. */
function listeners(port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(wanted) && state === '0A')
    .map(([, local]) => local?.split(':')[0] ?? '');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
