import { expect, test } from './driver.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

test('1.31 4.07 a leader decides what the rules propose; every decision can be taken back', async ({
  driver,
  city,
}) => {
  const { page } = driver;
  await driver.signIn('leader');
  await driver.open('/escalation');
  const proposed = page.locator('[data-column="proposed"] [data-step]');
  await expect(proposed.first()).toBeVisible();
  await expect(page.locator('[data-column="listing"] [data-step]')).toHaveCount(1);
  await expect(page.locator('[data-column="shut"] [data-rung="stop_work"]')).toHaveCount(1);
  await driver.picture('escalation-board');
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
  }

  const first = await proposed.first().getAttribute('data-step');
  await page.locator(`[data-step="${first}"]`).click();
  await expect(page.locator(`[data-step-dialog="${first}"]`)).toBeVisible();
  const dismiss = page.getByRole('button', { name: text('escalation_dismiss') });
  await dismiss.click();
  await expect(page.getByText(text('cases_reason_missing'))).toBeVisible();
  await page.getByLabel(text('cases_reason'), { exact: true }).fill('已整改');
  expect(await driver.seriousBarriers(), 'dialog').toEqual([]);
  await dismiss.click();
  await expect(page.locator(`[data-column="proposed"] [data-step="${first}"]`)).toHaveCount(0);
  const office = await new Office(city).signIn('leader');
  expect((await office.rows('escalations', `id = "${first}"`))[0]).toMatchObject({
    state: 'dismissed',
    reason: '已整改',
  });
  await page.getByRole('button', { name: text('ui_undo') }).click();
  await expect(page.locator(`[data-column="proposed"] [data-step="${first}"]`)).toHaveCount(1);
  expect(driver.complaints).toEqual([]);
});

test('0.26 0.37 1.27 exposures, orders from above and figures are read without a barrier', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/escalation?tab=exposures');
  await expect(page.locator('[data-articles]')).toHaveAttribute('data-articles', '3');
  await expect(page.getByText(text('escalation_follow_up_late')).first()).toBeVisible();
  expect(await driver.seriousBarriers(), 'exposures').toEqual([]);
  await driver.open('/escalation?tab=directives');
  await expect(page.locator('[data-directive]')).toHaveCount(3);
  await page.locator('[data-directive]').first().locator('summary').click();
  await expect(page.getByText(text('escalation_hops')).first()).toBeVisible();
  expect(await driver.seriousBarriers(), 'directives').toEqual([]);
  await driver.picture('escalation-directives');
  await driver.open('/escalation?tab=figures');
  await expect(page.locator('[data-laws="1"]')).toBeVisible();
  await expect(page.locator('[data-accounts="1"]')).toBeVisible();
  const late = page.locator('[data-answers][data-points="0"]').first();
  await late.locator('summary').click();
  expect(await driver.seriousBarriers(), 'figures').toEqual([]);
  await late.getByRole('link').click();
  await expect(page.locator('[data-directive][open]')).toHaveCount(1);
  await driver.open('/escalation?tab=figures');
  await driver.picture('escalation-figures');
  expect(driver.complaints).toEqual([]);
});

test('1.39 a unit sees what was decided about it and no proposal', async ({ driver }) => {
  const { page } = driver;
  await driver.signIn('regulator');
  await driver.open('/escalation');
  await expect(page.locator('[data-escalation="ready"]')).toBeVisible();
  await expect(page.locator('[data-column="proposed"]')).toHaveCount(0);
  expect(await driver.seriousBarriers()).toEqual([]);
  expect(driver.complaints).toEqual([]);
});
