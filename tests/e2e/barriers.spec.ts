import { ADMIN_TABS } from '../../src/screens/admin/tabs.ts';
import { DIALOG, expect, test } from './driver.ts';
import { routesOf, tabsOf } from './routes-of.ts';
import { text } from './text.ts';
import { type Names, namesOf, placeOf, ROUNDS } from './visits.ts';

test.describe.configure({ timeout: 300_000 });

test('every address of the product and every page of administration and escalation is visited', () => {
  const visited = ROUNDS.flatMap((each) => each.visits);
  const searchesOf = (route: string): (string | undefined)[] =>
    visited.filter((each) => each.route === route).map((each) => each.search);
  const routes = routesOf();
  expect(routes.length).toBeGreaterThan(20);
  expect([...new Set(visited.map((each) => each.route))].sort()).toEqual([...routes].sort());
  expect(searchesOf('/admin')).toEqual(expect.arrayContaining(ADMIN_TABS.map((tab) => `?tab=${tab}`)));
  const tabs = tabsOf('src/screens/escalation/index.svelte');
  expect(tabs).toContain('board');
  const others = tabs.filter((each) => each !== 'board');
  expect(others.length).toBeGreaterThan(1);
  expect(searchesOf('/escalation')).toEqual(expect.arrayContaining(others.map((tab) => `?tab=${tab}`)));
});

let names: Names;
test.beforeAll(async ({ city }) => {
  names = await namesOf(city);
});

for (const { who, what, visits } of ROUNDS) {
  test(`no serious barrier for ${who} in any theme: ${what}`, async ({ driver }) => {
    if (who !== 'nobody') await driver.signIn(who);
    const steps = new Set<string>();
    /** What opens over a page has the page's colours: it is looked at in the first theme only. */
    const dialogHasNone = async (where: string): Promise<void> => {
      expect.soft(await driver.seriousBarriers({ within: DIALOG }), where).toEqual([]);
      await driver.closesDialog();
    };
    for (const visit of visits) {
      const address = placeOf(visit, names);
      const [first = 'light', ...others] = visit.themes ?? ['light', 'dark'];
      await driver.open(address);
      await driver.page.waitForLoadState('networkidle');
      await driver.wears(first);
      await driver.hasArrived(visit);
      for (const by of visit.opens ?? []) {
        await driver.opensDialog(by);
        await dialogHasNone(`${address} ${by}`);
      }
      for (const step of visit.hasSteps ? await driver.steps() : []) {
        if (steps.has(step)) continue;
        steps.add(step);
        await driver.opensDialog(`[data-step-list] [data-action="${step}"]`);
        await dialogHasNone(`${address} ${step}`);
      }
      if (visit.isForItsSteps) continue;
      expect.soft(await driver.seriousBarriers(), `${address} ${first}`).toEqual([]);
      for (const theme of others) {
        await driver.wears(theme);
        expect.soft(await driver.seriousBarriers({ whole: false }), `${address} ${theme}`).toEqual([]);
      }
    }
    expect(driver.complaints).toEqual([]);
  });
}

test('a lost network is told, and told again when it is back', async ({ driver }) => {
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await driver.page.context().setOffline(true);
  await driver.sees(text('ui_offline_since').slice(6));
  await driver.page.context().setOffline(false);
  await expect(driver.page.getByText(text('ui_offline_since').slice(6))).toHaveCount(0);
});
