import { Driver, expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Office } from './office.ts';
import { sentToSites, TABLET } from './tablet-task.ts';
import { text } from './text.ts';

test.use(TABLET);

test('0.11 three points of one visit are one inspection and one check; a talk and a reload on the way are of the same visit', async ({
  driver,
  city,
  context,
}) => {
  test.setTimeout(150_000);
  const { office, task, sites } = await sentToSites(city);
  const site = String(sites[0]!['id']);
  const inspector = new Inspector(driver.page);
  await driver.signIn('inspector');
  await inspector.acceptsTheTask();
  await inspector.hasSentEverything();
  // A window that slid along would lose checks of the demo city at its far end meanwhile.
  const since = Date.now() - 3_600_000;
  const before = await office.checks(since);

  // In the basement there is no network; the visit is the device's own.
  await context.setOffline(true);
  await inspector.recordsPoint('to_assign', '东侧裸土');
  await inspector.hasFound(1);
  await inspector.recordsPoint('on_spot', '积尘', 1);
  await inspector.hasFound(2);
  await driver.picture('tablet-visit');
  await context.setOffline(false);
  await driver.page.reload();
  await inspector.picksStop(0);
  await inspector.hasFound(2);
  await inspector.recordsPoint('to_assign', '路面破损', 2);
  await inspector.hasFound(3);
  await driver.page.locator('[data-action="other"]').click();
  await inspector.explainsTheLaw('项目经理和班组', 12, '大气法关于扬尘的规定', true);
  await inspector.endsVisit();
  await inspector.hasSentEverything();

  const inspections = await office.rows('inspections', `task = "${task}"`);
  expect(inspections).toMatchObject([
    { source: site, result: 'found', education: { whom: '项目经理和班组', people: 12 } },
  ]);
  const found = await office.rows('problems', `task = "${task}"`);
  expect(found.map((each) => each['inspection'])).toEqual(Array(3).fill(inspections[0]!['id']));
  expect(new Set(found.map((each) => each['category'])).size).toBe(3);
  expect(await office.rows('events', `subjectId = "${task}" && type = "task.visited"`)).toHaveLength(1);
  expect((await office.checks(since)) - before).toBe(1);
  const [row] = await office.rows('sources', `id = "${site}"`);
  expect(Number(row!['checks'])).toBe(Number(sites[0]!['checks']) + 1);

  // Whoever comes back later begins another one.
  await inspector.picksStop(0);
  await inspector.recordsPoint('to_assign', '', 3);
  await inspector.hasFound(1);
  await inspector.endsVisit();
  await inspector.hasSentEverything();
  expect(await office.rows('inspections', `task = "${task}"`)).toHaveLength(2);
  await inspector.finishesTheTask();
  await inspector.hasSentEverything();
});

test('0.28 0.29 0.46 4.24 kept out, a talk and a covert check with and without a task are recorded on the tablet and read in the figures', async ({
  driver,
  city,
  browser,
}) => {
  test.setTimeout(180_000);
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const sources = (await office.rows('sources', 'kind = "site" && demo = true')).slice(2, 5);
  const since = Date.now();
  const [row] = await office.rows('groups', `id = "${group}"`);
  const groupName = String(row!['name']);
  const officeContext = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  const desk = new Driver(await officeContext.newPage(), city);
  await desk.signIn('dispatcher');
  const modesBefore = await modes(desk);
  const dayBefore = await day(desk, groupName);

  const inspector = new Inspector(driver.page);
  await driver.signIn('inspector');
  const task = await office.sends(
    group,
    sources.map((each) => each['id']),
  );
  await inspector.acceptsTheTask();
  await inspector.isKeptOut('门卫不开门', '社区干部王某');
  await inspector.explainsTheLaw('班组工人', 8, '工地百分之百要求');
  await driver.page.locator('[data-action="found"]').click();
  await inspector.choosesMode('covert');
  await driver.page.keyboard.press('Escape');
  await inspector.recordsPoint('to_assign', '暗访发现');
  await driver.picture('tablet-covert');
  await inspector.endsVisit();
  await inspector.hasSentEverything();

  const made = await office.rows('inspections', `task = "${task}"`);
  const by = (result: string) => made.find((each) => each['result'] === result)!;
  expect(by('obstructed')).toMatchObject({ witness: '社区干部王某', followUp: 'police', mode: 'regular' });
  expect(by('education')).toMatchObject({ education: { whom: '班组工人', people: 8 } });
  expect(by('found')).toMatchObject({ mode: 'covert' });
  const [problem] = await office.rows('problems', `task = "${task}"`);
  expect(problem).toMatchObject({ covert: true, note: '暗访发现' });
  // The place does not hear of it until it is assigned.
  for (const who of ['town', 'regulator', 'site_officer']) {
    const other = await new Office(city).signIn(who);
    expect([who, await other.rows('problems', `id = "${String(problem!['id'])}"`)]).toEqual([who, []]);
  }

  // Without a task, at a source met on the way.
  await inspector.finishesTheTask();
  await inspector.hasSentEverything();
  await driver.mapIsDrawn();
  await inspector.registersUnnamedSource();
  await inspector.explainsTheLaw('路边摊主', 2, '油烟净化和清洗要求');
  await inspector.hasSentEverything();
  const alone = await office.rows('inspections', `task = "" && at >= ${since}`);
  expect(alone).toMatchObject([{ result: 'education', education: { people: 2 }, group }]);

  const modesNow = await modes(desk);
  expect({ ...modesNow, covert: modesNow['covert']! - 1, regular: modesNow['regular']! - 3 }).toEqual(
    modesBefore,
  );
  const dayNow = await day(desk, groupName);
  expect({
    checks: dayNow.checks - dayBefore.checks,
    talks: dayNow.talks - dayBefore.talks,
    heard: dayNow.heard - dayBefore.heard,
    hindered: dayNow.hindered - dayBefore.hindered,
  }).toEqual({ checks: 4, talks: 2, heard: 10, hindered: 1 });
  await desk.picture('group-day');
  await officeContext.close();
});

/** The checks of each mode as the sums over the ledger say. */
async function modes({ page }: Driver): Promise<Record<string, number>> {
  await page.goto('/cases');
  await page.getByRole('button', { name: text('cases_sums') }).click();
  await expect(page.locator('[data-sums] [data-mode="covert"]')).toBeVisible({ timeout: 30_000 });
  const counts = await page
    .locator('[data-sums] [data-mode]')
    .evaluateAll((all) =>
      all.map((each) => [each.getAttribute('data-mode')!, Number(each.textContent!.replace(/\D/g, ''))]),
    );
  return Object.fromEntries(counts) as Record<string, number>;
}

interface Day {
  readonly checks: number;
  readonly talks: number;
  readonly heard: number;
  readonly hindered: number;
}

/** What the page of the administration says of a group's day. */
async function day({ page }: Driver, group: string): Promise<Day> {
  await page.goto('/admin?tab=groups');
  const table = page.getByRole('table', { name: text('admin_day_title') });
  const cells = table.getByRole('row').filter({ hasText: group }).getByRole('cell');
  const column = async (title: string): Promise<number> => {
    const titles = await table.getByRole('columnheader').allTextContents();
    const at = titles.findIndex((each) => each.trim() === title);
    return Number((await cells.nth(at).textContent())!.replace(/\D/g, ''));
  };
  await expect(cells.first()).toBeVisible({ timeout: 30_000 });
  return {
    checks: await column(text('admin_day_checks')),
    talks: await column(text('admin_day_talks')),
    heard: await column(text('admin_day_listeners')),
    hindered: await column(text('admin_day_obstructed')),
  };
}
