import { expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { sentToSites } from './tablet-task.ts';
import { text } from './text.ts';

test.use({ viewport: { width: 1180, height: 820 } });

test('location denied: it says so in words, and a pin with its reason lets the finding be recorded', async ({
  driver,
  city,
}) => {
  const { office, task, sites } = await sentToSites(city);
  const inspector = new Inspector(driver.page);
  await driver.signIn('inspector');
  await inspector.acceptsTheTask();
  await driver.sees(text('inspect_fix_denied'));

  await inspector.begins();
  await expect(inspector.place).toHaveAttribute('data-place', 'denied');
  await driver.sees(text('inspect_place_denied'));
  await inspector.triesToSave();
  await driver.sees(text('inspect_missing_place'));
  expect(await office.rows('problems', `task = "${task}"`)).toHaveLength(0);
  await driver.picture('tablet-denied');

  // The place is the source's own: the map looks at it. The reason is known; words of one's own may replace it.
  await inspector.pins();
  await driver.sees(text('inspect_place_known', { reason: text('trade_pin_denied') }));
  await inspector.saysWhyPinned('平板没有开定位');
  await inspector.savesPinned();
  await inspector.hasSentEverything();
  const problems = await office.rows('problems', `task = "${task}"`);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ placeBy: 'pin', placeReason: '平板没有开定位' });
  expect(Number(problems[0]!['lng'])).toBeCloseTo(Number(sites[0]!['lng']), 4);
  expect(Number(problems[0]!['lat'])).toBeCloseTo(Number(sites[0]!['lat']), 4);
});

test('a position vaguer than 50 m is warned of: waiting for a better one or pinning both lead on', async ({
  driver,
  city,
  context,
}) => {
  const { office, task, sites } = await sentToSites(city, 1, 3);
  const here = { longitude: Number(sites[0]!['lng']), latitude: Number(sites[0]!['lat']) };
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ ...here, accuracy: 120 });
  const inspector = new Inspector(driver.page);
  await driver.signIn('inspector');
  await inspector.acceptsTheTask();

  await inspector.begins();
  await expect(inspector.place).toHaveAttribute('data-place', 'vague');
  await driver.sees(text('inspect_place_bad', { metres: 120 }));
  await inspector.triesToSave();
  await driver.sees(text('inspect_missing_place'));
  await driver.picture('tablet-vague');

  // Out in the open the device knows better; nothing else has to be done again.
  await context.setGeolocation({ ...here, accuracy: 14 });
  await inspector.measuresAgain();
  await expect(inspector.place).toHaveAttribute('data-place', 'good');
  await inspector.saves();
  await inspector.endsVisit();

  // At the next stop it stays vague, and a pin takes its place; why is known.
  await context.setGeolocation({ ...here, accuracy: 80 });
  await inspector.begins();
  await inspector.hasVaguePlace();
  await inspector.pins();
  await inspector.savesPinned();
  await inspector.hasSentEverything();
  const problems = await office.rows('problems', `task = "${task}"`);
  expect(problems.map((each) => [each['placeBy'], each['placeReason']]).sort()).toEqual([
    ['gps', ''],
    ['pin', 'inaccurate'],
  ]);
});
