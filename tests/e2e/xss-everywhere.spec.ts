import { expect, test } from './driver.ts';
import { Office } from './office.ts';
import { poison } from './poison.ts';
import { type Names, namesOf, placeOf, ROUNDS } from './visits.ts';
import { isOnlyText } from './xss-check.ts';

test.describe.configure({ mode: 'serial', timeout: 300_000 });

let names: Names;

test('script stands behind every free text of the database', async ({ city }) => {
  names = await namesOf(city);
  const changed = poison(city);
  for (const table of [
    'problems',
    'sources',
    'events',
    'escalations',
    'directives',
    'notices',
    'exposures',
    'meetings',
  ])
    expect(changed.get(table) ?? 0, table).toBeGreaterThan(0);
});

for (const { who, what, visits } of ROUNDS) {
  test(`nothing of it runs for ${who}: ${what}`, async ({ driver }) => {
    if (who !== 'nobody') await driver.signIn(who);
    for (const visit of visits) {
      const address = placeOf(visit, names);
      await driver.open(address);
      await driver.page.waitForLoadState('networkidle');
      await isOnlyText(driver.page, driver.complaints, address);
      for (const by of visit.opens ?? []) {
        await driver.opensDialog(by);
        await isOnlyText(driver.page, driver.complaints, `${address} ${by}`);
        await driver.closesDialog();
      }
    }
  });
}

test('nothing of it runs on a paper of each kind that was issued, as it is printed', async ({
  driver,
  city,
}) => {
  const office = await new Office(city).signIn('dispatcher');
  const papers = await office.rows('notices', 'id != ""');
  const oneOfEach = [...new Map(papers.map((each) => [each['kind'], each['id']]))];
  expect(oneOfEach.length).toBeGreaterThan(0);
  await driver.signIn('dispatcher');
  for (const [kind, id] of oneOfEach) {
    await driver.open(`/print/notice/${String(id)}`);
    await driver.page.waitForLoadState('networkidle');
    await driver.sees('onerror');
    await isOnlyText(driver.page, driver.complaints, String(kind));
  }
});
