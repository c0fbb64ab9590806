import { expect, test } from './driver.ts';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

test.use({ viewport: { width: 390, height: 844 } });
test.describe.configure({ timeout: 180_000 });

test('2.14 on a phone a citizen reports with a photo, gets a number, and follows it; the office sees the case', async ({
  driver,
  browser,
  city,
}) => {
  const { page } = driver;
  await driver.open('/report');
  await driver.mapIsDrawn();
  await page.getByRole('button', { name: text('public_send') }).click();
  await driver.sees(text('public_kind_missing'));
  await page.getByText(text('public_kind_fume'), { exact: true }).click();
  await page.getByRole('button', { name: text('public_pin_middle') }).click();
  await driver.sees(text('public_pinned'));
  await page.getByLabel(text('public_place_text')).fill('江山路口');
  await page.locator('input[type="file"]').setInputFiles(cameraPicture(1));
  await expect(page.locator('.photo img')).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
    await driver.picture(`public-report-${theme}`);
  }
  await page.getByRole('button', { name: text('public_send') }).click();
  const number = (await page.locator('[data-number]').textContent()) ?? '';
  expect(number).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/);
  await page.getByRole('link', { name: text('public_see_state') }).click();
  await expect(page.locator('[data-stage="received"]')).toBeVisible();
  expect(await driver.seriousBarriers()).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByText('Received, about to be looked into')).toBeVisible();
  await driver.picture('public-state');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(driver.complaints).toEqual([]);

  const office = await browser.newPage({ baseURL: city.url, viewport: { width: 1366, height: 768 } });
  await office.goto('/sign-in');
  await office.getByLabel(text('app_email')).fill('dispatcher@demo.local');
  await office.getByLabel(text('app_password'), { exact: true }).fill('shangfeng-demo');
  await office.getByRole('button', { name: text('app_sign_in'), exact: true }).click();
  await expect(office).not.toHaveURL(/sign-in|\/$/);
  await office.goto('/admin?tab=reports');
  await office
    .getByRole('link', { name: text('admin_reports_open') })
    .first()
    .click();
  await expect(office.getByText(text('trade_origin_public')).first()).toBeVisible();
  await office.close();
});

test('the public pages have no serious barrier on a phone, in both themes, and say what there is none of', async ({
  driver,
}) => {
  for (const path of ['/exposed', '/feedback', '/report/AAAA-BBBB-CCCC-DDDD']) {
    await driver.open(path);
    await driver.page.waitForLoadState('networkidle');
    for (const theme of ['light', 'dark'] as const) {
      await driver.wears(theme);
      expect(await driver.seriousBarriers(), `${path} ${theme}`).toEqual([]);
    }
    expect(await driver.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
  await driver.sees(text('public_state_unknown'));
});
