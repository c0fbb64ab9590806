import { DEMO_PUSH_TOKEN } from '../../src/cli/demo/feeds.ts';
import { bearingBetween, distance, turn } from '../../src/core/geo.ts';
import { Finder } from './caseworker.ts';
import { Dispatcher } from './dispatcher.ts';
import { expect, test } from './driver.ts';
import { MapView } from './map-view.ts';
import { Office, place } from './office.ts';
import { climbingDust, push, steadyWind } from './push.ts';
import { text } from './text.ts';

/** 党校站 of the demo city. */
const STATION = 'HJ001';
/** Open land in the west of the district: no source or station within a finger. */
const FIELD = { lng: 113.48, lat: 34.905 };

test.describe.configure({ mode: 'serial' });

test('2.16 one map: a station, a mobile run and a camera arrive through the documented push and are on it', async ({
  driver,
  city,
}) => {
  test.setTimeout(120_000);
  const time = new Date(Date.now() - 60_000).toISOString();
  const answer = await fetch(`${city.url}/api/sf/push/push`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${DEMO_PUSH_TOKEN}` },
    body: JSON.stringify({
      rows: [{ station: STATION, time, pm10: 141, span_min: 1 }],
      mobile: [{ device: 'P1', time, ...FIELD, accuracy_m: 6, pm10: 268 }],
      sightings: [{ kind: 'video', device: 'CAM-7', time, lng: 113.5, lat: 34.905, note: '黑烟' }],
    }),
  });
  expect(await answer.json()).toMatchObject({ accepted: 3, refused: [] });

  const desk = new Dispatcher(driver.page);
  await driver.page.setViewportSize({ width: 1920, height: 1080 });
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await desk.opensLayers();
  const layer = (key: string) => driver.page.locator('.switch label').filter({ hasText: text(key) });
  await expect(layer('dispatch_layers_mobile')).toContainText('1', { timeout: 60_000 });
  await expect(layer('dispatch_layers_sightings')).toContainText('1');
  await driver.page.keyboard.press('Escape');

  const card = driver.page.locator('[data-clue-card="handheld"]');
  const map = await MapView.of(driver.page);
  await driver.page.mouse.click(map.spot(FIELD).x, map.spot(FIELD).y);
  await expect(card).toContainText('268');
  await expect(card).toContainText('P1');
  await driver.picture('desk-clue');
  // Escape closes the card, not what lies below it.
  await driver.page.keyboard.press('Escape');
  await expect(card).toBeHidden();

  await desk.opensLayers();
  await desk.togglesExtra('dispatch_layers_mobile');
  await driver.page.keyboard.press('Escape');
  await driver.page.mouse.click(map.spot(FIELD).x, map.spot(FIELD).y);
  await driver.page.waitForTimeout(500);
  await expect(card).toBeHidden();
});

test('Escape closes what was opened last, and the layers leave the suggestion its buttons', async ({
  driver,
  city,
}) => {
  test.setTimeout(120_000);
  const desk = new Dispatcher(driver.page);
  const now = Date.now();
  await push(city, steadyWind(STATION, now - 21_000, 60, 225, 60));
  await push(city, climbingDust(STATION, now, 40, 150, 480));
  await driver.page.setViewportSize({ width: 1366, height: 768 });
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await desk.seesSuggestionFor('');
  await desk.opensZoneOf(STATION);
  await desk.opensLayers();
  const panel = driver.page.locator('.switch');
  await expect(panel).toBeVisible();
  // Fails when something lies over the button.
  await driver.page
    .locator('[data-suggestion]')
    .getByRole('button', { name: text('dispatch_dismiss') })
    .click({ trial: true });
  await driver.page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(driver.page.locator(`[data-station="${STATION}"]`)).toHaveAttribute('aria-pressed', 'true');
  await driver.page.keyboard.press('Escape');
  await expect(driver.page.locator(`[data-station="${STATION}"]`)).toHaveAttribute('aria-pressed', 'false');
});

test('another theme is put on without a complaint, at the desk with a zone and on the heatmap', async ({
  driver,
  city,
}) => {
  test.setTimeout(180_000);
  const warnings: string[] = [];
  driver.page.on('console', (message) => {
    // How fast software draws is no matter of the page's.
    if (message.type() === 'warning' && !/GPU stall|GL Driver|WebGL/.test(message.text()))
      warnings.push(message.text());
  });
  const desk = new Dispatcher(driver.page);
  const themes = async () => {
    for (const theme of ['dark', 'sunlight', 'light']) {
      await driver.page.getByRole('button', { name: /值班/ }).last().click();
      await driver.page.getByRole('menuitemradio', { name: text(`app_theme_${theme}`), exact: true }).click();
      await driver.page.waitForTimeout(1500);
    }
  };
  await push(city, steadyWind(STATION, Date.now(), 60, 225, 60));
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await desk.opensZoneOf(STATION);
  await themes();
  await driver.open('/lead');
  await driver.mapIsDrawn();
  await themes();
  expect([...warnings, ...driver.complaints]).toEqual([]);
});

test('0.15 the report of a strike lists each problem’s state as it changes; once it has ended, its zone counts in the station’s record', async ({
  driver,
  city,
}) => {
  test.setTimeout(120_000);
  const { page } = driver;
  const desk = new Dispatcher(page);
  const office = await new Office(city).signIn('dispatcher');
  const team = await new Office(city).signIn('inspector');
  const finder = await new Finder(city).signIn('inspector');
  await push(city, steadyWind(STATION, Date.now(), 60, 225, 5));
  const [station] = await office.rows('stations', `code = "${STATION}"`);
  const upwind = (await office.rows('sources', 'demo = true && state = "active"')).filter((row) => {
    const far = distance(place(station!), place(row));
    const off = turn(225, bearingBetween(place(station!), place(row)));
    return far > 500 && far < 2000 && Math.abs(off) < 12;
  });
  const [one, two] = [upwind[0]!, upwind[1]!];
  const task = await office.sends(team.group, [one['id'], two['id']], 'upwind_strike');
  await team.does('task.accepted', task, {}, 1);
  await team.does('task.started', task, {}, 2);
  const found = [one, two].map((source) =>
    finder.finds(source, 'dust.bare_soil', { task, origin: 'strike' }),
  );
  const problems = await Promise.all(found);
  for (const [i, source] of [one, two].entries())
    await team.does(
      'task.visited',
      task,
      {
        source: source['id'],
        result: 'found',
        at: Date.now(),
        place: { ...place(source), accuracyM: 8, by: 'gps', reason: '' },
        note: '',
      },
      3 + i,
    );

  await page.setViewportSize({ width: 1920, height: 1080 });
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await desk.opensZoneOf(STATION);
  const record = page.locator('[data-track-record]');
  await expect(record).toContainText(text('dispatch_proof_none'));
  await page.keyboard.press('Escape');

  await desk.opensReport(task);
  const rows = await office.rows('problems', `task = "${task}"`);
  expect(rows.map((row) => row['id']).sort()).toEqual([...problems].sort());
  const [first, second] = rows.map((row) => ({
    id: String(row['id']),
    line: page.locator(`[data-report-problem="${String(row['no'])}"]`),
  }));
  for (const { line } of [first!, second!]) {
    await expect(line).toHaveAttribute('data-settled', 'false');
    await expect(line).toContainText(text('trade_problem_found'));
  }
  const report = page.locator(`[data-report="${task}"]`);
  const sums = (assigned: number, undecided: number) =>
    text('dispatch_report_problems', { found: 2, onSpot: 0, assigned, undecided });
  await expect(report).toContainText(sums(0, 2));
  await driver.sees(text('dispatch_report_undecided', { count: 2 }));
  const [unit] = await office.rows('units', 'kind != ""');
  const order = { unit: unit!['id'], orderNo: '', deadlineAt: Date.now() + 86_400_000, note: '' };

  // The office assigns one while the report is open: it says so by itself, and the other still stands in the way.
  await office.does('problem.assigned', first!.id, order, 1);
  await expect(first!.line).toHaveAttribute('data-settled', 'true');
  await expect(first!.line).toContainText(text('trade_problem_assigned'));
  await expect(first!.line).toContainText(String(unit!['name']));
  await expect(second!.line).toHaveAttribute('data-settled', 'false');
  await expect(report).toContainText(sums(1, 1));
  await page.locator('[data-action="close-task"]').click();
  await driver.sees(new RegExp(text('dispatch_not_done', { reason: '.*' })));
  expect((await office.rows('tasks', `id = "${task}"`))[0]).toMatchObject({ state: 'under_way' });

  await office.does('problem.assigned', second!.id, order, 1);
  await expect(report).toContainText(sums(2, 0));
  await driver.picture('desk-strike-report');
  await page.locator('[data-action="close-task"]').click();
  await expect(page.locator('[data-frozen-zone] [data-outcome="found"]')).toContainText(
    text('upwind_outcome_hit'),
  );
  await page.keyboard.press('Escape');
  await expect(page.locator(`[data-task="${task}"][data-state="done"]`)).toBeVisible();

  await desk.opensZoneOf(STATION);
  await expect(record).toHaveAttribute('data-track-record', '1');
  await expect(record).toContainText(/命中 1 \/ 1/);
});
