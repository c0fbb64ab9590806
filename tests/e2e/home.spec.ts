import { expect, test } from './driver.ts';

test('a dispatcher signs in and sees the map, with nothing asked of another origin', async ({ driver }) => {
  await driver.signIn('dispatcher');
  await expect(driver.page).toHaveURL(/\/dispatch/);
  await driver.mapIsDrawn();
  await driver.picture('dispatch-home');
  expect(driver.complaints).toEqual([]);
});

for (const [role, home] of [
  ['leader', 'lead'],
  ['inspector', 'inspect'],
  ['regulator', 'unit'],
  ['admin', 'dispatch'],
] as const) {
  test(`${role} comes home to ${home}`, async ({ driver }) => {
    await driver.signIn(role);
    await expect(driver.page).toHaveURL(new RegExp(`/${home}`));
    await driver.picture(`home-${role}`);
  });
}
