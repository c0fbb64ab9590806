import { readFileSync } from 'node:fs';
import { expect, test } from './driver.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

test('4.06 one filter for table, map and export; the address says it', async ({ driver }) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/cases');
  await page.locator('tr[data-case]').first().waitFor();
  await page.getByLabel(text('cases_filter_state'), { exact: true }).selectOption('open');
  await expect(page).toHaveURL(/state=open/);
  await expect(page.locator('[data-total]')).toHaveAttribute('data-total', /^\d+$/);
  const total = Number(await page.locator('[data-total]').getAttribute('data-total'));
  expect(total).toBeGreaterThan(0);

  await page.keyboard.press('e');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV', exact: true }).click();
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(total + 1);
  expect(lines[0]).toContain(text('cases_head_category'));
  await page.keyboard.press('Escape');
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
  }
  await driver.picture('cases-table');

  await page.getByRole('button', { name: text('cases_form_map') }).click();
  await expect(page.locator('[data-marks]')).toHaveAttribute('data-marks', String(total), {
    timeout: 30_000,
  });
  await page.reload();
  await expect(page.locator('[data-marks]')).toHaveAttribute('data-marks', String(total), {
    timeout: 30_000,
  });
  expect(driver.complaints).toEqual([]);
});

test('1.57 many cases by keyboard: a close without verdicts is refused with a sentence, nothing is sent', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/cases?state=assigned');
  await page.locator('tr[data-case]').first().waitFor();
  const total = await page.locator('[data-total]').getAttribute('data-total');
  for (const key of ['j', 'x', 'j', 'x', 'c']) await page.keyboard.press(key);
  await expect(page.locator('[data-bulk="ready"]')).toBeVisible();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('[data-bulk] li')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-bulk]')).toHaveCount(0);
  await expect(page.locator('[data-total]')).toHaveAttribute('data-total', total ?? '');
});
