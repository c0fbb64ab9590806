import type { Role } from '../../src/core/roles.ts';
import { expect, test } from './driver.ts';
import { text } from './text.ts';

const SCREENS: readonly (readonly [role: Role, path: string])[] = [
  ['leader', '/lead'],
  ['kiosk', '/lead'],
  ['dispatcher', '/cases'],
  ['regulator', '/cases'],
  ['admin', '/admin?tab=feeds'],
  ['admin', '/admin?tab=history'],
  ['admin', '/admin?tab=city'],
  ['admin', '/admin?tab=coverage'],
  ['admin', '/admin?tab=categories'],
  ['inspector', '/inspect'],
  ['dispatcher', '/no-such-place'],
  ['regulator', '/admin'],
];

for (const [role, path] of SCREENS) {
  test(`${path} as ${role} has no serious barrier in light and dark`, async ({ driver }) => {
    await driver.signIn(role);
    await driver.open(path);
    await driver.page.waitForLoadState('networkidle');
    for (const theme of ['light', 'dark'] as const) {
      await driver.wears(theme);
      expect(await driver.seriousBarriers(), theme).toEqual([]);
    }
    expect(driver.complaints).toEqual([]);
  });
}

test('sign-in and gallery have no serious barrier', async ({ driver }) => {
  for (const path of ['/sign-in', '/gallery']) {
    await driver.open(path);
    await driver.page.waitForLoadState('networkidle');
    expect(await driver.seriousBarriers(), path).toEqual([]);
  }
});

test('a screen that is not one’s own says so, an address that is none says so', async ({ driver }) => {
  await driver.signIn('regulator');
  await driver.open('/admin');
  await driver.sees(text('app_no_right'));
  await driver.open('/no-such-place');
  await driver.sees(text('app_not_found'));
});

test('a lost network is told, and told again when it is back', async ({ driver }) => {
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await driver.page.context().setOffline(true);
  await driver.sees(text('ui_offline_since').slice(6));
  await driver.page.context().setOffline(false);
  await expect(driver.page.getByText(text('ui_offline_since').slice(6))).toHaveCount(0);
});
