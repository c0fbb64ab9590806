import { Finder } from './caseworker.ts';
import { expect, test } from './driver.ts';
import { person } from './person.ts';
import { text } from './text.ts';

test('0.23 0.24 an enterprise plans three steps with an expert, proves each, and the case shows before and after side by side', async ({
  city,
  browser,
}) => {
  test.setTimeout(240_000);
  const finder = await new Finder(city).signIn('inspector');
  const works = await finder.row('sources', 'kind = "enterprise" && state = "active"');
  const id = await finder.finds(works, 'ent.unorganised');
  const office = await new Finder(city).signIn('dispatcher');
  const housing = await office.row('units', 'code = "housing"');
  const deadlineAt = Date.now() + 15 * 86_400_000;
  await office.does('problem.assigned', id, { unit: housing['id'], orderNo: '', deadlineAt, note: '' }, 1);

  const unit = await person(browser, city, 'regulator');
  await unit.cases.opensCase(id);
  await unit.cases.begins('accept');
  await unit.cases.writes('cases_handler', '李工');
  await unit.cases.writes('cases_phone', '0371-63630000');
  await unit.cases.sends();
  await unit.cases.begins('plan');
  await unit.cases.triesToSend();
  await expect(unit.cases.dialog.getByText(text('cases_plan_empty'))).toBeVisible();
  await unit.cases.plans([
    ['密闭车间', ''],
    ['安装集尘器', '环科院王工'],
    ['检测达标', ''],
  ]);
  await unit.cases.sends();
  const steps = unit.driver.page.locator('li[data-step]');
  await expect(steps).toHaveCount(3);
  await expect(steps.nth(1)).toContainText('环科院王工');

  await unit.cases.begins('prove');
  await unit.cases.triesToSend();
  await expect(unit.cases.dialog.getByText(text('cases_prove_missing'))).toBeVisible();
  await unit.cases.proves(31);
  await unit.cases.sends();
  for (const picture of [32, 33]) {
    await unit.cases.begins('prove');
    await unit.cases.proves(picture);
    await unit.cases.sends();
  }
  await expect(unit.driver.page.locator('li[data-proved="true"]')).toHaveCount(3);
  // Nothing is left to prove.
  await expect(unit.driver.page.locator('main [data-action="prove"]')).toHaveCount(0);

  const desk = await person(browser, city, 'dispatcher');
  await desk.cases.opensCase(id);
  const collector = desk.driver.page.locator('li[data-step="1"][data-proved="true"]');
  await expect(collector).toBeVisible();
  const pair = collector.locator('.thumbs img');
  await expect(pair).toHaveCount(2);
  await collector.scrollIntoViewIfNeeded();
  for (const [i, word] of ['cases_photo_before', 'cases_photo_after'].entries()) {
    await expect(pair.nth(i)).toHaveAttribute('alt', text(word));
    await expect
      .poll(() => pair.nth(i).evaluate((img) => (img as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
  }
  const [before, after] = await Promise.all([0, 1].map((i) => pair.nth(i).getAttribute('src')));
  expect(before).not.toBe(after);
  // The same pair lies over each other on the stage of the case.
  await expect(desk.driver.page.locator('[data-action="slide"]')).toBeVisible();
  await desk.driver.picture('case-plan');
  for (const each of [unit, desk]) expect(each.driver.complaints).toEqual([]);
});
