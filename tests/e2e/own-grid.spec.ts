import { Driver, expect, test } from './driver.ts';
import { Office } from './office.ts';
import { TABLET } from './tablet-task.ts';
import { text } from './text.ts';

test.use(TABLET);

test('1.62 the chief sees his own grid, checks a source of it without a task, and urges; the unit sees it in its inbox', async ({
  driver,
  city,
  browser,
}) => {
  const { page } = driver;
  await driver.signIn('grid_officer');
  await expect(page.locator('[data-grid-desk]')).toBeVisible();
  const chief = await new Office(city).signIn('grid_officer');
  const own = await chief.rows('problems', 'openSince > 0');
  const cases = page.locator('[data-case]');
  await expect(cases).toHaveCount(Math.min(40, own.length));
  await driver.mapIsDrawn();
  expect(await driver.seriousBarriers(), 'grid').toEqual([]);

  const regulator = await new Office(city).signIn('regulator');
  const unit = new Set((await regulator.rows('problems', 'openSince > 0')).map((each) => String(each['id'])));
  const urgeable = await cases.filter({ has: page.locator('[data-action="urge"]') }).all();
  const ids = await Promise.all(urgeable.map(async (each) => String(await each.getAttribute('data-case'))));
  const id = ids.find((each) => unit.has(each))!;
  await page.locator(`[data-case="${id}"] [data-action="urge"]`).click();
  await page.getByRole('dialog').getByLabel(text('cases_note')).fill('请今天到场');
  await page.getByRole('dialog').locator('[data-action="go"]').click();
  await expect(page.locator(`[data-case="${id}"] [data-urged="grid_officer"]`)).toContainText('请今天到场');
  await expect(page.locator(`[data-case="${id}"] [data-action="urge"]`)).toHaveCount(0);

  const first = page.locator('[data-source]').first();
  const code = String(await first.getAttribute('data-source'));
  await first.click();
  const met = page.locator('[data-met]');
  await met.getByRole('button', { name: text('inspect_check') }).click();
  await expect(page.getByText('（≤ 50）').first()).toBeVisible();
  const why = page.getByLabel(text('inspect_far_why'));
  if (await why.isVisible()) await why.fill('视频核过');
  await page.locator('[data-action="save-nothing"]').click();
  await expect(page.locator('[role="dialog"]')).toHaveCount(0);
  // Checked just now: it is no longer the one that has waited longest.
  await expect(first).not.toHaveAttribute('data-source', code);
  const [checked] = await chief.rows('sources', `code = "${code}"`);
  expect(Date.now() - Number(checked!['lastCheckAt'])).toBeLessThan(120_000);
  expect(driver.complaints).toEqual([]);

  const desk = new Driver(
    await (await browser.newContext({ baseURL: city.url, locale: 'zh-CN' })).newPage(),
    city,
  );
  await desk.signIn('regulator');
  const row = desk.page.locator(`[data-case="${id}"]`);
  await expect(row.locator('[data-urged="grid_officer"]')).toContainText('请今天到场');
  await desk.open(`/cases/${id}`);
  await desk.sees(text('cases_event_problem_urged'));
});
