import { Finder } from './caseworker.ts';
import { expect, test } from './driver.ts';
import { LadderDesk } from './ladder-desk.ts';
import { Office } from './office.ts';
import { person } from './person.ts';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

test.describe.configure({ mode: 'serial' });

const HOUSING = '区住建局';
const YUAN = (amount: number) => text('escalation_money', { amount: amount.toLocaleString('en-US') });
const DECISIONS = ['escalation_confirm', 'escalation_dismiss', 'ui_undo'];

test('1.28 a proposal made by rule is confirmed: the cost is on the unit’s account, and off it when the decision is taken back', async ({
  driver,
  city,
}) => {
  const { page } = driver;
  const [office, regulator, admin] = await Promise.all(
    ['dispatcher', 'regulator', 'admin'].map((who) => new Office(city).signIn(who)),
  );
  expect(await admin!.putsOwnLadderInForce()).toBeGreaterThan(0);
  const [paid] = await office!.rows('escalations', 'form = "paid_rectification" && state = "proposed"');
  const step = paid!['id'];
  const [housing] = await office!.rows('units', `name = "${HOUSING}"`);
  const onAccount = `form = "paid_rectification" && state = "in_force" && unit = "${String(housing!['id'])}"`;
  const rows = await office!.rows('escalations', onAccount);
  const before = rows.reduce((sum, each) => sum + Number(each['costCNY']), 0);

  const desk = new LadderDesk(page);
  await driver.signIn('dispatcher');
  await desk.opensBoard();
  await desk.looksOnlyAt('paid_rectification');
  await desk.opensStep(step, 'proposed');
  await desk.triesTo('escalation_confirm');
  const left = ['escalation_field_team', 'escalation_field_cost', 'escalation_field_charged'].map((each) =>
    text(each),
  );
  await desk.isTold(text('escalation_fields_left', { fields: left.join(text('ui_comma')) }));
  await desk.writes('escalation_field_team', '应急突击队');
  await desk.writes('escalation_field_cost', '8600');
  await desk.chooses('escalation_field_charged', HOUSING);
  await driver.picture('step-paid');
  await desk.does('escalation_confirm');
  await expect(desk.card(step, 'beside')).toContainText('8,600');
  expect(await regulator!.rows('escalations', `id = "${String(step)}"`)).toHaveLength(1);
  await desk.turnsTo('figures');
  await expect(desk.figure('accounts', HOUSING)).toHaveText(YUAN(before + 8600));

  await desk.turnsTo('board');
  await desk.opensStep(step, 'beside');
  await desk.triesTo('ui_undo');
  await desk.isTold(text('cases_reason_missing'));
  await desk.writes('cases_reason', '单位当天已自行整改');
  await desk.does('ui_undo');
  await expect(desk.card(step, 'proposed')).toBeVisible();
  expect(await regulator!.rows('escalations', `id = "${String(step)}"`)).toEqual([]);
  await desk.turnsTo('figures');
  await expect(desk.figure('accounts', HOUSING)).toHaveText(YUAN(before));
  expect(driver.complaints).toEqual([]);
});

test('1.31 nothing enters the blacklist without a leader: others have no button, and are refused', async ({
  driver,
  city,
  browser,
}) => {
  const { page } = driver;
  const [office, inspector] = await Promise.all(
    ['dispatcher', 'inspector'].map((who) => new Office(city).signIn(who)),
  );
  const [housing] = await office!.rows('units', `name = "${HOUSING}"`);
  const [black] = await office!.rows(
    'escalations',
    `form = "blacklist" && state = "proposed" && parties ~ "${String(housing!['id'])}"`,
  );
  const step = String(black!['id']);
  const own = await person(browser, city, 'dispatcher');
  const theirs = new LadderDesk(own.driver.page);
  await theirs.opensBoard();
  await theirs.looksOnlyAt('blacklist');
  await theirs.opensStep(step, 'proposed');
  await expect(theirs.dialog.getByText(text('escalation_for_leader'))).toBeVisible();
  await theirs.mayNot(...DECISIONS);
  expect(await own.driver.seriousBarriers({ within: '[role="dialog"]' })).toEqual([]);
  const terms = { form: 'blacklist', untilAt: Date.now() + 365 * 86_400_000, effect: '限制投标' };
  for (const who of [office!, inspector!]) {
    const raw = who.does('escalation.confirmed', step, { terms, reason: '屡教不改' }, Number(black!['rev']));
    await expect(raw).rejects.toThrow(/: 403/);
  }

  const desk = new LadderDesk(page);
  await driver.signIn('leader');
  await desk.opensBoard();
  await desk.looksOnlyAt('blacklist');
  await desk.opensStep(step, 'proposed');
  await desk.puts('escalation_effect_bidding');
  await desk.puts('escalation_effect_credit');
  await desk.writes('cases_reason', '一年内多次较重问题');
  await driver.picture('step-blacklist');
  expect(await driver.seriousBarriers({ within: '[role="dialog"]' })).toEqual([]);
  await driver.wears('dark');
  expect(await driver.seriousBarriers({ whole: false, within: '[role="dialog"]' })).toEqual([]);
  await driver.picture('step-blacklist-dark');
  await desk.does('escalation_confirm');
  await expect(desk.card(step, 'blacklist')).toContainText(String(new Date().getFullYear() + 1));
  await own.driver.page.context().close();

  // The unit reads what was decided about it, and decides nothing; the field has no part in it.
  const unit = await person(browser, city, 'regulator');
  const read = new LadderDesk(unit.driver.page);
  await read.opensBoard();
  await read.opensStep(step, 'blacklist');
  await expect(read.dialog.locator('[data-facts="blacklist"]')).toContainText('一年内多次较重问题');
  await read.mayNot(...DECISIONS, 'escalation_lift_blacklist');
  expect(await inspector!.rows('escalations', `id = "${step}"`)).toEqual([]);
  expect([...driver.complaints, ...unit.driver.complaints]).toEqual([]);
  await unit.driver.page.context().close();
});

test('4.07 listed supervision follows only after the missed deadline, says its criteria, and ends by delisting', async ({
  driver,
  city,
}) => {
  const { page } = driver;
  const office = await new Office(city).signIn('leader');
  const regulator = await new Office(city).signIn('regulator');
  const open = await casesWithoutStep(regulator);
  const now = Date.now();
  const late = open.find((each) => Number(each['deadlineAt']) < now - 86_400_000)!;
  const inTime = open.find((each) => Number(each['deadlineAt']) > now + 3_600_000)!;

  const desk = new LadderDesk(page);
  await driver.signIn('leader');
  await desk.takesStep(String(inTime['id']), 'listing');
  await desk.triesTo('escalation_confirm');
  await desk.isTold(text('escalation_field_criteria'));
  await desk.puts('escalation_criterion_fixed');
  await desk.writes('cases_reason', '整改不到位');
  await desk.triesTo('escalation_confirm');
  await desk.isTold(text('server_listing_needs_missed'));

  await page.goto(`/cases/${String(late['id'])}`);
  await desk.takesStep(String(late['id']), 'listing');
  await desk.puts('escalation_criterion_fixed');
  await desk.puts('escalation_criterion_quiet');
  await desk.writes('cases_reason', '整改不到位');
  await driver.picture('step-listing');
  await desk.does('escalation_confirm');
  await expect(desk.onCase.filter({ hasText: text('escalation_state_in_force') })).toContainText(
    text('escalation_form_listing'),
  );
  const [problem] = await office.rows('problems', `id = "${String(late['id'])}"`);
  expect(problem).toMatchObject({ escalation: 3 });

  const [row] = await office.rows('escalations', `form = "listing" && cases ~ "${String(late['id'])}"`);
  expect(row!['terms']).toMatchObject({
    criteria: [text('escalation_criterion_fixed'), text('escalation_criterion_quiet')],
  });
  await desk.opensBoard();
  await desk.opensStep(row!['id'], 'listing');
  await expect(desk.dialog.locator('[data-facts="listing"] dd').first()).toContainText(
    text('escalation_criterion_quiet'),
  );
  await desk.triesTo('escalation_lift_listing');
  await desk.isTold(text('cases_reason_missing'));
  await desk.writes('cases_reason', '达到摘牌条件');
  await driver.picture('step-delist');
  await desk.does('escalation_lift_listing');
  await expect(desk.card(row!['id'], 'listing')).toHaveCount(0);
  expect((await office.rows('problems', `id = "${String(late['id'])}"`))[0]).toMatchObject({ escalation: 0 });
  const [seen] = await regulator.rows('escalations', `id = "${String(row!['id'])}"`);
  expect(seen).toMatchObject({ state: 'lifted', reason: '达到摘牌条件' });
  // The refusal of the listing that came too early, and nothing else.
  expect(driver.complaints).toEqual([expect.stringContaining('400')]);
});

test('1.29 1.65 a site is stopped, then sealed: work found there is a major problem, until the leader lifts both', async ({
  driver,
  city,
  browser,
}) => {
  test.setTimeout(150_000);
  const { page } = driver;
  const finder = await new Finder(city).signIn('inspector');
  const office = await new Office(city).signIn('dispatcher');
  const site = await finder.row('sources', 'kind = "site" && state = "active" && openProblems = 0');
  const problem = await finder.finds(site, 'dust.bare_soil');
  const state = async () => (await office.rows('sources', `id = "${String(site['id'])}"`))[0]!['state'];
  const stepOf = async (form: string) =>
    (await office.rows('escalations', `form = "${form}" && source = "${String(site['id'])}"`))[0]!['id'];

  const desk = new LadderDesk(page);
  await driver.signIn('leader');
  await desk.takesStep(problem, 'stop_work');
  await desk.triesTo('escalation_confirm');
  await desk.isTold(text('escalation_field_basis'));
  await desk.writes('escalation_field_basis', '扬尘污染防治条例第三十条');
  await desk.writes('cases_reason', '裸土未覆盖仍在开挖');
  await desk.does('escalation_confirm');
  expect(await state()).toBe('stopped');
  await desk.takesStep(problem, 'seal');
  await desk.writes('escalation_field_basis', '扬尘污染防治条例第三十条');
  await desk.writes('cases_reason', '拒不停工');
  await driver.picture('step-seal');
  await desk.does('escalation_confirm');
  expect(await state()).toBe('sealed');
  await expect(desk.onCase).toHaveCount(2);

  // The dispatcher neither seals nor lifts; what the camera sees meanwhile is major, whatever was ticked.
  const own = await person(browser, city, 'dispatcher');
  const theirs = new LadderDesk(own.driver.page);
  await theirs.takesStep(problem, 'penalty');
  expect(await theirs.rungs()).toEqual(['exposure', 'paid_rectification', 'penalty']);
  await theirs.closes();
  const files = own.driver.page;
  await files.goto('/cases/new');
  await files.getByLabel(text('cases_column_problem'), { exact: true }).selectOption('dust.work_in_ban');
  await files.getByLabel(text('cases_new_source'), { exact: true }).fill(String(site['code']));
  await files.locator('[data-choose]').first().click();
  await files.locator('input[name="before"]').setInputFiles(cameraPicture(77));
  await expect(files.locator('[data-field="photos"] img')).toBeVisible();
  await files.locator('[data-action="save-case"]').click();
  await expect(files).toHaveURL(/\/cases\/[0-9a-f]{32}$/);
  await expect(files.getByText(text('trade_severity_3'), { exact: true }).first()).toBeVisible();
  await own.driver.picture('work-while-sealed');
  const found = files.url().split('/').at(-1)!;
  expect((await office.rows('problems', `id = "${found}"`))[0]).toMatchObject({ severity: 3 });
  expect(own.driver.complaints).toEqual([]);
  await files.context().close();

  // In the field it is known what is shut; unsealed, the stop still holds.
  const [stop, seal] = [await stepOf('stop_work'), await stepOf('seal')];
  const field = await new Office(city).signIn('inspector');
  const shut = `source = "${String(site['id'])}" && state = "in_force"`;
  expect(await field.rows('escalations', shut)).toHaveLength(2);
  await desk.opensBoard();
  for (const [step, lift, after] of [
    [seal, 'escalation_lift_seal', 'stopped'],
    [stop, 'escalation_lift_stop_work', 'active'],
  ] as const) {
    await desk.opensStep(step, 'shut');
    await desk.writes('cases_reason', '现场验收合格');
    await desk.does(lift);
    await expect.poll(state).toBe(after);
  }
  expect(await field.rows('escalations', shut)).toEqual([]);
  const again = await finder.finds(site, 'dust.work_in_ban', { offset: 9 });
  expect((await office.rows('problems', `id = "${again}"`))[0]).toMatchObject({ severity: 1 });
  expect(driver.complaints).toEqual([]);
});

test('1.30 a penalty names its law and counts by it; taken back it is void, and the unit no longer has it', async ({
  driver,
  city,
}) => {
  const { page } = driver;
  const office = await new Office(city).signIn('dispatcher');
  const regulator = await new Office(city).signIn('regulator');
  const [problem] = await casesWithoutStep(regulator);
  const id = String(problem!['id']);
  const law = text('escalation_law_dust');

  const desk = new LadderDesk(page);
  await driver.signIn('dispatcher');
  await desk.takesStep(id, 'penalty');
  await desk.writes('escalation_field_law', law);
  await desk.writes('escalation_field_amount', '三万');
  await desk.triesTo('escalation_confirm');
  const left = [text('escalation_field_article'), text('escalation_field_amount'), text('cases_reason')];
  await desk.isTold(text('escalation_fields_left', { fields: left.join(text('ui_comma')) }));
  await desk.writes('escalation_field_article', '第二十二条');
  await desk.writes('escalation_field_amount', '30000');
  await desk.writes('escalation_field_document', '惠环罚〔2026〕7号');
  await desk.writes('cases_reason', '擅自运输建筑垃圾');
  await driver.picture('step-penalty');
  await desk.does('escalation_confirm');
  await expect(desk.onCase.filter({ hasText: law })).toContainText('30,000');
  const [row] = await office.rows('escalations', `form = "penalty" && cases ~ "${id}"`);
  expect(await regulator.rows('escalations', `id = "${String(row!['id'])}"`)).toHaveLength(1);

  await desk.opensBoard();
  await desk.turnsTo('figures');
  await expect(desk.figure('laws', law)).toHaveText(YUAN(30_000));
  await desk.turnsTo('board');
  await desk.opensStep(row!['id'], 'beside');
  await expect(desk.dialog.locator('[data-facts="penalty"]')).toContainText('惠环罚〔2026〕7号');
  await driver.wears('dark');
  await driver.picture('step-penalty-dark');
  await desk.writes('cases_reason', '处罚对象有误');
  await desk.does('ui_undo');
  await expect(desk.card(row!['id'], 'beside')).toHaveCount(0);
  expect((await office.rows('escalations', `id = "${String(row!['id'])}"`))[0]).toMatchObject({
    state: 'void',
  });
  expect(await regulator.rows('escalations', `id = "${String(row!['id'])}"`)).toEqual([]);
  await desk.turnsTo('figures');
  await expect(desk.figure('laws', law)).toHaveCount(0);
  expect(driver.complaints).toEqual([]);
});

/** Assigned cases that carry nothing of the ladder yet. */
async function casesWithoutStep(office: Office): Promise<readonly Record<string, unknown>[]> {
  const rows = await office.rows('problems', 'state = "assigned"');
  return rows.filter((each) => ((each['steps'] as readonly object[] | null) ?? []).length === 0);
}
