import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { CHROMIUM_ARGUMENTS } from '../../src/cli/chromium.mjs';
import { expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { sentToSites } from './tablet-task.ts';
import { text } from './text.ts';

const HOST = 'office.test';

test.use({
  viewport: { width: 1180, height: 820 },
  launchOptions: async ({ launchOptions }, use) => {
    // An address of the office's own network: 127.0.0.1 counts as secure.
    const args = [...CHROMIUM_ARGUMENTS, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`];
    await use({ ...launchOptions, args });
  },
  baseURL: async ({ city }, use) => {
    await use(city.url.replace('127.0.0.1', HOST));
  },
});

test('3.21 1.59 a page that did not come over https hashes photos and makes a case file that verifies', async ({
  driver,
  city,
}) => {
  test.setTimeout(180_000);
  const { page } = driver;
  const { office, task } = await sentToSites(city);
  const inspector = new Inspector(page);
  await driver.signIn('inspector');
  expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([false, 'undefined']);
  await inspector.acceptsTheTask();
  await inspector.begins();
  await inspector.pins();
  await inspector.savesPinned();
  await inspector.hasSentEverything();
  const [problem] = await office.rows('problems', `task = "${task}"`);
  const id = String(problem!['id']);
  const [photo] = await office.rows('photos', `subjectId = "${id}"`);
  expect([problem!['placeReason'], photo!['verified']]).toEqual(['insecure', true]);

  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await driver.signIn('discipline');
  await driver.open(`/cases/${id}`);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="case-file"]').click(),
  ]);
  const path = await file.path();
  const done = spawnSync(process.execPath, ['src/cli/verify.ts', '--file', path], { encoding: 'utf8' });
  expect([done.status, done.stderr]).toEqual([0, '']);
  const names = Object.keys(unzipSync(readFileSync(path)));
  expect(names.filter((each) => each.startsWith('photos/'))).toEqual([`photos/${String(photo!['id'])}.jpg`]);
  await expect(page.getByText(text('papers_case_file_failed'))).toHaveCount(0);
});
