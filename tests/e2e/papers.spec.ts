import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Office } from './office.ts';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

test('4.05 0.17 a notice is issued on a case, printed with page numbers, given out for Word, signed for with a photo', async ({
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/cases?state=assigned');
  await page.locator('table tbody tr').first().locator('td').nth(2).click();
  const part = page.locator('[data-section="papers"]');
  await part.locator('[data-action="issue"]').click();
  await page.getByLabel(text('papers_field_note'), { exact: true }).fill('<script>alert(1)</script>');
  await driver.picture('paper-issue');
  await page.locator('[data-action="do-issue"]').click();
  const row = part.locator('[data-notice][data-state="issued"]').last();
  await expect(row).toContainText('惠环整改〔');
  await driver.picture('case-papers');

  await row.getByRole('link', { name: text('papers_print') }).click();
  const sheet = page.locator('article.sheet');
  await expect(sheet.locator('[data-paper-number]')).toHaveText(/^惠环整改〔20\d\d〕\d+号$/);
  for (const words of ['papers_word_items_title', 'papers_word_basis_title', 'papers_word_receipt_title'])
    await expect(sheet).toContainText(text(words));
  await expect(sheet).toContainText(text('papers_word_label_deadline'));
  await expect(sheet).toContainText('<script>alert(1)</script>');
  await expect(page.getByRole('banner')).toHaveCount(0);
  await driver.picture('paper-print');
  expect(await driver.seriousBarriers()).toEqual([]);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1')).toMatch(/\/Type\s*\/Pages/);

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="docx"]').click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^惠环整改〔20\d\d〕\d+号 .*\.docx$/);
  const parts = unzipSync(readFileSync(await file.path()));
  const xml = strFromU8(parts['word/document.xml']!);
  expect(xml).toContain('惠环整改〔');
  expect(xml).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');

  await page.goBack();
  await row.locator('[data-action="receive"]').click();
  await page.getByLabel(text('papers_field_signed_by')).fill('王某');
  await page.locator('input[name="paper"]').setInputFiles(cameraPicture(3));
  await expect(page.locator('label.photo img')).toBeVisible();
  await driver.picture('paper-sign');
  await page.locator('[data-action="do-receive"]').click();
  await expect(part.locator('[data-notice][data-state="received"]')).toHaveCount(1);
  expect(driver.complaints).toEqual([]);
});

test('a void paper keeps its number in the list; the lists have no serious barrier', async ({ driver }) => {
  const { page } = driver;
  await driver.signIn('dispatcher');
  await driver.open('/papers');
  const numbers = page.locator('table a.no');
  await expect(numbers).toHaveCount(6);
  const before = await numbers.allTextContents();
  await page.locator('tr:has([data-action="receive"]) [data-action="void"]').first().click();
  await page.getByLabel(text('papers_field_void_reason')).fill('对象写错');
  await page.locator('[data-action="do-void"]').click();
  await expect(page.locator('[data-action="do-void"]')).toBeHidden();
  await expect(page.locator('a.no.void')).toHaveCount(2);
  expect(await numbers.allTextContents()).toEqual(before);
  await driver.picture('papers');
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
  }
  await driver.open('/papers?state=void');
  await expect(numbers).toHaveCount(2);
  expect(driver.complaints).toEqual([]);
});

test('a unit sees the papers that name it, and no other', async ({ driver }) => {
  await driver.signIn('discipline');
  await driver.open('/papers');
  await expect(driver.page.locator('table a.no')).toHaveCount(6);
  await expect(driver.page.locator('[data-action="void"]')).toHaveCount(0);
});

test.describe('on the tablet', () => {
  test.use({
    viewport: { width: 1180, height: 820 },
    geolocation: { longitude: 113.55, latitude: 34.87, accuracy: 8 },
    permissions: ['geolocation'],
  });

  test('0.17 0.27 3.21 a notice is issued on the spot without network and numbered on arrival; its case file holds', async ({
    driver,
    city,
    browser,
  }) => {
    const { page } = driver;
    test.setTimeout(240_000);
    await driver.signIn('inspector');
    const inspector = new Inspector(page);
    const office = await new Office(city).signIn('inspector');
    const dispatcher = await new Office(city).signIn('dispatcher');
    const [source] = await dispatcher.rows('sources', 'kind = "site" && state = "active"');
    await dispatcher.sends(office.group, [source!['id']]);
    await inspector.acceptsTheTask();
    await inspector.hasSentEverything();
    await page.context().setOffline(true);

    await page.locator('[data-action="found"]').click();
    await page.locator('input[name="before-gallery"]').setInputFiles(cameraPicture(7));
    await page.locator('[data-category]').first().click();
    await page.locator('[data-handling="to_assign"]').click();
    await expect(page.getByText('（≤ 50）').first()).toBeVisible();
    await expect(page.locator('.photo .stamp')).toContainText(text('ui_photo_gallery'));
    await page.locator('[data-action="save-finding"]').click();
    await page.locator('[data-toast-action]').last().click();
    await driver.picture('spot-notice');
    await page.locator('[data-action="save-notice"]').click();
    const number = page.locator('[data-paper-number]');
    await expect(number).toHaveText(text('papers_word_no_number'));
    await driver.picture('spot-notice-print');

    await page.context().setOffline(false);
    await expect(number).toHaveText(/^惠环整改〔20\d\d〕\d+号$/, { timeout: 40_000 });
    const no = await number.textContent();
    const notice = page.url().split('/').at(-1)!;
    const [row] = await dispatcher.rows('notices', `id = "${notice}"`);
    expect(no).toContain(String(row!['serial']));
    const [problem] = row!['problems'] as [string];
    await expect
      .poll(async () => (await dispatcher.rows('photos', `subjectId = "${problem}"`)).length)
      .toBe(1);

    const desk = await (await browser.newContext({ baseURL: city.url, acceptDownloads: true })).newPage();
    const account = city.accounts.find((each) => each.role === 'discipline')!;
    await desk.goto('/sign-in');
    await desk.getByLabel(text('app_email')).fill(account.email);
    await desk.getByLabel(text('app_password'), { exact: true }).fill(account.password);
    await desk.getByRole('button', { name: text('app_sign_in'), exact: true }).click();
    await expect(desk).toHaveURL(/cases/);
    await desk.goto(`/cases/${problem}`);
    await expect(desk.locator('[data-mark]').first()).toHaveText(text('ui_photo_gallery'));
    const [file] = await Promise.all([
      desk.waitForEvent('download'),
      desk.locator('[data-action="case-file"]').click(),
    ]);
    const path = await file.path();
    const done = spawnSync(process.execPath, ['src/cli/verify.ts', '--file', path], { encoding: 'utf8' });
    expect([done.status, done.stdout]).toEqual([0, expect.stringContaining('1')]);
    const parts = unzipSync(readFileSync(path));
    expect(Object.keys(parts).filter((each) => each.startsWith('photos/'))).toHaveLength(1);
    const sheet = strFromU8(parts['case.html']!);
    expect(sheet).toContain(text('ui_photo_gallery'));
    expect(sheet).toContain(no!);
    expect(sheet).toContain('data:image/jpeg;base64,');
    await desk.setContent(sheet);
    await desk.screenshot({ path: 'test-results/pictures/case-file.png', fullPage: true });
    await desk.context().close();
  });
});
