import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ROLES } from '../../src/core/roles.ts';
import { begin } from './begin.ts';

const folder = mkdtempSync(join(tmpdir(), 'shangfeng-demo-'));
const data = join(folder, 'pb_data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a start says when it gets, builds or fills anything. */
const WORK = ['Installing', 'Building', 'Getting', 'Making', 'Setting up', 'Loading'];

it('the first start fills the demo city, prints its accounts and how long it took; the second makes nothing again', async () => {
  const began = Date.now();
  const first = await begin(['--data', data]);
  const took = (Date.now() - began) / 1000;
  for (const each of ['Making the demo city', 'Setting up the database', 'Loading the demo city'])
    expect(first.output()).toContain(`${each}: done in`);
  const printed = Number(/ready after ([\d.]+) s/.exec(first.output())?.[1]);
  expect(printed).toBeGreaterThan(0);
  expect(printed).toBeLessThanOrEqual(took + 0.1);
  const accounts = [...first.output().matchAll(/(\S+@demo\.local) {2}(\S+)/g)].map(([, email, password]) => [
    email,
    password,
  ]);
  expect(accounts).toHaveLength(ROLES.length - 1);
  for (const [identity, password] of accounts) {
    const answer = await fetch(`${first.url}/api/collections/users/auth-with-password`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ identity, password }),
    });
    expect(answer.status, identity).toBe(200);
  }
  expect(first.output()).not.toContain('one-time link');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const second = await begin(['--data', data]);
  for (const each of WORK) expect(second.output()).not.toContain(each);
  expect(second.output()).toContain('Demo accounts');
  expect(second.output()).toContain(accounts[0]!.join('  '));
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
}, 240_000);
