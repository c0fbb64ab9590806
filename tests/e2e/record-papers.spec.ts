import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { uuidv7 } from '../../src/core/ids.ts';
import { Caseworker, Finder } from './caseworker.ts';
import { expect, test } from './driver.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

const newId = () => uuidv7(Date.now(), Math.random);

test('0.17 4.05 an order of 21 points is printed with its 21 lines under its own number, and only once', async ({
  driver,
  city,
}) => {
  test.setTimeout(180_000);
  const { page } = driver;
  const finder = await new Finder(city).signIn('inspector');
  const site = await finder.row('sources', 'kind = "site" && state = "active"');
  const points: string[] = [];
  for (let nth = 0; nth < 21; nth++)
    points.push(await finder.finds(site, nth < 12 ? 'dust.bare_soil' : 'dust.accumulated', { offset: nth }));

  await driver.signIn('dispatcher');
  const desk = new Caseworker(page);
  await driver.open(`/cases/orders?ids=${points.join(',')}`);
  await desk.begins('make-order');
  await desk.choosesUnit('cases_column_unit', '区住建局');
  await desk.sends();
  const office = await new Office(city).signIn('dispatcher');
  const [order] = await office.rows('orders', `problems ~ "${points[0]}"`);
  const [year, serial] = String(order!['no']).split('-').slice(2).map(Number);
  await page
    .locator('tr', { hasText: String(order!['no']) })
    .getByRole('link')
    .click();

  const sheet = page.locator('article.sheet');
  await expect(sheet.locator('[data-paper-number]')).toHaveText(`惠环攻坚办交办〔${year}〕${serial}号`);
  await expect(sheet.locator('table').first().locator('tbody tr')).toHaveCount(21);
  await driver.picture('order-paper');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="docx"]').click(),
  ]);
  const xml = strFromU8(unzipSync(readFileSync(await file.path()))['word/document.xml']!);
  const numbers = await Promise.all(
    points.map(async (id) => String((await office.rows('problems', `id = "${id}"`))[0]!['no'])),
  );
  for (const no of numbers) expect(xml).toContain(no);

  // A second point of the same order stands on the same paper: no other order's paper can be issued for it.
  await desk.opensCase(points[7]!);
  const part = page.locator('[data-section="papers"]');
  await expect(part.locator('[data-notice]')).toHaveCount(1);
  await part.locator('[data-action="issue"]').click();
  const kinds = page.getByLabel(text('papers_field_kind'), { exact: true }).locator('option');
  await expect(kinds.filter({ hasText: text('papers_kind_assignment_order') })).toHaveCount(0);
  await expect(page.getByRole('group', { name: text('papers_field_points', { count: 1 }) })).toBeVisible();
  expect(driver.complaints).toEqual([]);
});

test('4.05 the points of one visit go into one rectification notice', async ({ driver, city }) => {
  const { page } = driver;
  const finder = await new Finder(city).signIn('inspector');
  const site = await finder.row('sources', 'kind = "site" && state = "active" && openProblems = 0');
  const inspection = newId();
  const place = {
    ...{ lng: Number(site['lng']), lat: Number(site['lat']) },
    ...{ accuracyM: 8, by: 'gps', reason: '' },
  };
  await finder.does('inspection.made', inspection, {
    ...{ source: site['id'], task: null, mode: 'regular', outcome: 'found', at: Date.now(), place },
    ...{ note: '', witness: '', police: false, education: null },
  });
  const visit = [
    await finder.finds(site, 'dust.bare_soil', { inspection }),
    await finder.finds(site, 'dust.wheel_wash', { inspection, offset: 1 }),
    await finder.finds(site, 'dust.wet_work', { inspection, offset: 2 }),
  ];
  await finder.finds(site, 'dust.enclosure', { offset: 3 });
  await driver.signIn('dispatcher');
  await new Caseworker(page).opensCase(visit[1]!);
  await page.locator('[data-section="papers"] [data-action="issue"]').click();
  const points = page.getByRole('group', { name: text('papers_field_points', { count: 3 }) });
  await expect(points.getByRole('checkbox')).toHaveCount(4);
  await expect(page.getByLabel(text('papers_field_items'), { exact: true })).toHaveValue(/\n.*\n/);
  await driver.picture('notice-of-visit');
  expect(await driver.seriousBarriers()).toEqual([]);
  await page.locator('[data-action="do-issue"]').click();
  const row = page.locator('[data-section="papers"] [data-notice]');
  await row.getByRole('link', { name: text('papers_print') }).click();
  await expect(page.locator('article.sheet table').first().locator('tbody tr')).toHaveCount(3);
  expect(driver.complaints).toEqual([]);
});

test('1.27 0.37 1.41 an order from above, an article and an interview become papers with nothing typed again', async ({
  driver,
  city,
}) => {
  test.setTimeout(120_000);
  const { page } = driver;
  const office = await new Office(city).signIn('dispatcher');
  const [unit] = await office.rows('units', 'code = "housing"');
  const problems = (await office.rows('problems', 'state = "assigned"')).slice(0, 2);
  const ids = problems.map((each) => String(each['id']));
  const day = 86_400_000;
  const directive = newId();
  await office.does('directive.received', directive, {
    ...{ level: 'province', theirNo: '豫环攻坚办〔2026〕7号', issuer: '省攻坚办', title: '扬尘督办' },
    ...{ text: '限期整改', receivedAt: Date.now(), answerDueAt: Date.now() + 5 * day, owner: null },
    items: [{ what: '全面苫盖裸土', unit: unit!['id'], dueAt: Date.now() + 3 * day }],
    problems: ids,
  });
  const article = newId();
  await office.does('exposure.published', article, {
    ...{
      medium: 'television',
      title: '工地扬尘曝光',
      link: 'https://example.com/1',
      publishedAt: Date.now(),
    },
    ...{ problems: ids, redaction: 'none', followUpDueAt: Date.now() + 7 * day, proposal: null, note: '' },
  });
  const step = newId();
  await (
    await new Office(city).signIn('leader')
  ).does('escalation.opened', step, {
    ...{ ladder: 'air', rung: 'interview', source: null, unit: unit!['id'], problems: ids },
    terms: {
      ...{ form: 'interview', who: '局长', heldAt: Date.now(), minutes: '要求立即整改' },
      commitments: [{ what: '三日内完成', dueAt: Date.now() + 3 * day }],
    },
    reason: '多次逾期',
  });

  await driver.signIn('dispatcher');
  const issues = async (words: readonly string[]): Promise<void> => {
    const part = page.locator('[data-section="record-papers"]').last();
    await part.locator('[data-action="record-paper"]').first().click();
    await page.locator('[data-action="do-issue"]').click();
    await part
      .locator('[data-notice]')
      .getByRole('link', { name: text('papers_print') })
      .click();
    const sheet = page.locator('article.sheet');
    for (const each of words) await expect(sheet).toContainText(each);
    for (const each of problems) await expect(sheet).toContainText(String(each['no']));
  };
  await driver.open('/escalation?tab=directives');
  await page.locator(`[data-directive="${directive}"] summary`).click();
  await page.locator('[data-action="record-paper"]').waitFor();
  await driver.picture('directive-papers');
  await issues(['惠环攻坚办转办〔', '区住建局', '省攻坚办', '豫环攻坚办〔2026〕7号', '全面苫盖裸土']);
  await driver.open('/escalation?tab=exposures');
  await page.locator(`[data-exposure="${article}"] button`).click();
  await issues(['曝光〔', '工地扬尘曝光', 'https://example.com/1']);
  await driver.open('/escalation');
  await page.locator(`[data-step="${step}"]`).click();
  await issues(['约谈〔', '局长', '要求立即整改', '三日内完成', '多次逾期']);
  expect(driver.complaints).toEqual([]);
});
