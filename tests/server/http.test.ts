import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../src/server/http/security-headers.ts';
import { publicDir } from '../../src/server/http/public-dir.ts';
import { PASSWORD } from './city.ts';
import { startServer, type Client, type TestServer } from './harness.ts';

let server: TestServer;
let nobody: Client;

beforeAll(async () => {
  server = await startServer();
  nobody = await server.as('');
});

describe('headers', () => {
  test.each(['/', '/dispatch/anything', '/assets/app.js', '/api/sf/columns', '/api/typo'])(
    '%s carries the policy, without unsafe-inline',
    async (path) => {
      const { headers } = await nobody.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'; script-src 'self'; style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  test("PocketBase's dashboard keeps its own policy", async () => {
    expect((await nobody.get('/_/')).headers.get('content-security-policy')).toContain('unsafe-inline');
  });

  test("PocketBase's own answers cannot be taken for a page", async () => {
    const { headers } = await nobody.get('/api/collections/problems/records');
    expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
      'application/json',
      'nosniff',
    ]);
  });

  // A middleware of the hooks holds one of their virtual machines for as long as a connection lives: thirty open maps would leave none.
  test('nothing of the hooks stands between a connection and the server; thirty open maps leave it answering', async () => {
    const hooks = server.hooks;
    const scripts = readdirSync(hooks).filter((each) => each.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(0);
    for (const each of scripts) expect(readFileSync(join(hooks, each), 'utf8')).not.toMatch(/routerUse\(/);
    const abort = new AbortController();
    await Promise.all(
      Array.from({ length: 30 }, () => fetch(`${server.url}/api/realtime`, { signal: abort.signal })),
    );
    expect((await nobody.get('/api/health')).status).toBe(200);
    abort.abort();
  });

  test('origins of tile servers are let in, anything else in the setting is not', () => {
    const policy = contentSecurityPolicy(
      "https://tiles.example.com; script-src * http://t0.tianditu.gov.cn 'unsafe-eval'",
    );
    expect(policy).toContain("img-src 'self' data: blob: http://t0.tianditu.gov.cn;");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toContain('script-src *');
  });
});

describe('the page', () => {
  test('any address of the app is the page, never cached without asking', async () => {
    const reply = await nobody.get('/lead?from=1');
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(reply.text).toContain('<title>page</title>');
  });

  test('assets are gzipped and kept for ever, a missing one is not remembered', async () => {
    const { headers } = await nobody.get('/assets/app.js');
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(headers.get('cache-control')).toContain('immutable');
    const lost = await nobody.get('/assets/lost.js');
    expect([lost.status, lost.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });

  test('a mistyped address below /api/ is 404, not the page', async () => {
    const reply = await nobody.get('/api/typo');
    expect([reply.status, reply.body.data.key]).toEqual([404, 'server_no_such_address']);
  });

  test('its folder is read from the command line', () => {
    expect(publicDir(['pocketbase', 'serve', '--publicDir', '/a b'])).toBe('/a b');
    expect(publicDir(['pocketbase', 'serve', '--publicDir=/c'])).toBe('/c');
    expect(publicDir(['pocketbase', 'serve'])).toBe('./pb_public');
  });
});

describe('limits', () => {
  test('five wrong passwords lock that name for a while, and say for how long; other names go on', async () => {
    const attempt = (identity: string, password: string) =>
      nobody.send('POST', '/api/collections/users/auth-with-password', { identity, password });
    for (let n = 0; n < 5; n++) expect((await attempt('leader@example.com', 'wrong')).status).toBe(400);
    const locked = await attempt('leader@example.com', PASSWORD);
    expect([locked.status, locked.body.data.key]).toEqual([429, 'server_login_locked']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(200);
    expect((await attempt('inspector@example.com', PASSWORD)).status).toBe(200);
  });

  test('guesses that come all at once are counted one by one', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 40 }, () =>
        nobody.send('POST', '/api/collections/users/auth-with-password', {
          identity: 'admin@example.com',
          password: 'wrong',
        }),
      ),
    );
    const looked = guesses.filter((each) => each.status !== 429);
    expect(looked).toHaveLength(5);
  });

  test('a right password forgets the wrong ones before it', async () => {
    const attempt = (password: string) =>
      nobody.send('POST', '/api/collections/users/auth-with-password', {
        identity: 'town@example.com',
        password,
      });
    for (let n = 0; n < 4; n++) await attempt('wrong');
    expect((await attempt(PASSWORD)).status).toBe(200);
    for (let n = 0; n < 4; n++) await attempt('wrong');
    expect((await attempt(PASSWORD)).status).toBe(200);
  });

  test('batches are off', async () => {
    expect((await nobody.send('POST', '/api/batch', { requests: [] })).status).toBe(403);
  });
});

describe('console', () => {
  test('admin-link prints one working link for the first admin, by the name that is given, and none when there is an admin', async () => {
    const none = await startServer({ city: {} });
    await none.stop();
    const made = none.command('admin-link', 'http://127.0.0.1:8090', '系统管理员');
    expect(made.code).toBe(0);
    const link = made.output.split('\n').find((line) => line.startsWith('http'));
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8090\/set-password#\S+$/);
    await none.restart();
    const reply = await (
      await none.as('')
    ).send('POST', '/api/collections/users/confirm-password-reset', {
      token: link?.split('#').at(-1),
      password: PASSWORD,
      passwordConfirm: PASSWORD,
    });
    expect(reply.status).toBe(204);
    const signedIn = await (
      await none.as('')
    ).send('POST', '/api/collections/users/auth-with-password', {
      identity: 'admin@shangfeng.local',
      password: PASSWORD,
    });
    const { role, name } = signedIn.body.record;
    expect([signedIn.status, role, name]).toEqual([200, 'admin', '系统管理员']);

    await server.stop();
    expect(server.command('admin-link', server.url).output).not.toContain('http');
    await server.restart();
  });

  test('a demo file that cannot be loaded leaves nothing behind', async () => {
    const empty = await startServer({ city: {} });
    await empty.stop();
    const { writeFileSync } = await import('node:fs');
    const file = `${empty.data}/broken.json`;
    writeFileSync(
      file,
      JSON.stringify({
        units: [{ id: 'unit00000000000', code: 'a', name: 'A', kind: 'town' }],
        users: [{ id: 'x', email: 'no' }],
      }),
    );
    expect(empty.command('demo', file).code).not.toBe(0);
    await empty.restart();
    expect((await (await empty.as('root')).get('/api/collections/units/records')).body.items).toEqual([]);
  });
});
