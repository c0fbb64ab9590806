import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ROLES } from '../../src/core/roles.ts';
import { begin, feedsAfterTick, signIn, type FeedNow } from './begin.ts';

const folder = mkdtempSync(join(tmpdir(), 'shangfeng-demo-'));
const data = join(folder, 'pb_data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a start says when it gets, builds or fills anything. */
const WORK = ['Installing', 'Building', 'Getting', 'downloaded', 'Making', 'Setting up', 'Loading'];
/** A second start takes about 2 s, a busy machine some more; building and filling take longer than this. */
const AGAIN_S = 20;

it('the first start fills the demo city, prints its accounts and how long it took; the second makes nothing again and takes what the flag says for wind', async () => {
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
  for (const [identity = '', password = ''] of accounts)
    expect((await signIn(first.url, identity, password)).status, identity).toBe(200);
  expect(first.output()).not.toContain('one-time link');
  const admin = accounts.find(([email]) => email === 'admin@demo.local')!;
  const replayed = replayOf(await feedsAfterTick(first.url, await tokenOf(first.url, admin)));
  expect(replayed.lastTryAt).toBeGreaterThan(began);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const again = Date.now();
  const second = await begin(['--data', data, '--wind', 'push']);
  for (const each of WORK) expect(second.output()).not.toContain(each);
  expect(Number(/ready after ([\d.]+) s/.exec(second.output())?.[1])).toBeLessThan(AGAIN_S);
  expect(second.output()).toContain('Demo accounts');
  expect(second.output()).toContain(accounts[0]!.join('  '));
  const pushed = replayOf(await feedsAfterTick(second.url, await tokenOf(second.url, admin)));
  expect(pushed.lastTryAt).toBeLessThan(again);
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
}, 240_000);

async function tokenOf(
  url: string,
  [email = '', password = '']: readonly (string | undefined)[],
): Promise<string> {
  return (await signIn(url, email, password)).token;
}

function replayOf(feeds: readonly FeedNow[]): FeedNow {
  return feeds.find((each) => each.kind === 'replay')!;
}
