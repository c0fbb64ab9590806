import { Driver, expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { sentToSites, TABLET } from './tablet-task.ts';
import { text } from './text.ts';

test.use(TABLET);

test('two tabs of one account record at once: nothing is lost, nothing doubled', async ({
  driver,
  city,
  context,
}) => {
  test.setTimeout(150_000);
  const { office, task, sites } = await sentToSites(city, 0, 3);
  const one = new Inspector(driver.page);
  await driver.signIn('inspector');
  await one.acceptsTheTask();
  await one.hasSentEverything();
  const second = new Driver(await context.newPage(), city);
  const other = new Inspector(second.page);
  await second.open('/inspect');

  // Each at a source of its own, stored at the same moment.
  await one.picksStop(0);
  await other.picksStop(1);
  await one.begins();
  await other.begins();
  await Promise.all([one.saves(), other.saves()]);
  await one.hasSentEverything();
  await other.hasSentEverything();
  const found = await office.rows('problems', `task = "${task}"`);
  expect(found.map((each) => each['source']).sort()).toEqual([sites[0]!['id'], sites[1]!['id']].sort());

  // Both at the same source: the second window goes on with what the first one began, and stores nothing twice.
  await one.picksStop(2);
  await one.begins();
  // What is begun is in the device's store a moment later, and the other window marks it.
  await second.sees(text('inspect_draft_mark'));
  await other.picksStop(2);
  await other.findsItsDraft();
  await one.saves();
  await other.saves();
  await second.sees(text('inspect_saved_elsewhere'));
  await one.hasSentEverything();
  await other.hasSentEverything();
  const all = await office.rows('problems', `task = "${task}"`);
  expect(all).toHaveLength(3);
  const photos = await Promise.all(
    all.map((each) => office.rows('photos', `subjectId = "${String(each['id'])}"`)),
  );
  expect(photos.map((each) => each.length)).toEqual([1, 1, 1]);
  expect(await office.rows('inspections', `task = "${task}"`)).toHaveLength(3);
  const events = await office.rows('events', `subjectId = "${task}" && type = "task.visited"`);
  expect(events).toHaveLength(3);
});
