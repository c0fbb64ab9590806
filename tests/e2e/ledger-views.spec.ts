import { readSheet } from 'read-excel-file/node';
import { expect, test } from './driver.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

test('4.06 columns and a saved view are the person’s own, and are there after a reload', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/cases');
  await page.locator('tr[data-case]').first().waitFor();
  const heads = page.locator('thead th');
  const before = await heads.count();
  await page.getByRole('button', { name: text('cases_columns'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  const more = dialog.getByRole('checkbox', { checked: false }).first();
  const added = (await more.evaluate((each) => each.closest('label')?.textContent ?? '')).trim();
  await more.check({ force: true });
  await page.keyboard.press('Escape');
  await expect(heads).toHaveCount(before + 1);
  await expect(heads.filter({ hasText: added })).toHaveCount(1);

  await page.getByLabel(text('cases_filter_state'), { exact: true }).selectOption('assigned');
  await page.getByRole('button', { name: text('cases_view_save'), exact: true }).click();
  await page.getByLabel(text('cases_view_name')).fill('等签收的');
  await page.getByRole('button', { name: text('cases_view_keep'), exact: true }).click();
  await driver.open('/cases');
  await page.getByRole('button', { name: '等签收的', exact: true }).click();
  await expect(page).toHaveURL(/state=assigned/);
  await expect(heads.filter({ hasText: added })).toHaveCount(1);
  await page.getByRole('button', { name: text('cases_view_remove', { name: '等签收的' }) }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: '等签收的', exact: true })).toHaveCount(0);
  expect(driver.complaints).toEqual([]);
});

test('4.06 the workbook is the screen: its columns, its rows, real numbers and dates, and what it was made of', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/cases?state=open');
  await page.locator('tr[data-case]').first().waitFor();
  await expect(page.locator('[data-total]')).toHaveAttribute('data-total', /^\d+$/);
  const total = Number(await page.locator('[data-total]').getAttribute('data-total'));
  await page.getByRole('button', { name: text('cases_columns'), exact: true }).click();
  for (const key of ['no', 'foundAt', 'age'])
    await page
      .getByRole('dialog')
      .getByRole('checkbox', { name: text(`cases_head_${key}`), exact: true })
      .check({ force: true });
  await page.keyboard.press('Escape');
  const shown = (await page.locator('thead th').allTextContents()).map((each) => each.trim()).filter(Boolean);
  await page.keyboard.press('e');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /XLSX|Excel/ }).click();
  const path = await (await download).path();
  const about = await readSheet(path, text('cases_sheet_about'));
  expect(about.map(([name]) => name)).toEqual(
    ['cases_about_filter', 'cases_about_count', 'cases_about_time', 'cases_about_user'].map((each) =>
      text(each),
    ),
  );
  expect(String(about[1]?.[1])).toBe(String(total));
  const [heads, ...rows] = await readSheet(path, text('cases_sheet'));
  expect(heads).toEqual(shown);
  expect(rows).toHaveLength(total);
  const column = (key: string): unknown[] => rows.map((row) => row[heads!.indexOf(text(key))]);
  expect(column('cases_head_age').every((each) => typeof each === 'number')).toBe(true);
  expect(column('cases_head_no').every((each) => typeof each === 'string')).toBe(true);
  expect(column('cases_head_foundAt').every((each) => each instanceof Date)).toBe(true);
});

test('4.06 a step over all that is filtered: progress, what failed with its reason, and the database agrees', async ({
  driver,
  city,
}) => {
  const { page } = driver;
  const office = await new Office(city).signIn('dispatcher');
  await driver.signIn('dispatcher');
  await driver.open('/cases?state=assigned');
  await page.locator('tr[data-case]').first().waitFor();
  await expect(page.locator('[data-total]')).toHaveAttribute('data-total', /^\d+$/);
  const total = Number(await page.locator('[data-total]').getAttribute('data-total'));
  expect(total).toBeGreaterThan(1);
  await page.locator('thead input[type="checkbox"]').check({ force: true });
  const all = page.getByRole('button', {
    name: text('cases_tick_filtered', { count: total.toLocaleString('zh-CN') }),
  });
  if (await all.isVisible()) await all.click();
  await page.getByRole('button', { name: text('cases_bulk_void'), exact: true }).click();
  await expect(page.locator('[data-bulk="ready"]')).toBeVisible();
  // A reason is asked for before anything is done.
  const go = page.getByRole('dialog').locator('button[type="submit"]');
  await go.click();
  await expect(page.locator('[data-bulk="ready"]')).toBeVisible();
  await page.getByLabel(text('cases_reason'), { exact: true }).fill('重复登记，一并作废');
  await go.click();
  await expect(page.locator('[data-bulk]')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.locator('[data-total]')).toHaveAttribute('data-total', '0');
  expect(await office.rows('problems', 'state = "assigned"')).toEqual([]);
  const voided = await office.rows('events', 'type = "problem.voided"');
  expect(voided.filter((each) => String(each['payload']).includes('重复登记，一并作废'))).toHaveLength(total);
});
