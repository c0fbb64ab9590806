import { Dispatcher } from './dispatcher.ts';
import { expect, test } from './driver.ts';
import { climbingDust, PARTY_SCHOOL, push, steadyWind } from './push.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

test('1.51 49 sites, 177 restaurants and 3 markets within 3 km of the station, none missing a ledger', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/sources');
  await page.getByLabel(text('sources_filter_near')).selectOption(PARTY_SCHOOL.code);
  for (const [kind, count] of [
    ['works', 49],
    ['restaurant', 177],
    ['market', 3],
  ] as const) {
    const button = page.locator(`[data-kind="${kind}"]`);
    await expect(button).toHaveAttribute('data-kind-count', String(count));
    await button.click();
    await expect(page.locator('[data-count]')).toHaveAttribute('data-count', String(count));
    await expect(page.getByText(text('sources_all_complete'))).toBeVisible();
    await button.click();
  }
  await page.getByLabel(text('sources_filter_ledger'), { exact: true }).selectOption('missing');
  await expect(page.getByText(text('sources_none_here'))).toBeVisible();
  await expect(page).toHaveURL(/near=HJ001/);
  // The address says the list.
  await page.getByLabel(text('sources_filter_ledger'), { exact: true }).selectOption('');
  await page.reload();
  await expect(page.locator('[data-kind="works"]')).toHaveAttribute('data-kind-count', '49');
  await driver.picture('ledger-list');
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
  }
  expect(driver.complaints).toEqual([]);
});

test('1.51 from a source card to its ledger; a field is changed and stands in the history', async ({
  driver,
  city,
}) => {
  const { page } = driver;
  const desk = new Dispatcher(page);
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  const now = Date.now();
  await push(city, steadyWind(PARTY_SCHOOL.code, now - 21_000, 60, 225, 60));
  await push(city, climbingDust(PARTY_SCHOOL.code, now, 40, 150, 480));
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  await desk.opensCardOfFirstSuspect();
  await page
    .locator('[data-source-card]')
    .getByRole('link', { name: text('app_screen_sources') })
    .click();
  await expect(page).toHaveURL(/\/sources\/[a-z0-9]+/);
  await expect(page.locator('[data-ledger]')).toHaveAttribute('data-missing', '0');
  await expect(page.getByText(text('sources_history_first'))).toBeVisible();

  await page.locator('[data-action="edit-ledger"]').click();
  await page.getByLabel(text('trade_profile_note'), { exact: true }).fill('东门外有堆土');
  await page.getByLabel(text('sources_edit_reason')).fill('现场核对');
  await page.getByRole('button', { name: text('sources_edit_save') }).click();
  await expect(page.locator('[data-field="note"]')).toContainText('东门外有堆土');
  const change = page.locator('[data-change="source.updated"]').first();
  await expect(change).toContainText('东门外有堆土');
  await expect(change).toContainText('现场核对');
  await expect(change).toContainText(text('trade_role_dispatcher'));
  await driver.picture('ledger-page');
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
  }
  expect(driver.complaints).toEqual([]);
});

test('1.51 a town reads the page, is told what it may not see, and cannot change it', async ({ driver }) => {
  const { page } = driver;
  await driver.signIn('town');
  await driver.open('/sources?kind=market');
  await page.locator('tr[data-source] a').first().click();
  await expect(page.locator('[data-ledger]')).toBeVisible();
  await expect(page.getByText(text('sources_part_forbidden'))).toHaveCount(3);
  await expect(page.locator('[data-action="edit-ledger"]')).toHaveCount(0);
  expect(driver.complaints).toEqual([]);
});
