import { expect, test } from './driver.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

test('0.47 an administrator sets another ladder in the form, and the board proposes by it', async ({
  driver,
  city,
}) => {
  const { page } = driver;
  const office = await new Office(city).signIn('dispatcher');
  const before = await office.rows('escalations', 'state = "proposed"');
  await driver.signIn('admin');
  await driver.open('/admin?tab=ladders');
  await page.locator('[data-action="write-ladders"]').click();
  await page.locator('[data-action="add-rung"]').click();
  const rung = page.locator('[data-rung^="rung_"]');
  const field = (key: string) => rung.getByLabel(text(key), { exact: true });
  await field('admin_ladders_name').fill('降一星');
  await field('admin_ladders_name_en').fill('One star down');
  await field('admin_ladders_level').fill('x');
  await rung.getByLabel(text('admin_ladders_decider_dispatcher')).check({ force: true });
  await rung.getByLabel(text('admin_ladders_field_days'), { exact: true }).fill('0');
  await page.getByLabel(text('admin_categories_field_note'), { exact: true }).fill('物业星级');
  const tryIt = page.getByRole('button', { name: text('admin_categories_try'), exact: true });
  await tryIt.click();
  // The refusal stands at the field, and a reload loses nothing.
  await expect(field('admin_ladders_level')).toHaveAttribute('aria-invalid', 'true');
  expect(await driver.seriousBarriers(), 'refused').toEqual([]);
  await page.reload();
  await expect(page.getByText(text('admin_ladders_restored'))).toBeVisible();
  await expect(field('admin_ladders_name')).toHaveValue('降一星');
  await field('admin_ladders_level').fill('0');
  await tryIt.click();
  const effect = page.locator('[data-effect]');
  await expect(effect).toContainText('降一星');
  const expected = Number(await effect.getAttribute('data-effect'));
  expect(expected).toBeGreaterThan(0);
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
    await driver.picture(`ladder-form-${theme}`);
  }
  expect(await office.rows('escalations', 'state = "proposed"')).toHaveLength(before.length);
  await page.getByRole('button', { name: text('admin_categories_publish'), exact: true }).click();
  await expect(page.locator('[data-ladder-form]')).toHaveCount(0);

  const after = await office.rows('escalations', 'state = "proposed"');
  const made = after.filter((each) => !before.some((old) => old['id'] === each['id']));
  expect(made.length).toBe(Math.min(expected, 200 - before.length));
  const stars = made.filter((each) => String(each['rung']).startsWith('rung_'));
  expect(stars.length).toBeGreaterThan(0);
  expect(new Set(stars.map((each) => each['edition'])).size).toBe(1);
  await driver.open('/escalation');
  const card = page.locator(`[data-column="proposed"] [data-step="${String(stars[0]!['id'])}"]`);
  await expect(card).toContainText('降一星');
  expect(driver.complaints).toEqual([]);
});

test('2.13 a leader publishes the red-black list of a month; it stays as it was, and a withdrawn one is marked', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('leader');
  await driver.open('/escalation?tab=lists');
  await page.locator('[data-action="publish-list"]').click();
  await page.getByText(text('escalation_list_open')).click();
  expect(await driver.seriousBarriers(), 'dialog').toEqual([]);
  await page.getByRole('button', { name: text('escalation_list_publish_now'), exact: true }).click();
  await expect(page.locator('[data-listing]:not([data-listing=""])')).toBeVisible();
  await expect(page.getByText(text('escalation_list_published')).first()).toBeVisible();
  const ranks = await page.locator('[data-list] [data-rank]').count();
  expect(ranks).toBeGreaterThan(0);
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
    await driver.picture(`red-black-${theme}`);
  }
  await driver.open('/exposed');
  await expect(page.locator('[data-public-list] li').first()).toBeVisible();
  expect(await driver.seriousBarriers(), 'public').toEqual([]);

  await driver.open('/escalation?tab=lists');
  await page.locator('[data-action="withdraw-list"]').click();
  await page.getByLabel(text('cases_reason'), { exact: true }).fill('数据有误');
  await page.locator('[data-action="confirm-withdraw"]').click();
  await expect(page.locator('[data-withdrawn]')).toContainText('数据有误');
  await expect(page.locator('[data-action="publish-list"]')).toBeVisible();
  await driver.open('/exposed');
  await expect(page.locator('[data-public-list]')).toContainText(text('escalation_list_withdrawn'));
  await expect(page.locator('[data-public-list] li')).toHaveCount(0);
  expect(driver.complaints).toEqual([]);
});
