import { ROLES } from '../../src/core/roles.ts';
import { homeOf, type Screen } from '../../src/screens/shell/screens-by-role.ts';
import { Driver, expect, test } from './driver.ts';

test('a dispatcher signs in and sees the map, with nothing asked of another origin', async ({ driver }) => {
  await driver.signIn('dispatcher');
  await expect(driver.page).toHaveURL(/\/dispatch/);
  await driver.mapIsDrawn();
  await driver.picture('dispatch-home');
  expect(driver.complaints).toEqual([]);
});

/** What each home shows when it is there. */
const SHOWS: Readonly<Partial<Record<Screen, string>>> = {
  dispatch: '[data-screen="dispatch"] [data-station]',
  lead: '[data-total]',
  inspect: '[data-screen="inspect"] [data-action="found"]',
  unit: '[data-view]',
  cases: 'table tbody tr',
};
/** The grid officer of the demo city is in no group: he has a grid of his own. */
const OWN_GRID = '[data-grid-desk]';

test('everybody who has an account comes home and sees it', async ({ browser, city }) => {
  test.setTimeout(180_000);
  for (const role of ROLES.filter((each) => each !== 'public')) {
    const home = homeOf(role)!;
    const page = await browser.newPage({ baseURL: city.url, viewport: { width: 1366, height: 768 } });
    const driver = new Driver(page, city);
    await driver.signIn(role);
    await expect(page, role).toHaveURL(new RegExp(`/${home}([?/]|$)`));
    const shown = role === 'grid_officer' ? OWN_GRID : (SHOWS[home] ?? '');
    await expect(page.locator(shown), role).not.toHaveCount(0);
    await driver.hasArrived({ route: `/${home}` });
    await driver.picture(`home-${role}`);
    expect(driver.complaints, role).toEqual([]);
    await page.close();
  }
});
