import { turn } from '../../src/core/geo.ts';
import { Dispatcher } from './dispatcher.ts';
import { expect, test } from './driver.ts';
import { tabTo } from './keyboard.ts';
import { changedShare, mapPicture } from './map-picture.ts';
import { MapView } from './map-view.ts';
import { Office, place } from './office.ts';
import { climbingDust, PARTY_SCHOOL, push, steadyWind } from './push.ts';
import { text } from './text.ts';

test.use({ viewport: { width: 1920, height: 1080 } });
test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ driver, city }) => {
  const now = Date.now();
  await push(city, steadyWind(PARTY_SCHOOL.code, now - 21_000, 60, 225, 60));
  await push(city, climbingDust(PARTY_SCHOOL.code, now, 40, 150, 480));
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
});

test('a lasso on the map chooses the suspects inside it and no others', async ({ driver, city }) => {
  const desk = new Dispatcher(driver.page);
  const office = await new Office(city).signIn('dispatcher');
  await desk.seesSuggestionFor(PARTY_SCHOOL.name);
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  await driver.zoneIsDrawn();
  const codes = await desk.suspects();
  const rows = await office.rows('sources', codes.map((code) => `code = "${code}"`).join(' || '));
  const places = rows.map((row) => ({
    code: String(row['code']),
    lng: Number(row['lng']),
    lat: Number(row['lat']),
  }));
  await desk.picksNone();

  const view = await MapView.of(driver.page);
  const loop = await view.loopAround(places);
  expect(loop.inside.length).toBeGreaterThan(0);
  expect(loop.inside.length).toBeLessThan(codes.length);
  await driver.page.getByRole('button', { name: text('map_lasso'), exact: true }).click();
  await view.draws(loop.corners);
  await expect.poll(() => desk.picked()).toEqual(codes.filter((code) => loop.inside.includes(code)));
  await driver.picture('desk-lasso');
  // The drag drew; it did not move the map, and the tool is put away.
  expect((await MapView.of(driver.page)).bounds).toEqual(view.bounds);
  await expect(driver.page.getByRole('button', { name: text('map_lasso'), exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
});

test('a suspect is chosen by a click on the map, and taken out again', async ({ driver, city }) => {
  const desk = new Dispatcher(driver.page);
  const office = await new Office(city).signIn('dispatcher');
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  await driver.zoneIsDrawn();
  await desk.picksNone();
  const codes = (await desk.suspects()).slice(0, 6);
  const sources = await office.rows('sources', 'demo = true && state = "active"');
  const around = sources.map((row) => ({ code: String(row['code']), ...place(row) }));
  const view = await MapView.of(driver.page);
  const { code, spot } = await view.standsAlone(around, codes);

  await driver.page.mouse.click(spot.x, spot.y);
  await expect(desk.card(code)).toBeVisible();
  await expect(driver.page.locator(`[data-suspect="${code}"]`)).toHaveClass(/current/);
  expect(await desk.picked()).toEqual([]);
  await desk
    .card(code)
    .getByRole('button', { name: text('dispatch_source_pick') })
    .click();
  expect(await desk.picked()).toEqual([code]);
  await desk
    .card(code)
    .getByRole('button', { name: text('dispatch_source_unpick') })
    .click();
  expect(await desk.picked()).toEqual([]);
});

test('a plain fan to compare comes and goes while the zone stays; a wind to try moves the zone, stores nothing and leaves again', async ({
  driver,
  city,
}) => {
  test.setTimeout(120_000);
  const { page } = driver;
  const desk = new Dispatcher(page);
  const office = await new Office(city).signIn('dispatcher');
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  await driver.zoneIsDrawn();
  const measured = await desk.drawnZone();
  expect(['posterior', 'corridor']).toContain(measured.shape);
  expect(Math.abs(turn(225, measured.axis!))).toBeLessThan(20);
  const toggles = async (key: string) => {
    await desk.opensLayers();
    await desk.togglesExtra(key);
    await page.keyboard.press('Escape');
  };

  const alone = await mapPicture(page);
  await toggles('dispatch_tool_fan');
  const compared = await mapPicture(page);
  expect(await desk.drawnZone()).toEqual(measured);
  await toggles('dispatch_tool_fan');
  const after = await mapPicture(page);
  await toggles('dispatch_tool_zone');
  const bare = await mapPicture(page);
  await toggles('dispatch_tool_zone');
  // A thin dashed edge came to a shaded area, and went.
  const fan = await changedShare(page, alone, compared);
  expect(fan).toBeGreaterThan(0.0003);
  expect(await changedShare(page, alone, after)).toBeLessThan(fan / 10);
  expect(await changedShare(page, compared, bare)).toBeGreaterThan(10 * fan);

  const suspects = await desk.suspects();
  const stored = () => Promise.all(['zones', 'tasks'].map((each) => office.rows(each, 'id != ""')));
  const before = await stored();
  const written: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' && !request.url().endsWith('/api/realtime')) written.push(request.url());
  });
  await desk.triesWind(45);
  await expect.poll(async () => Math.round((await desk.drawnZone()).axis!)).toBe(45);
  await expect(page.locator('[data-map-note]')).toContainText(text('dispatch_whatif_mark'));
  await expect(page.locator('[data-refusal="what_if"]')).toBeVisible();
  await expect(page.locator('[data-action="send"]')).toBeDisabled();
  const tried = await desk.suspects();
  expect(tried.filter((each) => suspects.includes(each))).toEqual([]);
  await driver.picture('desk-what-if');

  await page.getByRole('button', { name: text('dispatch_whatif_stop'), exact: true }).click();
  await expect.poll(() => desk.drawnZone()).toEqual(measured);
  await expect(page.locator('[data-preview], [data-map-note]')).toHaveCount(0);
  await expect.poll(() => desk.suspects()).toEqual(suspects);
  expect(written).toEqual([]);
  expect(await stored()).toEqual(before);
});

test('suggestion, suspects, group and send by the keyboard alone', async ({ driver, city }) => {
  const { page } = driver;
  const desk = new Dispatcher(page);
  const office = await new Office(city).signIn('dispatcher');
  await desk.seesSuggestionFor(PARTY_SCHOOL.name);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-suspect]').first()).toBeVisible({ timeout: 30_000 });

  // The likeliest are chosen already; the first is taken out and put in again, the last shown one added.
  const before = await desk.picked();
  const all = await desk.suspects();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect.poll(() => desk.picked()).toEqual(toggled(before, all[0]!, all));
  await page.keyboard.press('x');
  await expect.poll(() => desk.picked()).toEqual(before);
  for (let i = 1; i < all.length; i++) await page.keyboard.press('j');
  await page.keyboard.press('x');
  const chosen = toggled(before, all.at(-1)!, all);
  await expect.poll(() => desk.picked()).toEqual(chosen);

  const groups = page.getByLabel(text('dispatch_group'));
  await tabTo(page, groups);
  const first = await groups.inputValue();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => groups.inputValue()).not.toBe(first);
  const group = await groups.inputValue();
  await tabTo(page, page.locator('[data-action="send"]'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: text('dispatch_undo') })).toBeVisible();

  const [task] = await office.rows('tasks', 'state = "sent"');
  expect(task).toMatchObject({ group, type: 'upwind_strike' });
  const sources = await office.rows('sources', chosen.map((code) => `code = "${code}"`).join(' || '));
  const targets = task!['targets'] as { source: string }[];
  expect(targets.map((each) => each.source).sort()).toEqual(sources.map((each) => String(each['id'])).sort());
});

/** What is chosen after one more is toggled, in the order of the list. */
function toggled(picked: readonly string[], code: string, order: readonly string[]): string[] {
  return order.filter((each) => (each === code ? !picked.includes(each) : picked.includes(each)));
}
