import type { BrowserContext, Page } from '@playwright/test';
import { pollutantIndex } from '../../src/core/air/aqi.ts';
import { distance, turn } from '../../src/core/geo.ts';
import type { Zone } from '../../src/core/upwind/zone.ts';
import { expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Office, place } from './office.ts';
import { PARTY_SCHOOL, push, steadyWind } from './push.ts';
import { TABLET } from './tablet-task.ts';
import { text } from './text.ts';

test.use(TABLET);

let inspector: Inspector;
test.beforeEach(async ({ driver }) => {
  inspector = new Inspector(driver.page);
  await driver.signIn('inspector');
});

test('1.44 an unnamed source by a tap, and a finding at it without a task', async ({ driver, city }) => {
  const office = await new Office(city).signIn('dispatcher');
  const before = (await office.rows('sources', 'kind = "unnamed"')).map((each) => each['id']);
  await driver.mapIsDrawn();
  await inspector.registersUnnamedSource();
  await inspector.records('to_assign');
  await inspector.hasSentEverything();
  const sources = await office.rows('sources', 'kind = "unnamed"');
  expect(sources).toHaveLength(before.length + 1);
  const fresh = sources.find((each) => !before.includes(each['id']));
  expect(fresh).toMatchObject({ name: '', openProblems: 1 });
  const problems = await office.rows('problems', `source = "${String(fresh!['id'])}"`);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ task: '', origin: 'patrol', state: 'found' });
  expect(driver.complaints).toEqual([]);
});

test('1.20 a handheld reading is a point of the map and never enters a station’s value or index; nonsense is refused in words', async ({
  driver,
  city,
  context,
}) => {
  const office = await new Office(city).signIn('dispatcher');
  // At the foot of a station that has a value: nearer to it no reading can be.
  const valued = new Set(
    (await office.snapshot()).stations.filter(({ values }) => values.pm10 !== undefined).map(({ id }) => id),
  );
  const station = (await office.rows('stations', 'retired = false')).find((row) =>
    valued.has(String(row['id'])),
  )!;
  const { lng, lat } = place(station);
  await context.setGeolocation({ longitude: lng, latitude: lat, accuracy: 9 });
  // Once for both times: a window that moves would lose rows on the way.
  const since = Date.now() - 600_000;
  const readings = async () =>
    (await office.rows('readings', `at > ${since}`)).map((each) => each['id']).sort();
  const before = await readings();
  await inspector.readsHandheld('9999', 'PM-07');
  await driver.sees(text('inspect_handheld_bad'));
  await inspector.typesHandheld('1234');
  await driver.sees(text('inspect_handheld_saved'));
  const stored = await office.rows('mobile_readings', 'device = "PM-07"');
  expect(stored).toHaveLength(1);
  expect(stored[0]).toMatchObject({ values: { pm10: 1234 }, lng, lat });
  expect(await readings()).toEqual(before);
  // The next tick draws it as a point of its own; a station's value stays the mean of its own readings.
  const admin = await new Office(city).signIn('admin');
  const at = stored[0]!['at'] as number;
  await admin.ticks();
  const state = await office.snapshot();
  expect(state.at).toBeGreaterThan(at);
  expect(state.mobile).toContainEqual(expect.objectContaining({ at, lng, lat, values: { pm10: 1234 } }));
  const own = state.stations.find(({ id }) => id === station['id'])!;
  const hour = await office.hourOf(own.id, state.at);
  expect(own.values.pm10).toBeCloseTo(hour!, 0);
  const withHandheld = pollutantIndex(at, 'pm10', 1234)!;
  expect(withHandheld).toBe(500);
  for (const { id, values } of state.stations)
    if (values.pm10 !== undefined)
      expect(pollutantIndex(at, 'pm10', values.pm10), id).toBeLessThan(withHandheld);
});

test('0.06 each kind opens its own form; 0.15 a strike ends only when its findings are settled or assigned', async ({
  driver,
  city,
}) => {
  test.setTimeout(180_000);
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const one = async (kind: string) =>
    (await office.rows('sources', `kind = "${kind}" && demo = true`))[0]!['id'];
  const kinds = ['site', 'road', 'restaurant', 'gas_station', 'enterprise'];
  const targets = await Promise.all(kinds.map(one));
  const task = await office.sends(group, targets, 'upwind_strike');

  // It appears by itself; each stop opens the form of its kind.
  await inspector.acceptsTheTask();
  const forms: string[] = [];
  for (let i = 0; i < targets.length; i++) {
    await inspector.picksStop(i);
    forms.push(await inspector.opensForm());
  }
  expect(forms).toEqual(['site', 'road', 'fume', 'voc', 'enterprise']);

  await inspector.picksStop(0);
  await inspector.records('to_assign');
  for (let i = 1; i < targets.length; i++) await inspector.findsNothing();
  await inspector.finishesTheTask();
  await expect(driver.page.locator('footer[data-refused]')).toHaveAttribute('data-refused', '1', {
    timeout: 30_000,
  });
  const [problem] = await office.rows('problems', `task = "${task}"`);
  expect(problem).toMatchObject({ state: 'found' });
  await driver.sees(String(problem!['no']));

  const [unit] = await office.rows('units', 'kind != ""');
  await office.does(
    'problem.assigned',
    String(problem!['id']),
    { unit: unit!['id'], orderNo: '', deadlineAt: Date.now() + 86_400_000, note: '' },
    Number(problem!['rev']),
  );
  await inspector.finishesTheTask();
  await inspector.hasSentEverything();
  expect((await office.rows('tasks', `id = "${task}"`))[0]).toMatchObject({ state: 'done' });
});

test('a recalled task goes away and says so', async ({ driver, city }) => {
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const [source] = await office.rows('sources', 'kind = "market"');
  const task = await office.sends(group, [source!['id']]);
  await driver.page.locator('[data-action="accept"]').waitFor({ timeout: 30_000 });
  await office.does('task.recalled', task, { reason: '派错了组' }, 1);
  await driver.sees(/已被调度撤回/);
  await driver.sees(text('inspect_task_none'));
});

test('a connection cut while saving loses nothing and doubles nothing; a draft survives a reload', async ({
  driver,
  city,
  context,
}) => {
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const [source] = await office.rows('sources', 'kind = "batching_plant"');
  const task = await office.sends(group, [source!['id']]);
  await inspector.acceptsTheTask();
  await inspector.hasSentEverything();

  await inspector.begins();
  await inspector.leavesWithDraft();
  await driver.page.reload();
  await inspector.findsItsDraft();
  // The server gets the finding, but its answer is lost on the way; then there is no network at all.
  await cutAfterDelivery(driver.page, context);
  await inspector.saves();
  await expect(driver.page.locator('footer[data-waiting]')).not.toHaveAttribute('data-waiting', '0');
  await driver.page.unroute('**/api/collections/events/records');
  await context.setOffline(false);
  await inspector.hasSentEverything();

  const problems = await office.rows('problems', `task = "${task}"`);
  expect(problems).toHaveLength(1);
  expect(await office.rows('photos', `subjectId = "${String(problems[0]!['id'])}"`)).toHaveLength(1);
  expect(await office.rows('inspections', `task = "${task}"`)).toHaveLength(1);
});

test('no serious barrier on the tablet in light and in sunlight', async ({ driver }) => {
  for (const theme of ['light', 'sunlight']) {
    await driver.page.evaluate((each) => (document.documentElement.dataset['theme'] = each), theme);
    expect(await driver.seriousBarriers()).toEqual([]);
    await driver.page.locator('[data-action="handheld"]').click();
    await driver.page.locator('[data-action="save-handheld"]').waitFor();
    expect(await driver.seriousBarriers()).toEqual([]);
    await driver.page.keyboard.press('Escape');
    await driver.page.locator('[data-action="save-handheld"]').waitFor({ state: 'hidden' });
  }
});

test('0.06 the map shows the stops of the task, each to be tapped, and the zone as it was frozen while the wind turns', async ({
  driver,
  city,
  context,
}) => {
  test.setTimeout(120_000);
  const { page } = driver;
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const sites = await office.rows('sources', 'kind = "site" && demo = true');
  const first = sites[0]!;
  const stops = [first, ...sites.filter((row) => distance(place(first), place(row)) > 1500).slice(0, 2)];
  const task = await office.sends(
    group,
    stops.map((row) => row['id']),
    'upwind_strike',
  );
  await inspector.acceptsTheTask();
  await driver.zoneIsDrawn();
  const [sent] = await office.rows('tasks', `id = "${task}"`);
  const [frozen] = await office.rows('zones', `id = "${String(sent!['zone'])}"`);
  const zone = frozen!['zone'] as Zone;
  const map = page.locator('[data-map-idle]').first();
  const isFrozen = async () => {
    await expect(map).toHaveAttribute('data-zone-shape', zone.shape.kind);
    await expect(map).toHaveAttribute('data-zone-axis', zone.axis!.toFixed(1));
  };
  await isFrozen();

  // Where the device is, the map goes; there the stop lies under the finger.
  for (const i of [2, 1, 0]) {
    const { lng, lat } = place(stops[i]!);
    await context.setGeolocation({ longitude: lng, latitude: lat, accuracy: 6 });
    await expect(inspector.stop(i)).toContainText(text('inspect_near', { metres: 0 }));
    await inspector.looksAtItself();
    await driver.mapIsDrawn();
    await inspector.tapsTheMiddle();
    await expect(inspector.stop(i)).toHaveAttribute('aria-current', 'step');
  }

  await push(city, steadyWind(PARTY_SCHOOL.code, Date.now(), 20, 330, 5));
  await expect
    .poll(async () => (await office.rows('tasks', `id = "${task}"`))[0]!['windShift'] !== null, {
      timeout: 30_000,
    })
    .toBe(true);
  const live = (await office.snapshot()).zones.find((each) => each.station === zone.station)!;
  expect(Math.abs(turn(zone.axis!, live.zone.axis!))).toBeGreaterThan(20);
  await isFrozen();
  await driver.picture('tablet-frozen-zone');
});

async function cutAfterDelivery(page: Page, context: BrowserContext): Promise<void> {
  await page.route('**/api/collections/events/records', async (route) => {
    await route.fetch().catch(() => undefined);
    await route.abort();
    await context.setOffline(true);
  });
}
