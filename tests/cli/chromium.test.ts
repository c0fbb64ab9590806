import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureChineseFont, getChromium } from '../../src/cli/chromium.mjs';
import type { ClearError } from '../../src/cli/say.mjs';

const browser = '#!/bin/sh\necho Chromium 156.0.1\n';
const broken = '#!/bin/sh\necho cannot open shared object file >&2\nexit 127\n';

let root: string;
let told: string[];
const tell = (key: string): void => void told.push(key);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shangfeng-chromium-'));
  told = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('takes the browser that a variable names, before any other', async () => {
  const own = executable('own', browser);
  executable('bin/chromium', browser);
  const env = { SHANGFENG_CHROMIUM: own, PATH: join(root, 'bin') };
  expect(await getChromium({ root, env, isRoot: false, tell })).toBe(own);
});

it('says when the named browser does not run instead of taking another', async () => {
  executable('bin/chromium', browser);
  const env = { CHROME_PATH: executable('own', broken), PATH: join(root, 'bin') };
  await expectClear(getChromium({ root, env, isRoot: false, tell }), 'cli_chromium_own_missing');
});

it('passes over a browser on the path that does not run', async () => {
  executable('bin/chromium', broken);
  const chrome = executable('bin/google-chrome', browser);
  expect(await getChromium({ root, env: { PATH: join(root, 'bin') }, isRoot: false, tell })).toBe(chrome);
});

it('installs Debian’s package where root can, after Playwright could not', async () => {
  executable('node_modules/.bin/playwright', '#!/bin/sh\nexit 1\n');
  const target = join(root, 'bin', 'chromium');
  executable(
    'bin/apt-get',
    `#!/bin/sh\n[ "$1" = update ] && { echo > ${root}/updated; exit 0; }\n[ -f ${root}/updated ] || exit 100\n` +
      `printf '#!/bin/sh\\necho Chromium 156.0.1\\n' > ${target}\n/bin/chmod +x ${target}\n`,
  );
  const env = { PATH: join(root, 'bin') };
  expect(await getChromium({ root, env, isRoot: true, tell })).toBe(target);
  expect(told).toEqual(['cli_chromium_installing', 'cli_chromium_installing', 'cli_chromium_found']);
});

it('ends with a clear sentence when none can be had, never quietly', async () => {
  executable('node_modules/.bin/playwright', '#!/bin/sh\nexit 1\n');
  executable('bin/apt-get', '#!/bin/sh\nexit 100\n');
  const env = { PATH: join(root, 'bin') };
  await expectClear(getChromium({ root, env, isRoot: true, tell }), 'cli_chromium_missing');
  await expectClear(getChromium({ root, env, isRoot: false, tell }), 'cli_chromium_missing');
});

it('installs a Chinese font where there is none and apt is there', async () => {
  executable('bin/fc-list', `#!/bin/sh\n[ -f ${root}/fonts ] && echo NotoSerifCJK\nexit 0\n`);
  executable('bin/apt-get', `#!/bin/sh\n[ "$1" = update ] || echo > ${root}/fonts\n`);
  const env = { PATH: join(root, 'bin') };
  await ensureChineseFont({ root, env, isRoot: true, tell });
  expect(existsSync(join(root, 'fonts'))).toBe(true);
  expect(told).not.toContain('cli_fonts_missing');
});

async function expectClear(work: Promise<string>, key: string): Promise<void> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect((error as ClearError).key).toBe(key);
}

function executable(path: string, text: string): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  chmodSync(full, 0o755);
  return full;
}
