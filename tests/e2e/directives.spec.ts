import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Browser, Locator } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import type { City } from '../../src/cli/throw-away-city.mjs';
import type { Role } from '../../src/core/roles.ts';
import { Finder } from './caseworker.ts';
import { Driver, expect, test } from './driver.ts';
import { Office } from './office.ts';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

async function person(browser: Browser, city: City, role: Role): Promise<Driver> {
  const context = await browser.newContext({
    ...{ baseURL: city.url, viewport: { width: 1366, height: 768 } },
    ...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true },
  });
  const driver = new Driver(await context.newPage(), city);
  await driver.signIn(role);
  return driver;
}

/** The zip that a button hands out, and what the command says of it. */
async function fileFrom(driver: Driver, part: Locator): Promise<Record<string, Uint8Array>> {
  const { page } = driver;
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    part.locator('[data-action="record-file"]').click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.zip$/);
  const path = await file.path();
  const done = spawnSync(process.execPath, ['src/cli/verify.ts', '--file', path], { encoding: 'utf8' });
  expect(done.status, done.stdout).toBe(0);
  return unzipSync(readFileSync(path));
}

test('3.21 3.22 an order from above goes to a leader and a unit, is proved with photo and paper, and its pack verifies offline', async ({
  city,
  browser,
}) => {
  test.setTimeout(240_000);
  const finder = await new Finder(city).signIn('inspector');
  const site = await finder.row('sources', 'kind = "site" && state = "active"');
  const ids = [await finder.finds(site, 'dust.bare_soil'), await finder.finds(site, 'dust.wet_work')];
  const office = await new Office(city).signIn('dispatcher');
  const numbers = await Promise.all(
    ids.map(async (id) => String((await office.rows('problems', `id = "${id}"`))[0]!['no'])),
  );

  const desk = await person(browser, city, 'dispatcher');
  await desk.open('/escalation?tab=directives');
  await desk.page.getByRole('button', { name: text('escalation_directive_add') }).click();
  const form = desk.page.locator('form#directive');
  const fills = (key: string, words: string) => form.getByLabel(text(key), { exact: true }).fill(words);
  await fills('escalation_field_issuer', '省攻坚办');
  await fills('escalation_field_their_no', '豫环督〔2026〕9号');
  await fills('escalation_field_matter', '核实裸露黄土');
  await form.getByLabel(text('escalation_field_owner')).selectOption({ index: 1 });
  const finds = async (no: string, id: string) => {
    await desk.page.getByLabel(text('escalation_meeting_find'), { exact: true }).last().fill(no);
    await desk.page.locator(`[data-found="${id}"]`).last().click();
  };
  await finds(numbers[0]!, ids[0]!);
  await expect(form.locator('[data-cases="1"]')).toContainText(numbers[0]!);
  await fills('escalation_field_what', '全部苫盖');
  await form.getByLabel(text('cases_column_unit'), { exact: true }).selectOption({ label: '区住建局' });
  await desk.picture('directive-new');
  expect(await desk.seriousBarriers()).toEqual([]);
  await desk.page.getByRole('button', { name: text('escalation_save'), exact: true }).click();
  const card = (driver: Driver) => driver.page.locator('[data-directive]', { hasText: '核实裸露黄土' });
  await card(desk).locator('summary').click();
  await finds(numbers[1]!, ids[1]!);
  await expect(card(desk).locator('[data-cases="2"][data-case-firms="1"]')).toBeVisible();
  await expect(card(desk)).toContainText(numbers[1]!);
  await desk.picture('directive-linked');

  const unit = await person(browser, city, 'regulator');
  await unit.open('/escalation?tab=directives');
  await card(unit).locator('summary').click();
  await card(unit).locator('[data-action="finish-part"]').click();
  await unit.page.getByLabel(text('escalation_field_done'), { exact: true }).fill('已苫盖 1200 平方米');
  await unit.page.locator('input[name="proof"]').setInputFiles(cameraPicture(31));
  await unit.page.locator('[data-action="add-paper"]').click();
  await unit.page.getByLabel(text('cases_paper_name'), { exact: true }).fill('防尘网发票');
  await unit.page.locator('input[name="paper"]').setInputFiles(cameraPicture(32));
  await unit.picture('directive-proof');
  expect(await unit.seriousBarriers()).toEqual([]);
  await unit.page.locator('[data-action="go"]').click();
  await expect(card(unit)).toContainText('防尘网发票');

  const leader = await person(browser, city, 'leader');
  await leader.open('/escalation?tab=own');
  const own = leader.page.locator('[data-item][data-reason="directive"]', { hasText: '核实裸露黄土' });
  await own.locator('summary').click();
  await expect(own.locator('[data-proof="2"] img')).toHaveCount(2);
  await leader.picture('directive-own');
  await own.locator('[data-action="accept-part"]').click();
  await expect(own.locator('[data-accepted="1"]')).toBeVisible();

  const discipline = await person(browser, city, 'discipline');
  await discipline.open('/escalation?tab=directives');
  await card(discipline).locator('summary').click();
  const files = await fileFrom(discipline, card(discipline));
  expect(Object.keys(files).filter((each) => each.startsWith('photos/'))).toHaveLength(4);
  const sheet = strFromU8(files['case.html']!);
  for (const words of ['豫环督〔2026〕9号', '已苫盖 1200 平方米', '防尘网发票', ...numbers])
    expect(sheet).toContain(words);
  for (const each of [desk, unit, leader, discipline]) expect(each.complaints).toEqual([]);
});

test('1.32 the file for discipline is whole and verifies offline', async ({ city, browser }) => {
  test.setTimeout(120_000);
  const finder = await new Finder(city).signIn('inspector');
  const site = await finder.row('sources', 'kind = "site" && state = "active"');
  const id = await finder.finds(site, 'dust.bare_soil');
  const office = await new Office(city).signIn('leader');
  const [unit] = await office.rows('units', 'code = "housing"');
  await office.does('escalation.opened', `accountability${Date.now()}`.padEnd(32, '0'), {
    ...{ ladder: 'air', rung: 'accountability', source: null, unit: unit!['id'], problems: [id] },
    terms: { form: 'accountability', duty: '包保责任不落实' },
    reason: '多次逾期不改',
  });
  const discipline = await person(browser, city, 'discipline');
  await discipline.open('/escalation');
  await discipline.page.locator('[data-step]', { hasText: '包保责任不落实' }).click();
  const files = await fileFrom(discipline, discipline.page.getByRole('dialog'));
  expect(Object.keys(files).filter((each) => each.startsWith('photos/'))).toHaveLength(1);
  expect(strFromU8(files['case.html']!)).toContain('多次逾期不改');
  expect(discipline.complaints).toEqual([]);
});
