import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type City, startThrowAwayCity } from '../../src/cli/throw-away-city.mjs';
import { type FakeOpenMeteo, serveFakeOpenMeteo } from '../fake-open-meteo.ts';
import { Dispatcher } from './dispatcher.ts';
import { Driver, expect, test } from './driver.ts';
import { Office } from './office.ts';
import { MINUTE, PARTY_SCHOOL } from './push.ts';
import { text } from './text.ts';

/** Ninety minutes less what the desk is given to be seen with its last good wind. */
const NEARLY_STALE_MS = 90 * MINUTE - 30_000;

let fake: FakeOpenMeteo;
let city: City;
test.beforeAll(async () => {
  fake = await serveFakeOpenMeteo();
  fake.mood = 'nothing';
  const env = { ...process.env, SHANGFENG_OPEN_METEO_URL: fake.url };
  city = await startThrowAwayCity(process.cwd(), { wind: 'open-meteo', env });
});
test.afterAll(async () => {
  await city.stop();
  await fake.stop();
});

test('2.16 a feed that fails shows its error and its age; the last good wind stays until it is stale, then the zone goes and says why', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const office = await new Office(city).signIn('admin');
  await office.ticks();
  asksAtEachTick();
  const context = await browser.newContext({
    baseURL: city.url,
    viewport: { width: 1920, height: 1080 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const driver = new Driver(await context.newPage(), city);
  const { page } = driver;
  const desk = new Dispatcher(page);
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  const told = page.locator('[data-feed="open_meteo"]');
  // Never was there a wind: it says so, and there is nothing to draw.
  await expect(told).toContainText(text('admin_feed_nothing'));
  await page.locator(`[data-station="${PARTY_SCHOOL.code}"]`).click();
  await driver.sees(text('upwind_none_missing'));

  // It comes up with a wind that is nearly too old.
  fake.newestAt = Date.now() - NEARLY_STALE_MS;
  const staleAt = fake.newestAt + 90 * MINUTE;
  fake.mood = 'ok';
  await office.ticks();
  await expect(page.locator('[data-suspect]').first()).toBeVisible({ timeout: 30_000 });
  await driver.zoneIsDrawn();
  await expect(told).toBeHidden();
  const drawn = await desk.drawnZone();
  expect(drawn.shape).not.toBe('none');

  // Then it breaks: the error and the age are there, and the wind and its zone stay.
  fake.mood = 'broken';
  await office.ticks();
  await expect(told).toContainText(
    new RegExp(
      text('dispatch_feed_failing', {
        name: 'Open-Meteo',
        age: `(${text('dispatch_age_now')}|${text('dispatch_age_minutes', { minutes: '\\d+' })})`,
        reason: text('admin_feed_status', { status: 500 }),
      }),
    ),
  );
  expect(await desk.wind()).toContain('西南');
  expect(await desk.drawnZone()).toEqual(drawn);
  expect(Date.now(), 'the machine was too slow to see it').toBeLessThan(staleAt);
  await driver.picture('desk-feed-failing');

  await page.waitForTimeout(Math.max(0, staleAt - Date.now()) + 1000);
  await office.ticks();
  await expect.poll(async () => (await desk.drawnZone()).shape, { timeout: 30_000 }).toBe('none');
  await driver.sees(new RegExp(text('upwind_none_stale', { minutes: '9\\d' })));
  await expect(page.locator('[data-suspect]')).toHaveCount(0);
  await expect(page.locator('[data-action="send"]')).toHaveCount(0);
  await expect.poll(() => desk.wind(), { timeout: 20_000 }).toBe(text('dispatch_wind_none'));
  await driver.sees(text('dispatch_wind_none_why'));
  await expect(told).toContainText(text('admin_feed_status', { status: 500 }));
  await driver.picture('desk-feed-stale');
  expect(driver.complaints).toEqual([]);
  await context.close();
});

/** A feed is asked every five minutes; here with each round of the server's. */
function asksAtEachTick(): void {
  const database = new DatabaseSync(join(city.data, 'data.db'));
  try {
    database.exec(`UPDATE feeds SET config = '{"everyMin":0}' WHERE kind = 'open_meteo'`);
  } finally {
    database.close();
  }
}
