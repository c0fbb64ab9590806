import { expect, test, type Driver } from './driver.ts';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

/** Fills the office's form for what a camera saw at a site; saving is left to the caller. */
async function fills({ page }: Driver, picture: number): Promise<void> {
  await page.getByLabel(text('cases_column_problem'), { exact: true }).selectOption('dust.bare_soil');
  await page.getByLabel(text('cases_new_source'), { exact: true }).fill('GD-012');
  await page.locator('[data-choose]').first().click();
  await page.locator('input[name="before"]').setInputFiles(cameraPicture(picture));
  await expect(page.locator('[data-field="photos"] img')).toBeVisible();
}

test('4.06 a dispatcher files what a camera saw from the ledger, and it has a number, a picture and its origin', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/cases');
  await page.locator('[data-action="new-case"]').click();
  await expect(page).toHaveURL(/\/cases\/new/);
  await driver.mapIsDrawn();
  await page.locator('[data-action="save-case"]').click();
  await expect(page.getByRole('alert').filter({ hasText: text('cases_new_category_missing') })).toBeVisible();
  await fills(driver, 41);
  await driver.picture('new-case');
  await page.locator('[data-action="save-case"]').click();
  await expect(page).toHaveURL(/\/cases\/[0-9a-f]{32}$/);
  await expect(page.getByText(/WT-\d{6}-\d{8}-\d{4}/).first()).toBeVisible();
  await expect(page.getByText(text('trade_origin_camera')).first()).toBeVisible();
  await expect(page.getByText(text('trade_pin_office')).first()).toBeVisible();
  expect(driver.complaints).toEqual([]);
});

test('the same problem again is pointed out before it is saved', async ({ driver }) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/cases/new');
  await driver.mapIsDrawn();
  await fills(driver, 42);
  const hint = page.locator('[data-duplicates]');
  await expect(hint).toBeVisible();
  await hint.locator('[data-action="same"]').first().click();
  await driver.picture('new-case-duplicate');
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
  }
  expect(driver.complaints).toEqual([]);
});
