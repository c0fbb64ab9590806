import { Driver, expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Office } from './office.ts';
import { Road } from './road.ts';

test('a tablet that was on the network opens cold without one: task, zone, map and forms; what is found is sent later', async ({
  browser,
  city,
}) => {
  test.setTimeout(150_000);
  const road = await new Road(city.url).open();
  const atRoad = { ...city, url: road.url };
  const tablet = await browser.newContext({
    baseURL: road.url,
    viewport: { width: 1180, height: 820 },
    locale: 'zh-CN',
    permissions: ['geolocation'],
    geolocation: { longitude: 113.62, latitude: 34.86, accuracy: 12 },
  });
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const sources = (await office.rows('sources', 'kind = "site" && demo = true')).slice(0, 2);
  const task = await office.sends(
    group,
    sources.map((each) => each['id']),
  );
  try {
    const page = await tablet.newPage();
    const first = new Driver(page, atRoad);
    await first.signIn('inspector');
    await new Inspector(page).acceptsTheTask();
    await first.mapIsDrawn();
    await new Inspector(page).isKeptOnTheDevice();

    await road.cut();
    await page.close();
    const cold = await tablet.newPage();
    const driver = new Driver(cold, atRoad);
    const inspector = new Inspector(cold);
    await driver.open('/');
    await driver.mapIsDrawn();
    await inspector.worksFromWhatIsKept();
    expect(await inspector.stops()).toHaveLength(2);
    await inspector.records('on_spot', '断网时发现');
    await driver.picture('cold-start');
    await cold.close();

    await road.open();
    const back = await tablet.newPage();
    await new Driver(back, atRoad).open('/');
    await new Inspector(back).hasSentEverything();
    const found = await office.rows('problems', `task = "${task}"`);
    expect(found.map((each) => each['note'])).toEqual(['断网时发现']);
    expect(await office.rows('photos', `subjectId = "${String(found[0]?.['id'])}"`)).toHaveLength(2);
  } finally {
    await tablet.close();
    await road.cut();
  }
});
