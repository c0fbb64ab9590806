import { expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Office } from './office.ts';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

test.use({
  viewport: { width: 1180, height: 820 },
  permissions: ['geolocation'],
  geolocation: { longitude: 113.62, latitude: 34.86, accuracy: 12 },
});

test('0.07 a failing item becomes a finding with its photo and category in three taps, and the photo shows the item, too', async ({
  driver,
  city,
}) => {
  test.setTimeout(240_000);
  const { page } = driver;
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const [source] = await office.rows('sources', 'kind = "site" && demo = true');
  const task = await office.sends(group, [String(source!['id'])]);
  const inspector = new Inspector(page);
  await driver.signIn('inspector');
  await inspector.acceptsTheTask();
  await inspector.hasSentEverything();
  await page.locator('[data-action="check"]').click();

  // From here: one tap says that it fails, one takes it on, one stores it; the shutter is no tap of the form.
  const item = page.getByRole('group', { name: text('trade_check_site_wheel_wash'), exact: true });
  await item.getByRole('button', { name: text('inspect_check_fail'), exact: true }).click();
  const picture = page.locator('[data-item-photo="wheel_wash"] input[type="file"]');
  await picture.first().setInputFiles(cameraPicture(31));
  await expect(page.locator('[data-item-photo="wheel_wash"] li')).toHaveCount(1);
  await driver.picture('check-item-failed');
  await page.getByRole('button', { name: text('inspect_check_to_finding') }).click();
  await expect(page.locator('[data-field="photo"] img[src^="blob:"]')).toHaveCount(1);
  await expect(page.getByText('（≤ 50）').first()).toBeVisible();
  await driver.picture('check-item-finding');
  await page.locator('[data-action="save-finding"]').click();
  await expect(page.locator('[data-action="save-finding"]')).toBeHidden();
  await inspector.endsVisit();
  await inspector.hasSentEverything();

  const [problem] = await office.rows('problems', `task = "${task}"`);
  expect(problem).toMatchObject({ category: 'dust.wheel_wash', source: source!['id'] });
  const [inspection] = await office.rows('inspections', `task = "${task}"`);
  expect(inspection).toMatchObject({ answers: { items: { wheel_wash: 'fail' } } });
  const [found] = await office.rows('photos', `subjectId = "${String(problem!['id'])}"`);
  const [shown] = await office.rows('photos', `subjectId = "${String(inspection!['id'])}"`);
  expect(shown).toMatchObject({ sha256: found!['sha256'], verified: true });
  expect(shown!['id']).not.toBe(found!['id']);
  expect(driver.complaints).toEqual([]);
});
