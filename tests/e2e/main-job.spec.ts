import { Dispatcher } from './dispatcher.ts';
import { Driver, expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Leader } from './leader.ts';
import { dustClimbsWithSouthWestWind, PARTY_SCHOOL, push, steadyWind } from './push.ts';

/** What the finder writes; the leader reads it at the other end. */
const NOTE = '土方未苫盖，现场已覆网';

test('3.20 wind turns, dust climbs: suggestion, strike, tablet, finding, leaders’ map', async ({
  driver,
  city,
  browser,
}) => {
  test.setTimeout(240_000);
  const desk = new Dispatcher(driver.page);
  await driver.page.setViewportSize({ width: 1920, height: 1080 });
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();

  // A south-west wind, and dust that climbs with it.
  const now = Date.now();
  await dustClimbsWithSouthWestWind(city, PARTY_SCHOOL.code, now);
  await desk.seesSuggestionFor(PARTY_SCHOOL.name);
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  expect(await desk.wind()).toContain('西南');
  await driver.mapIsDrawn();
  await driver.picture('1-suggestion');

  // The demo's culprit lies upwind of this station: it stands among the first three.
  expect((await desk.suspects()).slice(0, 3)).toContain('GD-017');

  // Sent, taken back within the undo time, and sent again: nothing is lost on the way.
  await desk.sendsTo('2 组');
  await desk.takesItBack();
  await desk.seesSuggestionFor(PARTY_SCHOOL.name);
  await desk.opensZoneOf(PARTY_SCHOOL.code);
  await desk.sendsTo('2 组');
  await desk.seesTaskIn('sent');

  // The tablet gets it by itself.
  const tabletContext = await browser.newContext({
    baseURL: city.url,
    viewport: { width: 1180, height: 820 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    permissions: ['geolocation'],
    geolocation: { longitude: 113.62, latitude: 34.86, accuracy: 12 },
  });
  const tablet = new Driver(await tabletContext.newPage(), city);
  const inspector = new Inspector(tablet.page);
  await tablet.signIn('inspector');
  await inspector.acceptsTheTask();
  await tablet.mapIsDrawn();
  await tablet.picture('2-tablet');
  await desk.seesTaskIn('under_way');

  const leaderContext = await browser.newContext({
    baseURL: city.url,
    viewport: { width: 1920, height: 1080 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const leader = new Driver(await leaderContext.newPage(), city);
  const reader = new Leader(leader.page);
  await leader.signIn('leader');
  await leader.mapIsDrawn();
  const before = await reader.totals();
  expect(before.found).toBe(before.onSpot + before.assigned + before.undecided);

  // While it drives, the wind turns: the desk sees it and sends the new zone with one confirmation.
  await push(city, steadyWind(PARTY_SCHOOL.code, Date.now(), 20, 330, 5));
  await desk.seesTheWindTurned();
  await driver.picture('3-wind-shift');
  const stops = await inspector.stops();
  await desk.resendsByTheNewZone();
  await expect.poll(() => inspector.stops(), { timeout: 30_000 }).not.toEqual(stops);

  await inspector.records('on_spot', NOTE);
  await tablet.picture('4-finding-saved');
  await inspector.hasSentEverything();

  // It is on the open leaders' map by itself, in totals that agree, and the number leads to the case.
  await reader.seesTotal('lead_problems', before.found + 1);
  await reader.seesTotal('lead_on_spot', before.onSpot + 1);
  expect(await reader.totals()).toEqual({
    ...before,
    found: before.found + 1,
    onSpot: before.onSpot + 1,
  });
  await reader.seesThatTotalsAgree();
  await leader.mapIsDrawn();
  await leader.picture('5-leaders-map');
  await reader.followsTheNewestOnSpotCase(NOTE);
  await leader.picture('6-case');

  expect(driver.complaints).toEqual([]);
  expect(tablet.complaints).toEqual([]);
  expect(leader.complaints).toEqual([]);
  await tabletContext.close();
  await leaderContext.close();
});
