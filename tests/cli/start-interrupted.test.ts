import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { begin, type Started } from './begin.ts';

let folder: string;
let data: string;
let started: Started | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shangfeng-interrupted-'));
  data = join(folder, 'city', 'pb_data');
});
afterEach(() => {
  // What a failing test left running.
  if (started && isGroupAlive(started)) process.kill(-(started.child.pid ?? 0), 'SIGKILL');
  started = undefined;
  rmSync(folder, { recursive: true, force: true });
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  'a server that does not answer yet is ended on %s, which only the command got',
  async (signal) => {
    const POCKETBASE_BIN = stub(`serve) echo $$ > "${folder}/pid"; exec sleep 300`);
    started = await begin(['--data', data, '--demo', 'off'], {
      ...{ untilUp: false, ownGroup: true, env: { POCKETBASE_BIN } },
    });
    const server = Number(await whenWritten('pid'));
    expect(isAlive(server)).toBe(true);
    const named = await whenLocked(server);
    started.child.kill(signal);
    expect(await started.ended).toBe(130);
    expect(isAlive(server)).toBe(false);
    expect(isGroupAlive(started)).toBe(false);
    expect(named).toEqual([started.child.pid, server]);
    expect(existsSync(join(data, '.shangfeng-lock'))).toBe(false);
  },
  240_000,
);

it('what a dying child still writes is taken back too', async () => {
  const late = `sleep 1; mkdir -p "${data}"; echo late > "${data}/data.db-wal"; exit 1`;
  const POCKETBASE_BIN = stub(
    `migrate) trap '${late}' TERM; echo half > "${data}/data.db"; echo $$ > "${folder}/pid"; while :; do sleep 0.1; done`,
  );
  started = await begin(['--data', data, '--demo', 'off'], {
    ...{ untilUp: false, ownGroup: true, env: { POCKETBASE_BIN } },
  });
  await whenWritten('pid');
  started.child.kill('SIGTERM');
  expect(await started.ended).toBe(130);
  expect(isGroupAlive(started)).toBe(false);
  expect(existsSync(data)).toBe(false);
  expect(started.output()).toContain('unfinished data were removed');
  expect(started.output()).not.toContain('failed');
}, 240_000);

it.each(['the command alone', 'everything in the terminal'] as const)(
  'Ctrl-C that reaches %s while the demo city is loaded leaves no folder, no child and no file of the city',
  async (reached) => {
    started = await begin(['--data', data], { untilUp: false, ownGroup: true });
    while (!started.output().includes('Loading the demo city')) {
      if (started.child.exitCode !== null) throw new Error(started.output());
      await sleep(20);
    }
    process.kill((reached === 'the command alone' ? 1 : -1) * (started.child.pid ?? 0), 'SIGINT');
    expect(await started.ended).toBe(130);
    expect(started.output()).not.toContain('Loading the demo city: done');
    expect(isGroupAlive(started)).toBe(false);
    expect(existsSync(data)).toBe(false);
    const ending = `-${started.child.pid}.json`;
    expect(readdirSync('.cache').filter((each) => each.endsWith(ending))).toEqual([]);
  },
  240_000,
);

/** A PocketBase of the right version that does nothing but one of its commands, written as a branch of the shell's `case`. */
function stub(branch: string): string {
  const path = join(folder, 'bin', 'pocketbase');
  mkdirSync(dirname(path), { recursive: true });
  const version = '--version) echo pocketbase version 0.40.6';
  writeFileSync(path, `#!/bin/sh\ncase "$1" in\n${version} ;;\n${branch} ;;\nesac\n`);
  chmodSync(path, 0o755);
  return path;
}

/** What the stub wrote to a file of the test's folder, once it did. */
async function whenWritten(name: string): Promise<string> {
  for (;;) {
    const path = join(folder, name);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (text.endsWith('\n')) return text;
    if (started?.child.exitCode !== null) throw new Error(started?.output());
    await sleep(20);
  }
}

/** Who holds the folder, once `pid` is among them. */
async function whenLocked(pid: number): Promise<number[]> {
  for (let tries = 0; ; tries++) {
    const owners = JSON.parse(readFileSync(join(data, '.shangfeng-lock'), 'utf8') || '[]') as number[];
    if (owners.includes(pid) || tries === 50) return owners;
    await sleep(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether anything that the command began still runs: it had a process group of its own. What has ended but was not yet
 * looked after by its parent does not count, where the kernel tells the difference.
 */
function isGroupAlive({ child }: Started): boolean {
  if (!existsSync('/proc/self/stat')) return isAlive(-(child.pid ?? 0));
  return readdirSync('/proc').some((each) => {
    try {
      const [state, , group] = readFileSync(`/proc/${each}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      return Number(group) === child.pid && state !== 'Z';
    } catch {
      return false;
    }
  });
}
