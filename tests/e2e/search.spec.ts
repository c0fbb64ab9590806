import { expect, test } from './driver.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

test('search: 扬尘 in the header finds cases; arrows and Enter open one', async ({ driver }) => {
  const { page } = driver;
  const field = page.getByRole('combobox', { name: text('app_search_label') });
  const found = page.getByRole('group', { name: text('app_search_cases') }).getByRole('option');
  await driver.signIn('dispatcher');
  // By a category's name, on a page that has said no category yet.
  await driver.mapIsDrawn();
  await page.keyboard.press('/');
  await field.fill('裸露黄土');
  await expect(found.first()).toBeVisible();
  await driver.open('/cases');
  await expect(page.locator('tr').nth(1)).toBeVisible();
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await field.fill('扬尘');
  await expect(page.locator('[data-search="ready"]')).toBeVisible();
  const cases = page.getByRole('group', { name: text('app_search_cases') }).getByRole('option');
  await expect(cases.first().locator('mark').first()).toHaveText('扬尘');
  await driver.picture('search');
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
  }
  const chosen = cases.nth(1);
  for (let step = 0; step < 20 && (await chosen.getAttribute('aria-selected')) !== 'true'; step++) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(chosen).toHaveAttribute('aria-selected', 'true');
  const id = (await chosen.getAttribute('id'))!.replace('case-', '');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/cases/${id}$`));
  // The question is kept on this device, and is one click away.
  await page.keyboard.press('/');
  await page.getByRole('button', { name: '扬尘', exact: true }).click();
  await expect(cases.first()).toBeVisible();
  expect(driver.complaints).toEqual([]);
});

test('a link to a station by its code opens it; one to a station that is none opens the desk', async ({
  driver,
}) => {
  await driver.signIn('dispatcher');
  await driver.open('/dispatch?station=HJ001');
  await expect(driver.page.locator('[data-station="HJ001"][aria-pressed="true"]').first()).toBeVisible();
  await driver.open('/dispatch?station=HJ999');
  await driver.sees(text('dispatch_zone_none'));
});

test('search: dxz finds 党校站 and opens it on the desk; a word that is nowhere says so', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/cases');
  await page.getByRole('button', { name: text('ui_search_hint') }).click();
  const field = page.getByRole('combobox', { name: text('app_search_label') });
  await field.fill('没有的词语');
  await expect(page.locator('[data-search="ready"]')).toContainText('没有的词语');
  for (const typed of ['dangxiao', 'dxz']) {
    await field.fill(typed);
    const first = page.locator('#search-found').getByRole('option').first();
    await expect(first).toContainText('党校站');
    await expect(first.locator('mark')).toHaveText(/^党校/);
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/dispatch\?.*station=/);
  expect(driver.complaints).toEqual([]);
});

test('search: luolu finds the cases of 裸露黄土 and leads to one', async ({ driver }) => {
  const { page } = driver;
  await driver.signIn('leader');
  await driver.open('/cases');
  await page.getByRole('button', { name: text('ui_search_hint') }).click();
  await page.getByRole('combobox', { name: text('app_search_label') }).fill('luolu');
  await expect(page.locator('[data-search="ready"]')).toBeVisible();
  const cases = page.getByRole('group', { name: text('app_search_cases') }).getByRole('option');
  await expect(cases.first()).toContainText(text('trade_category_dust_bare_soil'));
  await cases.first().click();
  await expect(page).toHaveURL(/\/cases\/[0-9a-z]+$/);
  await driver.sees(text('trade_category_dust_bare_soil'));
});

test('search: without a network stations are found and the cases say why they are not', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('town');
  await driver.open('/cases');
  await expect(page.locator('tr').nth(1)).toBeVisible();
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: text('app_search_label') });
  await field.fill('党校');
  await expect(page.locator('#search-found').getByRole('option').first()).toContainText('党校站');
  await page.route('**/api/sf/search?*', (route) => route.abort());
  await field.fill('党校站');
  await expect(page.getByText(text('app_search_offline'))).toBeVisible();
  await expect(page.locator('#search-found').getByRole('option').first()).toContainText('党校站');
  await page.unroute('**/api/sf/search?*');
  await page.route('**/api/sf/search?*', (route) => route.fulfill({ status: 500, body: '{}' }));
  await field.fill('党校');
  await expect(page.getByText(text('app_search_failed'))).toBeVisible();
  await page.unroute('**/api/sf/search?*');
  await page.getByRole('button', { name: text('ui_retry_now') }).click();
  await expect(page.locator('[data-search="ready"]')).toBeVisible();
});
