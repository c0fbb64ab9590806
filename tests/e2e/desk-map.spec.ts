import { DEMO_PUSH_TOKEN } from '../../src/cli/demo/feeds.ts';
import { Dispatcher } from './dispatcher.ts';
import { expect, test } from './driver.ts';
import { MapView } from './map-view.ts';
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
