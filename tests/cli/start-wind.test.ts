import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { begin, feedsAfterTick, post, signIn, type Started } from './begin.ts';

let folder: string;
let started: Started | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shangfeng-wind-'));
});
afterEach(async () => {
  started?.child.kill('SIGTERM');
  await started?.ended;
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  [['--wind', 'push'], []],
  [['--wind', 'replay'], []],
  [[], ['open_meteo']],
])(
  '0.14 an own city begun with %j has the feeds %j: nothing is replayed that nobody recorded',
  async (flags, kinds) => {
    started = await begin(['--data', join(folder, 'pb_data'), '--demo', 'off', ...flags]);
    const feeds = await feedsAfterTick(started.url, await firstAdmin(started));
    expect(feeds.map((each) => each.kind)).toEqual(kinds);
  },
  120_000,
);

/** Token of the first admin, who sets a password with the printed link. */
async function firstAdmin({ output, url }: Started): Promise<string> {
  const [, email = '', token = ''] = /first admin \((\S+@\S+)\).*set-password#(\S+)/.exec(output()) ?? [];
  const password = 'a-password-of-the-admin-1';
  const set = { token, password, passwordConfirm: password };
  const answer = await post(`${url}/api/collections/users/confirm-password-reset`, set);
  expect(answer.status).toBe(204);
  return (await signIn(url, email, password)).token;
}
