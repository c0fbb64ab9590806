import { uuidv7 } from '../../src/core/ids.ts';
import { Finder } from './caseworker.ts';
import { expect, test } from './driver.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

const ARTICLE = '配图打码的曝光';
test.use({ viewport: { width: 1366, height: 768 } });

test('2.14 1.59 3.18 whoever publishes covers faces with boxes; the public gets a copy without them and never the original', async ({
  driver,
  city,
  browser,
}) => {
  test.setTimeout(180_000);
  const { page } = driver;
  const finder = await new Finder(city).signIn('inspector');
  const office = await new Office(city).signIn('dispatcher');
  const [place] = await office.rows('sources', 'kind = "site" && state = "active"');
  const problem = await finder.finds(place!, 'dust.bare_soil');
  const exposure = uuidv7(Date.now(), Math.random);
  await (
    await new Finder(city).signIn('dispatcher')
  ).does('exposure.published', exposure, {
    ...{ medium: 'newspaper', title: ARTICLE, link: '', publishedAt: Date.now(), problems: [problem] },
    ...{ redaction: 'none', followUpDueAt: Date.now() + 6e8, proposal: null, note: '' },
  });
  const [original] = await office.rows('photos', `subjectId = "${problem}"`);

  await driver.signIn('dispatcher');
  await driver.open('/escalation?tab=exposures');
  await page.locator(`[data-exposure="${exposure}"] button`).click();
  await page.locator('[data-action="add-picture"]').click();
  const dialog = page.locator('[role="dialog"]').last();
  await dialog.locator(`[data-original="${String(original!['id'])}"]`).click();
  const board = dialog.locator('[data-board]');
  await expect(board.locator('img')).toBeVisible();
  const publish = dialog.locator('[data-action="publish-picture"]');
  await expect(publish).toBeDisabled();
  for (const button of await dialog.locator('.dialog-actions button, [role="toolbar"] button').all())
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(48);

  // With the pointer: the upper left quarter. A second box by the keyboard alone, moved, resized, taken away and brought back.
  const area = (await board.boundingBox())!;
  await page.mouse.move(area.x + 1, area.y + 1);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width / 4, area.y + area.height / 4, { steps: 4 });
  await page.mouse.move(area.x + area.width / 2, area.y + area.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(dialog.locator('[data-boxes="1"]')).toBeVisible();
  await dialog.locator('[data-action="add-box"]').press('Enter');
  const second = dialog.locator('[data-box="1"]');
  await second.focus();
  const before = (await second.boundingBox())!;
  for (let n = 0; n < 30; n++) await page.keyboard.press('ArrowRight');
  for (let n = 0; n < 30; n++) await page.keyboard.press('ArrowDown');
  for (let n = 0; n < 9; n++) await page.keyboard.press('Shift+ArrowDown');
  const after = (await second.boundingBox())!;
  expect(after.x).toBeGreaterThan(before.x + area.width * 0.25);
  expect(after.height).toBeGreaterThan(before.height + area.height * 0.05);
  await page.keyboard.press('Delete');
  await expect(dialog.locator('[data-boxes="1"]')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(dialog.locator('[data-boxes="2"]')).toBeVisible();
  await driver.picture('mask-picture');
  expect(await driver.seriousBarriers()).toEqual([]);
  await publish.click();
  await expect(page.locator('[data-masking="boxes"]')).toBeVisible();
  await expect(page.getByText(text('escalation_picture_boxes', { count: 2 }))).toBeVisible();
  await driver.picture('mask-done');

  const [stored] = await office.rows('exposure_pictures', `exposure = "${exposure}"`);
  expect(stored).toMatchObject({ original: original!['id'], originalSha256: original!['sha256'], boxes: 2 });
  expect(stored!['sha256']).not.toBe(original!['sha256']);

  // A stranger on the public page.
  const stranger = await browser.newContext({ baseURL: city.url });
  const street = await stranger.newPage();
  await street.goto('/exposed');
  const shown = street.locator(`[data-exposed="${exposure}"] img`);
  await expect(shown).toBeVisible();
  const seen = await shown.evaluate(async (img) => {
    const bytes = await (await fetch((img as HTMLImageElement).src)).arrayBuffer();
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const brightest = (x: number, y: number, side: number): number =>
      Math.max(
        ...context
          .getImageData(x * bitmap.width, y * bitmap.height, side, side)
          .data.filter((_, i) => i % 4 < 3),
      );
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return {
      covered: [brightest(0.02, 0.02, 24), brightest(0.72, 0.72, 8)],
      open: brightest(0.7, 0.1, 16),
      words: new TextDecoder('latin1').decode(bytes.slice(0, 400)),
      start: [...new Uint8Array(bytes).slice(0, 3)],
      sha256: [...digest].map((each) => each.toString(16).padStart(2, '0')).join(''),
    };
  });
  expect(seen.sha256).toBe(stored!['sha256']);
  expect(seen.start).toEqual([0xff, 0xd8, 0xff]);
  expect(seen.words).not.toMatch(/Exif|http/);
  for (const value of seen.covered) expect(value).toBeLessThan(24);
  expect(seen.open).toBeGreaterThan(60);
  await street.screenshot({ path: 'test-results/pictures/mask-public.png' });
  const whole = `/api/files/photos/${String(original!['id'])}/${String(original!['file'])}`;
  expect((await stranger.request.get(whole)).status()).toBe(404);
  expect(await street.content()).not.toContain(String(original!['id']));
  await stranger.close();
  expect(driver.complaints).toEqual([]);
});
