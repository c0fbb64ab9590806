import { Finder } from './caseworker.ts';
import { expect, test } from './driver.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

test('0.37 an inspector of the exposure group writes down one article about three firms: it counts 1 and 3', async ({
  driver,
  city,
}) => {
  test.setTimeout(150_000);
  const { page } = driver;
  const finder = await new Finder(city).signIn('inspector');
  const office = await new Office(city).signIn('dispatcher');
  const exposed = (await office.rows('exposures', 'id != ""'))
    .map((each) => String(each['sources']))
    .join(' ');
  const places = (await office.rows('sources', 'kind = "site" && state = "active"'))
    .filter((each) => !exposed.includes(String(each['id'])))
    .slice(0, 3);
  const ids: string[] = [];
  for (const place of places) ids.push(await finder.finds(place, 'dust.bare_soil'));
  const numbers = await Promise.all(
    ids.map(async (id) => String((await office.rows('problems', `id = "${id}"`))[0]!['no'])),
  );

  await driver.signIn('inspector');
  await page.locator('[data-action="exposures"]').click();
  await expect(page).toHaveURL(/\/escalation$/);
  const totals = page.locator('[data-articles]');
  const before = {
    articles: Number(await totals.getAttribute('data-articles')),
    firms: Number(await totals.getAttribute('data-firms')),
  };
  await page.locator('[data-action="publish"]').click();
  const form = page.locator('form#article');
  await form.getByLabel(text('escalation_field_title'), { exact: true }).fill('三家工地裸土被曝光');
  for (const [nth, id] of ids.entries()) {
    await form.getByLabel(text('escalation_meeting_find'), { exact: true }).fill(numbers[nth]!);
    await page.locator(`[data-found="${id}"]`).click();
  }
  await expect(form.locator('[data-cases="3"][data-case-firms="3"]')).toBeVisible();
  await driver.picture('exposure-three-firms');
  expect(await driver.seriousBarriers()).toEqual([]);
  await page.locator('[data-action="do-publish"]').click();
  await expect(totals).toHaveAttribute('data-articles', String(before.articles + 1));
  await expect(totals).toHaveAttribute('data-firms', String(before.firms + 3));
  await driver.picture('exposures-inspector');

  const [row] = await office.rows('exposures', 'title = "三家工地裸土被曝光"');
  expect(row!['problems']).toEqual(ids);
  await page.locator(`[data-exposure="${String(row!['id'])}"] button`).click();
  await page.getByLabel(text('escalation_field_title'), { exact: true }).fill('三家已整改');
  await page.getByRole('button', { name: text('escalation_follow_up_save') }).click();
  await expect
    .poll(async () => (await office.rows('exposures', `id = "${String(row!['id'])}"`))[0]!['state'])
    .toBe('followed_up');
  expect(driver.complaints).toEqual([]);
});
