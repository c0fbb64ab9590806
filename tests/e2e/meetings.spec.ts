import { expect, test } from './driver.ts';
import { Office } from './office.ts';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

test('0.50 a meeting of four parties closes and assigns what lies on its table; case and record lead to each other', async ({
  driver,
  city,
}) => {
  const { page } = driver;
  const office = await new Office(city).signIn('dispatcher');
  const [passed] = await office.rows('problems', 'state = "re_inspected" && severity < 3');
  const id = String(passed?.['id']);
  await driver.signIn('dispatcher');
  await driver.open(`/cases/${id}`);
  await page.getByRole('link', { name: text('escalation_meeting_about') }).click();
  await expect(page.locator(`[data-item="${id}"]`)).toBeVisible();
  await page.locator('[data-action="finding"]').click();
  await page.getByLabel(text('escalation_finding_place')).fill('江山路');
  await page.locator('[data-source]').first().click();
  await page.getByLabel(text('escalation_finding_note')).fill('夜里扬尘');
  await page.locator('[data-action="add-finding"]').click();
  await expect(page.locator('[data-item]')).toHaveCount(2);
  await page.getByLabel(text('escalation_meeting_title')).fill('小区扬尘四方联席会');
  await page.getByLabel('区住建局', { exact: true }).check({ force: true });
  await page.getByLabel(text('escalation_meeting_others')).fill('居民代表、物业公司');
  await page.getByLabel(text('escalation_meeting_minutes')).fill('逐件议定');
  await page.locator('input[name="minutes"]').setInputFiles(cameraPicture(9));
  await expect(page.locator('img[src^="blob:"]')).toHaveCount(1);
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), `form ${theme}`).toEqual([]);
  }
  await page.locator('[data-action="hold"]').click();
  await expect(page.locator('[data-meeting-page]')).toBeVisible();
  // The minutes that were signed there, and a page that is signed later.
  const minutes = page.locator('[data-minutes]');
  await expect(minutes).toHaveAttribute('data-minutes', '1', { timeout: 30_000 });
  await page.locator('input[name="minutes"]').setInputFiles(cameraPicture(13));
  await page.locator('[data-action="add-minutes"]').click();
  await expect(minutes).toHaveAttribute('data-minutes', '2', { timeout: 30_000 });
  await expect(minutes).toHaveAttribute('data-minutes-waiting', '0');
  await driver.picture('meeting');
  expect(await driver.seriousBarriers(), 'page').toEqual([]);
  await expect(page.locator(`[data-item="${id}"]`)).toHaveAttribute('data-decision', 'close');
  await expect(page.locator('[data-decision="assign"]')).toContainText('夜里扬尘');
  expect((await office.rows('problems', `id = "${id}"`))[0]).toMatchObject({ state: 'closed' });
  await page.locator(`[data-item="${id}"] a`).click();
  await expect(page.getByRole('link', { name: '小区扬尘四方联席会' })).toBeVisible();

  await driver.signIn('regulator');
  await driver.open('/escalation?tab=meetings');
  await expect(page.getByText('小区扬尘四方联席会')).toBeVisible();
  await expect(page.getByRole('link', { name: text('escalation_meeting_add') })).toHaveCount(0);
  await page.getByText('小区扬尘四方联席会').click();
  await expect(minutes.locator('img')).toHaveCount(2);
  const drawn = (img: HTMLImageElement) => img.complete && img.naturalWidth > 0;
  await expect.poll(() => minutes.locator('img').first().evaluate(drawn)).toBe(true);
  await expect(page.locator('input[name="minutes"]')).toHaveCount(0);
  expect(driver.complaints).toEqual([]);
});
