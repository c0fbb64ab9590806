import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, getChromium } from '../src/cli/chromium.mjs';
import { buildIfChanged } from '../src/cli/build.mjs';
import { startCity } from './city-server.ts';
import { figure, type Figure } from './figure.ts';
import { fillCases } from './many-cases.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROWS = Number(process.env['BENCH_ROWS'] ?? 100_000);

interface Watched {
  longestBlock: number;
}

/** XLSX of 100,000 rows of the ledger in a real Chromium on a real server: from the press of the button to the finished file. */
export async function exportRows(): Promise<Figure[]> {
  await buildIfChanged(ROOT);
  const city = await startCity(
    { GOGC: '400', GOMEMLIMIT: '1GiB' },
    (database, demo) => fillCases(database, demo, ROWS),
    join(ROOT, 'dist'),
  );
  const browser = await chromium.launch({
    executablePath: await getChromium({ root: ROOT }),
    args: [...CHROMIUM_ARGUMENTS],
  });
  try {
    const context = await browser.newContext({ locale: 'zh-CN', acceptDownloads: true });
    const page = await context.newPage();
    const account = city.city.accounts.find((each) => each.role === 'dispatcher')!;
    await page.goto(`${city.url}/sign-in`);
    await page.locator('input[type=email]').fill(account.email);
    await page.locator('input[type=password]').fill(account.password);
    await page.locator('form button[type=submit]').click();
    await page.waitForURL(/dispatch/);
    await page.goto(`${city.url}/cases`);
    await page.locator('tr[data-case]').first().waitFor();
    await page.keyboard.press('e');
    await page.locator('[data-export="idle"]').waitFor();
    await page.evaluate(() => {
      const watched = globalThis as unknown as Watched;
      watched.longestBlock = 0;
      new PerformanceObserver((list) => {
        for (const each of list.getEntries())
          watched.longestBlock = Math.max(watched.longestBlock, each.duration);
      }).observe({ type: 'longtask' });
    });
    const start = performance.now();
    const download = page.waitForEvent('download', { timeout: 300_000 });
    await page.getByRole('button', { name: 'XLSX' }).click();
    await page.locator('[data-export="writing"]').waitFor({ timeout: 300_000 });
    const reading = (performance.now() - start) / 1000;
    await download;
    const seconds = (performance.now() - start) / 1000;
    const rows = Number(await page.locator('[data-export]').getAttribute('data-read'));
    const block = await page.evaluate(() => (globalThis as unknown as Watched).longestBlock);
    process.stdout.write(
      `  ${rows} rows: ${reading.toFixed(1)} s reading, ${(seconds - reading).toFixed(1)} s writing\n`,
    );
    return [
      figure('export-100k-s', seconds, 's', '< 60'),
      figure('export-100k-rows-per-s', rows / seconds, '/s', '>= 1500'),
      figure('export-100k-block-ms', block, 'ms', '< 200'),
    ];
  } finally {
    await browser.close();
    await city.stop();
  }
}
