import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountsName } from '../../src/cli/data-folder.mjs';
import { freePort } from '../../src/cli/port.mjs';

const start = resolve('src/cli/start.mjs');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shangfeng-start-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('start refuses with one clear sentence and a non-zero exit', () => {
  it.each([
    [['--prot', '80'], '--prot is not a flag'],
    [['8091'], '8091 is not a flag'],
    [['--port'], '--port needs a value'],
    [['--port', '0'], '0 is not a port'],
    [['--port', '65536'], '65536 is not a port'],
    [['--port=80.5'], '80.5 is not a port'],
    [['--demo', 'no'], '--demo cannot be no: it takes on | off'],
    [['--lang', 'fr'], '--lang cannot be fr: it takes zh-CN | en'],
    [['--trusted-proxy', 'X-Real-IP: 1'], '--trusted-proxy cannot be X-Real-IP: 1'],
    [['--wind', 'east'], '--wind cannot be east: it takes open-meteo | replay | push'],
  ])('%j', async (args, sentence) => {
    expectRefusal(await refuse(args), sentence);
  });

  it('a busy port, with another that is free, before anything slow is begun', async () => {
    const taken = createServer();
    const port = await new Promise<number>((done) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        done(typeof address === 'object' && address ? address.port : 0);
      });
    });
    try {
      const refusal = await refuse(['--port', String(port)]);
      expectRefusal(refusal, `Port ${port} is busy`);
      expect(refusal.error).toMatch(/--port \d+/);
    } finally {
      taken.close();
    }
  });

  it('a half-made data folder, which it leaves as it is', async () => {
    const data = join(folder, 'half');
    mkdirSync(data);
    writeFileSync(join(data, '.shangfeng-filling'), '');
    writeFileSync(join(data, 'data.db'), 'half');
    expectRefusal(await refuse(['--data', data]), `${data} was left half filled`);
    expect(readdirSync(data).sort()).toEqual(['.shangfeng-filling', 'data.db']);
  });

  it('a folder that holds other files', async () => {
    const data = join(folder, 'papers');
    mkdirSync(data);
    writeFileSync(join(data, 'thesis.docx'), '');
    expectRefusal(await refuse(['--data', data]), `${data} holds other files`);
    expect(readdirSync(data)).toEqual(['thesis.docx']);
  });

  it('a data path that is a file', async () => {
    const data = join(folder, 'file');
    writeFileSync(data, '');
    expectRefusal(await refuse(['--data', data]), `${data} cannot be written`);
  });

  it('a data folder that another start uses; one left by a dead process is taken', async () => {
    const data = join(folder, 'used');
    mkdirSync(data);
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)', 'start.mjs']);
    try {
      writeFileSync(join(data, '.shangfeng-lock'), JSON.stringify([other.pid]));
      expectRefusal(await refuse(['--data', data]), `is in use by another Shangfeng (process ${other.pid})`);
    } finally {
      other.kill('SIGKILL');
    }
    await new Promise((done) => other.once('exit', done));
    writeFileSync(join(data, '.shangfeng-filling'), '');
    expectRefusal(await refuse(['--data', data]), 'half filled');
    expect(existsSync(join(data, '.shangfeng-lock'))).toBe(false);
  });

  it.each(['0.0.0.0', '::'])('demo accounts on %s', async (host) => {
    const data = join(folder, 'demo');
    expectRefusal(await refuse(['--host', host, '--data', data]), `not served on ${host}`);
    expect(existsSync(data)).toBe(false);
  });

  it.each(['0.0.0.0', '::'])('a folder with demo accounts on %s, also with --demo off', async (host) => {
    const data = join(folder, 'demo');
    mkdirSync(data);
    writeFileSync(join(data, 'data.db'), '');
    writeFileSync(join(data, accountsName), '{"accounts":[]}');
    expectRefusal(await refuse(['--host', host, '--data', data, '--demo', 'off']), `not served on ${host}`);
    expect(readdirSync(data).sort()).toEqual(['data.db', accountsName].sort());
  });

  it.each([
    ['0.0.0.0', 'off'],
    ['127.0.0.2', 'on'],
    ['localhost', 'on'],
  ])(
    'not an address of everybody without the demo, nor one of this machine with it: %s, --demo %s',
    async (host, demo) => {
      const data = join(folder, 'own');
      // Named so that the start ends after its checks: nothing is served to the outside by a test.
      const env = { LANG: 'C.UTF-8', POCKETBASE_BIN: join(folder, 'none') };
      expectRefusal(
        await refuse(['--host', host, '--data', data, '--demo', demo], env),
        'POCKETBASE_BIN names',
      );
      expect(existsSync(data)).toBe(false);
    },
  );

  it('in Chinese where the machine speaks it', async () => {
    expectRefusal(await refuse(['--port', '0'], { LANG: 'zh_CN.UTF-8' }), '端口 0 无效');
    expectRefusal(
      await refuse(['--port', '0'], { LANG: 'zh_CN.UTF-8', LC_ALL: 'en_GB.UTF-8' }),
      '0 is not a port',
    );
  });

  it('in the language that --lang names, whatever the machine speaks', async () => {
    expectRefusal(await refuse(['--lang', 'zh-CN', '--port', '0'], { LANG: 'en_GB.UTF-8' }), '端口 0 无效');
    expectRefusal(await refuse(['--port', '0', '--lang=en'], { LANG: 'zh_CN.UTF-8' }), '0 is not a port');
  });
});

it('start --help names every flag in both languages', () => {
  for (const LANG of ['zh_CN.UTF-8', 'en_US.UTF-8']) {
    const { stdout, status } = spawnSync(process.execPath, [start, '--help'], {
      env: plain({ LANG }),
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    for (const flag of ['--port', '--data', '--demo', '--wind', '--host', '--lang', '--help'])
      expect(stdout).toContain(flag);
  }
});

interface Refusal {
  readonly code: number | null;
  readonly error: string;
}

function expectRefusal({ code, error }: Refusal, sentence: string): void {
  expect(error).toContain(sentence);
  expect(error.trim().split('\n')).toHaveLength(1);
  expect(error).not.toContain(' at ');
  expect(code).toBeGreaterThan(0);
}

async function refuse(
  args: readonly string[],
  locale: Record<string, string> = { LANG: 'C.UTF-8' },
): Promise<Refusal> {
  const port = args.some((each) => each.startsWith('--port')) ? [] : ['--port', String(await freePort())];
  const data = args.includes('--data') ? [] : ['--data', join(folder, 'pb_data')];
  const child = spawn(process.execPath, [start, ...port, ...data, ...args], {
    cwd: folder,
    env: plain(locale),
  });
  let error = '';
  child.stderr.on('data', (piece: Buffer) => (error += piece.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, error };
}

function plain(locale: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], ...locale };
}
