import { uuidv7 } from '../../src/core/ids.ts';
import { Finder } from './caseworker.ts';
import { expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Office } from './office.ts';
import { person } from './person.ts';
import { text } from './text.ts';

const placeOf = (row: Record<string, unknown>) => ({ lng: Number(row['lng']), lat: Number(row['lat']) });

test('4.25 found on the tablet, assigned, accepted, put right, re-inspected by another, closed', async ({
  city,
  browser,
}) => {
  test.setTimeout(240_000);
  const office = await new Office(city).signIn('dispatcher');
  const field = await new Office(city).signIn('inspector');
  const [site] = await office.rows('sources', 'kind = "site"');
  await office.sends(field.group, [site!['id']]);

  const tablet = await person(browser, city, 'inspector', placeOf(site!));
  const inspector = new Inspector(tablet.driver.page);
  await inspector.acceptsTheTask();
  await inspector.records('to_assign', '大门北侧裸土未苫盖');
  await inspector.hasSentEverything();
  const [found] = await office.rows('problems', 'note = "大门北侧裸土未苫盖"');
  const id = String(found!['id']);

  const desk = await person(browser, city, 'dispatcher');
  await desk.cases.opensCase(id);
  await desk.cases.begins('assign');
  await desk.cases.choosesUnit('cases_column_unit', '区住建局');
  await desk.cases.sends();
  await desk.cases.isIn('assigned');

  // The unit sees it by itself, names its handler, and proves what it did.
  const unit = await person(browser, city, 'regulator');
  await unit.driver.open(`/unit?view=accept&case=${id}`);
  await unit.driver.picture('unit-inbox');
  await unit.cases.begins('accept');
  await unit.cases.writes('cases_handler', '李工');
  await unit.cases.writes('cases_phone', '0371-63630000');
  await unit.cases.sends();
  await unit.driver.open(`/unit?view=work&case=${id}`);
  await unit.cases.begins('submit');
  await unit.cases.triesToSend();
  await expect(unit.driver.page.getByText(text('cases_after_missing'))).toBeVisible();
  await unit.cases.mends(0, '苫盖', '1200');
  await unit.driver.picture('unit-submit');
  await unit.cases.sends();

  // The desk sends somebody else to look, who was not the one that put it right.
  await desk.cases.isIn('submitted');
  await desk.cases.begins('open_review');
  await desk.cases.sends();
  await tablet.driver.open('/cases/reviews');
  await tablet.driver.page.locator('[data-review]').first().click();
  await tablet.cases.begins('report');
  await tablet.cases.judges(0, 'pass');
  await tablet.cases.sends();
  await expect(tablet.driver.page.locator('[data-pass="1"]')).toBeVisible();

  await desk.cases.isIn('re_inspected');
  await desk.driver.page.waitForTimeout(4000);
  await desk.cases.begins('close');
  await desk.cases.sends();
  await desk.cases.isIn('closed');
  // Before and after stand over each other; the story tells each step by post, with from and to.
  await expect(desk.driver.page.locator('[data-action="slide"]')).toBeVisible();
  await expect(desk.driver.page.locator('[data-from="re_inspected"][data-to="closed"]')).toBeVisible();
  await expect(desk.driver.page.locator('[data-level="village"]')).toBeVisible();
  await desk.driver.picture('case-closed');
  for (const each of [tablet, desk, unit]) expect(each.driver.complaints).toEqual([]);
});

test('0.11 0.12 dragnet: 21 points in one order, 20 pass and one fails: 20 closed, one returned, the site stays open', async ({
  city,
  browser,
}) => {
  test.setTimeout(400_000);
  const finder = await new Finder(city).signIn('inspector');
  const site = await finder.row('sources', 'kind = "site" && state = "active"');
  const inspection = uuidv7(Date.now(), Math.random);
  await finder.does('inspection.made', inspection, {
    source: site['id'],
    task: null,
    mode: 'regular',
    outcome: 'found',
    at: Date.now(),
    place: { ...placeOf(site), accuracyM: 8, by: 'gps', reason: '' },
    note: '',
    witness: '',
    police: false,
    education: null,
  });
  const counts = [
    ['dust.bare_soil', 9],
    ['dust.accumulated', 8],
    ['dust.road_broken', 2],
    ['dust.wet_work', 2],
  ] as const;
  const points: string[] = [];
  for (const [category, count] of counts)
    for (let i = 0; i < count; i++)
      points.push(await finder.finds(site, category, { inspection, offset: points.length }));
  expect(points).toHaveLength(21);

  const desk = await person(browser, city, 'dispatcher');
  await desk.driver.open(`/cases/orders?ids=${points[0]!}`);
  await desk.driver.page.getByRole('button', { name: text('cases_order_same_source') }).click();
  await expect(desk.driver.page.locator('[data-action="make-order"]')).toContainText('21');
  await desk.cases.begins('make-order');
  await desk.driver.sees(/裸露黄土 9、/);
  await desk.cases.choosesUnit('cases_column_unit', '区住建局');
  await desk.cases.sends();

  const unit = await person(browser, city, 'regulator');
  await unit.driver.open('/unit?view=orders');
  await unit.cases.begins('accept-order');
  await unit.cases.writes('cases_handler', '李工');
  await unit.cases.writes('cases_phone', '0371-63630000');
  await unit.cases.sends();
  await expect(unit.driver.page.getByText(text('unit_order_signed_all', { count: 21 }))).toBeVisible();
  await unit.driver.picture('unit-orders');
  await unit.driver.open('/unit?view=work');
  for (const each of points)
    await unit.driver.page.locator(`[data-case="${each}"] input[type="checkbox"]`).check({ force: true });
  await unit.cases.begins('submit-many');
  for (let i = 0; i < 21; i++) await unit.cases.mends(i, '整改', '1');
  await unit.driver.picture('unit-submit-21');
  await unit.cases.sends();

  await desk.cases.opensCase(points[0]!);
  await desk.cases.isIn('submitted');
  await desk.cases.begins('open_review');
  await expect(desk.cases.dialog.locator('[data-action="go"]')).toContainText('21');
  await desk.cases.ticks('区城市管理局');
  await desk.cases.sends();

  const field = await person(browser, city, 'inspector', placeOf(site));
  await field.driver.open('/cases/reviews');
  await field.driver.page.locator('tr', { hasText: '共 21 点' }).first().locator('[data-review]').click();
  await field.cases.begins('report');
  for (let i = 0; i < 20; i++) await field.cases.judges(i, 'pass');
  await field.cases.judges(20, 'fail', '雾炮未开');
  await field.cases.dialog.getByLabel('区住建局', { exact: true }).fill('张科长');
  await field.cases.dialog.getByLabel('区城市管理局', { exact: true }).fill('王科长');
  await field.cases.sends();
  await expect(field.driver.page.locator('[data-pass="20"][data-fail="1"][data-open="0"]')).toBeVisible();
  await field.driver.page.waitForTimeout(8000);
  const review = new URL(field.driver.page.url()).pathname;

  await desk.driver.open(review);
  await desk.cases.begins('close-review');
  await desk.cases.sends();
  await desk.driver.sees(text('cases_site_open', { count: 1 }));
  await desk.driver.sees(/区城市管理局 王科长/);
  await desk.driver.picture('review-closed');
  const states = await Promise.all(
    points.map(async (each) => (await finder.row('problems', `id = "${each}"`))['state']),
  );
  expect(states.filter((each) => each === 'closed')).toHaveLength(20);
  expect(states.filter((each) => each === 'returned')).toHaveLength(1);
  for (const each of [desk, unit, field]) expect(each.driver.complaints).toEqual([]);
});

test('0.30 3.18 nobody owns the kiln: candidates with reasons, a denial, the meeting, one decision with a co-unit', async ({
  city,
  browser,
}) => {
  test.setTimeout(180_000);
  const finder = await new Finder(city).signIn('inspector');
  const kiln = await finder.row('sources', 'kind = "small_polluter"');
  const id = await finder.finds(kiln, 'ent.illegal_small');

  const desk = await person(browser, city, 'dispatcher');
  await desk.cases.opensCase(id);
  await desk.cases.begins('dispute');
  await desk.driver.sees(text('cases_owner_reason_town'));
  // Land and permit of the kiln are on record: two more that may own it.
  for (const record of ['用地记录 YD-', '许可记录 XK-'])
    await expect(desk.cases.dialog.getByText(record)).toBeVisible();
  await desk.cases.ticks('区住建局');
  await desk.cases.writes('cases_reason', '四家都不认');
  await desk.cases.sends();
  await desk.cases.isIn('ownership_disputed');
  expect(await desk.driver.page.locator('[data-candidate]').count()).toBeGreaterThanOrEqual(4);

  const unit = await person(browser, city, 'regulator');
  await unit.driver.open(`/unit?view=claims&case=${id}`);
  await unit.cases.begins('claim');
  await unit.cases.writes('cases_reason', '不属住建监管');
  await unit.cases.addsPaper('用地批复', 'land');
  await unit.cases.sends();

  await expect(desk.driver.page.locator('[data-answer="deny"]')).toHaveCount(1);
  await expect(desk.driver.page.locator('[data-paper="land"] img')).toHaveCount(1);
  await desk.cases.begins('meet');
  await desk.cases.writes('cases_meet_minutes', '各方到场，窑体在市场监管登记');
  await desk.cases.sends();
  await desk.cases.begins('decide_owner');
  await desk.cases.choosesUnit('cases_decide_lead', '区市场监管局');
  await desk.cases.ticks('区住建局');
  await desk.cases.writes('cases_decide_basis', '现场办公纪要');
  await desk.cases.sends();
  await desk.cases.isIn('assigned');
  await expect(desk.driver.page.locator('[data-decision]')).toHaveCount(1);
  await expect(desk.driver.page.locator('[data-part]')).toHaveCount(2);
  await desk.driver.picture('case-ownership');

  // The next case at the same place starts from the decision, with its basis; the town's own category does not.
  const again = await finder.finds(kiln, 'ent.illegal_small', { offset: 1 });
  await desk.cases.opensCase(again);
  await desk.cases.begins('assign');
  await expect(desk.cases.dialog.getByText('现场办公纪要')).toBeVisible();
  await desk.cases.sends();
  await desk.cases.isIn('assigned');
  const market = await finder.row('units', 'name = "区市场监管局"');
  expect((await finder.row('problems', `id = "${again}"`))['unit']).toBe(market['id']);
  await expect(desk.driver.page.locator('[data-part]')).toHaveCount(2);
  for (const each of [desk, unit]) expect(each.driver.complaints).toEqual([]);
});

test('0.16 a major problem waits for the leader, and then goes to the regulator and the town together', async ({
  city,
  browser,
}) => {
  test.setTimeout(150_000);
  const finder = await new Finder(city).signIn('inspector');
  const site = await finder.row('sources', 'kind = "site" && town.name ~ "新城"');
  const id = await finder.finds(site, 'dust.enclosure', { severity: 3, offset: 2 });
  const desk = await person(browser, city, 'dispatcher');
  await desk.driver.open(`/cases/orders?ids=${id}`);
  await desk.cases.begins('make-order');
  await desk.cases.choosesUnit('cases_column_unit', '区住建局');
  await desk.cases.triesToSend();
  await expect(desk.cases.dialog.getByRole('alert').first()).toContainText('领导确认');

  const leader = await person(browser, city, 'leader');
  await leader.cases.opensCase(id);
  await leader.cases.begins('confirm');
  await leader.cases.sends();
  await desk.driver.open(`/cases/orders?ids=${id}`);
  await desk.cases.begins('make-order');
  await desk.cases.choosesUnit('cases_column_unit', '区住建局');
  await desk.cases.sends();
  await desk.cases.opensCase(id);
  await desk.cases.isIn('assigned');
  await expect(desk.driver.page.locator('[data-part]')).toHaveCount(2);
});

test('two people on one case: the second sees both sides, and nothing is overwritten', async ({
  city,
  browser,
}) => {
  test.setTimeout(120_000);
  const finder = await new Finder(city).signIn('inspector');
  const site = await finder.row('sources', 'kind = "site"');
  const id = await finder.finds(site, 'dust.wheel_wash', { offset: 5 });
  const desk = await person(browser, city, 'dispatcher');
  await desk.cases.opensCase(id);
  await desk.cases.begins('assign');
  const leader = await new Finder(city).signIn('leader');
  const ecology = await leader.row('units', 'code = "ecology"');
  await leader.does(
    'problem.assigned',
    id,
    { unit: ecology['id'], orderNo: '', deadlineAt: Date.now() + 86_400_000, note: '' },
    1,
  );
  await desk.cases.choosesUnit('cases_column_unit', '区住建局');
  await desk.cases.triesToSend();
  const both = desk.cases.dialog.locator('[data-both-sides]');
  await expect(both).toContainText(text('trade_problem_found'));
  await expect(both).toContainText('生态环境惠济分局');
  await expect(both).toContainText('区住建局');
  expect((await finder.row('problems', `id = "${id}"`))['unit']).toBe(ecology['id']);
});

test('the screens of casework have no serious barriers, light and dark', async ({ city, browser }) => {
  test.setTimeout(150_000);
  const unit = await person(browser, city, 'regulator');
  await unit.driver.open('/unit');
  await unit.driver.page.locator('[data-case]').first().waitFor();
  const desk = await person(browser, city, 'dispatcher');
  for (const theme of ['light', 'dark'] as const) {
    await unit.driver.wears(theme);
    expect(await unit.driver.seriousBarriers(), `unit ${theme}`).toEqual([]);
    for (const path of ['/cases/orders', '/cases/reviews']) {
      await desk.driver.open(path);
      await desk.driver.page.locator('header h2').first().waitFor();
      await desk.driver.wears(theme);
      expect(await desk.driver.seriousBarriers(), `${path} ${theme}`).toEqual([]);
    }
  }
});
