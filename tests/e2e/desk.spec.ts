import { Dispatcher } from './dispatcher.ts';
import { Driver, expect, test } from './driver.ts';
import { bearingBetween, distance, turn } from '../../src/core/geo.ts';
import { Office, place } from './office.ts';
import { dustClimbsWithSouthWestWind, PARTY_SCHOOL, push, steadyWind } from './push.ts';
import { text } from './text.ts';

/** A wind since the last reading the demo left, so dense that it outweighs what was measured before. */
const DENSE_S = 5;

test.describe.configure({ mode: 'serial' });

test('0.14 wind from 225° puts the zone southwest; a site NE is not in it; calm gives a circle', async ({
  driver,
  city,
}) => {
  test.setTimeout(180_000);
  const desk = new Dispatcher(driver.page);
  await driver.page.setViewportSize({ width: 1920, height: 1080 });
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  const now = Date.now();
  await dustClimbsWithSouthWestWind(city, PARTY_SCHOOL.code, now);
  await desk.seesSuggestionFor(PARTY_SCHOOL.name);
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  expect(await desk.wind()).toContain('西南');

  const sides = await desk.sidesOfSuspects();
  expect(sides.length).toBeGreaterThan(2);
  for (const { code, offDeg } of sides) expect(Math.abs(offDeg), code).toBeLessThan(75);
  await driver.zoneIsDrawn();
  expect(Math.abs(turn(225, (await desk.drawnZone()).axis!))).toBeLessThan(20);
  await driver.picture('desk-zone');

  // A site as near as these, but on the lee side, is none of them; its card says that it blows to no station from there.
  const office = await new Office(city).signIn('dispatcher');
  const [station] = await office.rows('stations', `code = "${PARTY_SCHOOL.code}"`);
  const sites = (await office.rows('sources', 'kind = "site" && demo = true')).map((row) => ({
    code: String(row['code']),
    id: String(row['id']),
    off: turn(45, bearingBetween(place(station!), place(row))),
    far: distance(place(station!), place(row)),
  }));
  const lee = sites.filter(({ off, far }) => Math.abs(off) < 30 && far < 4000);
  expect(lee.length).toBeGreaterThan(0);
  const suspects = await desk.suspects();
  for (const { code } of lee) expect(suspects, code).not.toContain(code);
  const before = driver.page.url();
  await desk.opensCardOf(lee[0]!.id);
  await expect(desk.card(lee[0]!.code)).not.toContainText(PARTY_SCHOOL.name);
  await driver.open(before);
  await desk.opensZoneOf(PARTY_SCHOOL.code);

  // The address says the view: a second page opens the same zone.
  await expect(driver.page).toHaveURL(/station=/);
  const copied = new Driver(await driver.page.context().newPage(), city);
  await copied.open(driver.page.url());
  const twin = new Dispatcher(copied.page);
  await expect(copied.page.locator('[data-suspect]').first()).toBeVisible({ timeout: 30_000 });
  expect(await twin.suspects()).toEqual(await desk.suspects());
  await copied.page.close();

  // Calm: no direction, so a circle and no sentence about one.
  await push(city, calm(Date.now(), 60));
  await expect(driver.page.getByText(text('dispatch_zone_kind_disc')).first()).toBeVisible({
    timeout: 60_000,
  });
  await driver.picture('desk-calm');
});

test('0.06 a source of each of the five layers is on the map, can be picked there, and is gone with its layer', async ({
  driver,
  city,
}) => {
  test.setTimeout(300_000);
  const { page } = driver;
  const desk = new Dispatcher(page);
  const office = await new Office(city).signIn('dispatcher');
  await driver.signIn('dispatcher');
  const kinds = {
    site: 'site',
    road: 'road',
    fume: 'restaurant',
    voc: 'gas_station',
    enterprise: 'enterprise',
  };
  for (const [layer, kind] of Object.entries(kinds)) {
    const source = await office.findsLonely(kind, layer);
    const card = page.locator(`[data-source-card="${source.code}"]`);
    await desk.looksAt(source);
    await driver.mapIsDrawn();
    await desk.opensLayers();
    await desk.togglesLayer(layer);
    expect(await desk.layerIsShown(layer)).toBe(false);
    await page.keyboard.press('Escape');
    await driver.mapIsDrawn();
    await desk.clicksTheMiddle();
    await page.waitForTimeout(1000);
    await expect(card, `${layer} hidden`).toHaveCount(0);
    await desk.looksAt(source);
    await driver.mapIsDrawn();
    await expect(async () => {
      await desk.clicksTheMiddle();
      await expect(card, layer).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 20_000 });
  }
});

test('0.06 five layers toggle, and the address keeps it', async ({ driver }) => {
  const desk = new Dispatcher(driver.page);
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await desk.opensLayers();
  for (const layer of ['site', 'road', 'fume', 'voc', 'enterprise'] as const) {
    await desk.togglesLayer(layer);
    await expect(driver.page).toHaveURL(new RegExp(`hide=[^&]*${layer}`));
  }
  await driver.page.reload();
  await driver.mapIsDrawn();
  await desk.opensLayers();
  expect(await desk.layerIsShown('site')).toBe(false);
  await desk.togglesLayer('site');
  expect(await desk.layerIsShown('site')).toBe(true);
});

test('0.20 key areas and hours are on the map with their hours, and can be hidden', async ({
  driver,
  city,
}) => {
  const desk = new Dispatcher(driver.page);
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  // From afar they would lie on the stations.
  await expect(driver.page.locator('[data-priority]')).toHaveCount(0);
  for (const _ of [1, 2, 3]) {
    await driver.page.getByRole('button', { name: text('map_zoom_in'), exact: true }).click();
    await driver.page.waitForTimeout(600);
  }
  await expect(driver.page.locator('[data-priority]').first()).toBeAttached();
  const labels = await driver.page.locator('[data-priority]').allTextContents();
  const always = text('dispatch_priority_always');
  const hours = text('dispatch_priority_hours', { from: '(\\d+)', until: '(\\d+)' });
  for (const label of labels) expect(label).toMatch(new RegExp(`^重点区 (${always}|${hours})$`));
  const office = await new Office(city).signIn('dispatcher');
  const rows = await office.rows('priorities', `fromHour != untilHour`);
  expect(rows.length).toBeGreaterThan(0);
  for (const { fromHour, untilHour } of rows)
    expect(labels.join()).toContain(
      text('dispatch_priority_hours', { from: String(fromHour), until: String(untilHour) }),
    );
  await desk.opensLayers();
  await desk.togglesExtra('dispatch_layers_priorities');
  await expect(driver.page.locator('[data-priority]')).toHaveCount(0);
});

test('0.22 work upwind of a station is warned with the station’s name', async ({ driver, city }) => {
  const desk = new Dispatcher(driver.page);
  await push(city, steadyWind(PARTY_SCHOOL.code, Date.now(), 60, 225, DENSE_S));
  await driver.page.setViewportSize({ width: 1920, height: 1080 });
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  await driver.page.locator('[data-suspect] button').first().click();
  await desk.opensCardOfFirstSuspect();
  await expect(driver.page.locator('[data-source-card]')).toContainText(
    new RegExp(text('dispatch_downwind', { names: `.*${PARTY_SCHOOL.name}` })),
  );
  // The same station is not named where the work lies in its lee.
  const office = await new Office(city).signIn('dispatcher');
  const [station] = await office.rows('stations', `code = "${PARTY_SCHOOL.code}"`);
  const lee = (await office.rows('sources', 'kind = "site" && demo = true')).find(
    (row) => Math.abs(turn(45, bearingBetween(place(station!), place(row)))) < 30,
  );
  await desk.opensCardOf(String(lee!['id']));
  await expect(desk.card(String(lee!['code']))).toBeVisible();
  await expect(desk.card(String(lee!['code']))).not.toContainText(PARTY_SCHOOL.name);
});

test('0.14 0.22 a route upwind of a station is warned and sent so; an old zone that is kept says on every desk by whom and why', async ({
  driver,
  city,
  browser,
}) => {
  test.setTimeout(180_000);
  const reason = '组已到现场，先查完';
  const desk = new Dispatcher(driver.page);
  await push(city, steadyWind(PARTY_SCHOOL.code, Date.now(), 60, 225, DENSE_S));
  await driver.page.setViewportSize({ width: 1920, height: 1080 });
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  await expect(driver.page.locator('[data-warned]')).toContainText(PARTY_SCHOOL.name);
  await desk.sendsTo('2 组');
  await desk.seesTaskIn('sent');

  const elsewhere = await browser.newContext({ baseURL: city.url, locale: 'zh-CN' });
  const other = new Driver(await elsewhere.newPage(), city);
  const colleague = new Dispatcher(other.page);
  await other.page.setViewportSize({ width: 1920, height: 1080 });
  await other.signIn('dispatcher');
  await push(city, steadyWind(PARTY_SCHOOL.code, Date.now(), 20, 45, DENSE_S));
  await Promise.all([desk.seesTheWindTurned(), colleague.seesTheWindTurned()]);
  await desk.keepsTheOldZone(reason);

  await expect(other.page.locator('[data-shift]')).toBeHidden({ timeout: 30_000 });
  await colleague.opensReportOf('sent');
  await expect(other.page.locator('[data-kept-shifts="1"]')).toContainText(reason);
  await expect(other.page.locator('[data-kept-shifts="1"]')).toContainText('调度员');
  await expect(other.page.locator('[data-report-warned]')).toContainText(PARTY_SCHOOL.name);
  await other.picture('desk-kept-zone');
  await elsewhere.close();
});

test('a past moment cannot be sent, and says so, with the stations’ values of then; axe finds nothing serious in light and dark', async ({
  driver,
  city,
}) => {
  const desk = new Dispatcher(driver.page);
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  await driver.page.keyboard.press('[');
  await expect(driver.page.locator('[data-preview="past"]')).toBeVisible();
  await expect(driver.page.locator('[data-action="send"]')).toBeDisabled();
  await expect(driver.page.locator('[data-refusal="past"]')).toBeVisible();
  await desk.goesLive();
  await expect(driver.page.locator('[data-refusal="past"]')).toBeHidden();

  // The cards of the stations go back with the timeline, say so, and come back.
  const live = await desk.valueOf(PARTY_SCHOOL.code);
  const at = await desk.scrubsTo(0.4);
  await expect(driver.page.locator('header:has(+ [data-stations="past"])')).toContainText(
    text('dispatch_past', { clock: beijingClock(at) }),
  );
  await expect(driver.page.locator('[data-map-note]')).toContainText(text('dispatch_past_note'));
  const office = await new Office(city).signIn('dispatcher');
  const stations = await office.rows('stations', 'retired = false');
  let told = 0;
  for (const station of stations) {
    const hour = await office.hourOf(String(station['id']), at);
    if (hour === null) continue;
    told++;
    expect(await desk.valueOf(String(station['code'])), String(station['code'])).toBe(Math.round(hour));
  }
  expect(told).toBeGreaterThan(stations.length / 2);
  expect(await desk.valueOf(PARTY_SCHOOL.code)).not.toBe(live);
  await desk.goesLive();
  await expect(driver.page.locator('[data-stations="live"]')).toBeVisible();
  await expect.poll(() => desk.valueOf(PARTY_SCHOOL.code)).toBeGreaterThan(0);
  await expect(driver.page.locator('[data-map-note]')).toBeHidden();

  expect(await driver.seriousBarriers()).toEqual([]);
  await driver.page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
  expect(await driver.seriousBarriers()).toEqual([]);
});

/** "14:06" of an epoch ms. */
function beijingClock(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(11, 16);
}

function calm(until: number, minutes: number) {
  return steadyWind(PARTY_SCHOOL.code, until, minutes, 0, DENSE_S).map((row) => ({
    ...row,
    wind_speed: 0.1,
  }));
}
