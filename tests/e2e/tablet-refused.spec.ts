import { expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Office, place } from './office.ts';
import { cameraPicture } from './picture.ts';
import { sentToSites, TABLET } from './tablet-task.ts';
import { text } from './text.ts';

test.use(TABLET);

test('0.45 1.59 a finding that the server refuses goes back into the form as it was recorded, is put right there and arrives once', async ({
  driver,
  city,
  context,
}) => {
  test.setTimeout(180_000);
  const { office, task, sites } = await sentToSites(city);
  const site = sites[0];
  const there = place(site!);
  await context.setGeolocation({ longitude: there.lng, latitude: there.lat, accuracy: 12 });
  const inspector = new Inspector(driver.page);
  await driver.signIn('inspector');
  await inspector.acceptsTheTask();
  await inspector.hasSentEverything();
  // The office asks for more than this tablet knows of.
  await (await new Office(city).signIn('admin')).asksForPhotos(2);
  const note = '北门裸土未盖';
  // Walks on after the pictures, before saving: shutter and save are two places.
  const walked = { ...there, lng: there.lng + 0.0006 };
  await inspector.records('on_spot', note, () => inspector.goesTo(walked));
  const done = Date.now();
  await expect(driver.page.locator('footer[data-refused="1"]')).toBeVisible({ timeout: 30_000 });
  expect(await office.rows('problems', `note = "${note}"`)).toEqual([]);

  // Later, elsewhere, after the tablet was off.
  const elsewhere = { ...there, lng: there.lng + 0.02 };
  await context.setGeolocation({ longitude: elsewhere.lng, latitude: elsewhere.lat, accuracy: 5 });
  await driver.page.reload();
  await inspector.opensOutbox();
  await driver.sees(text('server_needs_photos_before', { count: '2' }));
  await driver.picture('outbox-refused');
  await inspector.takesBack();
  await expect(driver.page.locator('img[src^="blob:"]')).toHaveCount(2);
  await expect(driver.page.locator('[data-category][aria-checked="true"]')).toHaveCount(1);
  await expect(driver.page.locator('[data-handling="on_spot"]')).toHaveAttribute('aria-checked', 'true');
  await expect(driver.page.getByLabel(text('inspect_note'), { exact: true })).toHaveValue(note);
  await expect(inspector.place).toHaveAttribute('data-place', 'good');
  await expect(driver.page.locator('[data-fault="photo"]')).toBeVisible();
  await driver.picture('finding-refused');
  await inspector.triesToSave();
  await driver.sees(text('inspect_missing_photos', { count: '1' }));
  await inspector.photographs(3);
  await inspector.goesTo({ ...elsewhere, lng: elsewhere.lng + 0.01 });
  await expect(driver.page.locator('[data-fault="none"]')).toBeVisible();
  await inspector.savesPinned();
  // Back in the outbox: the old one says what went in its place.
  const replaced = driver.page.locator('[data-item="problem.found"][data-state="replaced"]');
  await expect(replaced.locator('[data-replaced-by]')).toBeVisible();
  await inspector.hasSentEverything();
  await driver.picture('outbox-replaced');

  const [problem, ...others] = await office.rows('problems', `note = "${note}"`);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ state: 'fixed_on_spot', task, source: site!['id'] });
  expect(place(problem!)).toEqual({ lng: expect.closeTo(there.lng, 5), lat: expect.closeTo(there.lat, 5) });
  expect(Number(problem!['foundAt'])).toBeLessThanOrEqual(done + 2000);
  const id = String(problem!['id']);
  const photos = await office.rows('photos', `subjectId = "${id}"`);
  expect(photos.map((each) => [each['phase'], each['verified']]).sort()).toEqual([
    ['after', true],
    ['before', true],
    ['before', true],
  ]);
  // Each picture is where its shutter fell, not where it was saved or sent from.
  const shutters = photos.map((each) => place(each['taken'] as Record<string, unknown>));
  expect(shutters.sort((a, b) => a.lng - b.lng)).toEqual(
    [there, there, elsewhere].map(({ lng, lat }) => ({
      lng: expect.closeTo(lng, 5),
      lat: expect.closeTo(lat, 5),
    })),
  );
  const events = await office.rows('events', `subjectId = "${id}" && type = "problem.found"`);
  expect(events).toHaveLength(1);
  const { replaces } = JSON.parse(String(events[0]!['payload'])) as { readonly replaces: string };
  const refusals = await office.rows('refusals', `event = "${replaces}"`);
  expect(refusals).toHaveLength(1);
  expect(await office.rows('events', `subjectId = "${task}" && type = "task.visited"`)).toHaveLength(1);

  // It stays to be looked at, and nothing sends it again.
  await driver.page.reload();
  await inspector.opensOutbox();
  await expect(replaced).toHaveCount(1);
  await expect(replaced.locator('[data-action]')).toHaveCount(0);
  // A refusal is an answer that the browser's console counts as an error.
  expect(driver.complaints.filter((each) => !each.includes('400'))).toEqual([]);
});

test('0.45 what was put right on the spot and is refused for want of a picture gets it and goes on', async ({
  driver,
  city,
  context,
}) => {
  test.setTimeout(150_000);
  const { office, sites } = await sentToSites(city, 1);
  const there = place(sites[0]!);
  await context.setGeolocation({ longitude: there.lng, latitude: there.lat, accuracy: 12 });
  const admin = await new Office(city).signIn('admin');
  await admin.asksForPhotos(1, 1);
  const inspector = new Inspector(driver.page);
  await driver.signIn('inspector');
  await inspector.acceptsTheTask();
  await inspector.hasSentEverything();
  await admin.asksForPhotos(1, 2);
  const note = '围挡已补';
  await inspector.records('on_spot', note);
  await expect(driver.page.locator('footer[data-refused="1"]')).toBeVisible({ timeout: 30_000 });
  await driver.page.reload();
  await inspector.opensOutbox();
  await driver.page.locator('[data-action="take-back"]').click();
  const sheet = driver.page.locator('[data-photos-again="problem.fixed_on_spot"]');
  await expect(sheet.locator('ul li')).toHaveCount(1);
  await driver.page.locator('input[name="again"]').setInputFiles(cameraPicture(17));
  await expect(sheet.locator('ul li')).toHaveCount(2);
  await driver.picture('photos-again');
  await driver.page.locator('[data-action="save-photos"]').click();
  await inspector.hasSentEverything();
  const [problem] = await office.rows('problems', `note = "${note}"`);
  expect(problem).toMatchObject({ state: 'fixed_on_spot' });
  const photos = await office.rows('photos', `subjectId = "${String(problem!['id'])}"`);
  expect(photos.map((each) => each['phase']).sort()).toEqual(['after', 'after', 'before']);
});

test('0.45 a refused finding that was recorded at the wrong source is taken back and reported at another one', async ({
  driver,
  city,
  context,
}) => {
  test.setTimeout(180_000);
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const [, , site, other] = await office.rows('sources', 'kind = "site" && demo = true');
  const task = await office.sends(group, [site!['id']]);
  const there = place(site!);
  await context.setGeolocation({ longitude: there.lng, latitude: there.lat, accuracy: 12 });
  const admin = await new Office(city).signIn('admin');
  // Whatever an earlier test asked for: one picture is enough when the tablet goes out.
  await admin.asksForPhotos(1);
  const inspector = new Inspector(driver.page);
  await driver.signIn('inspector');
  await inspector.acceptsTheTask();
  await inspector.hasSentEverything();
  await admin.asksForPhotos(2);
  const note = '报错了工地';
  await inspector.records('to_assign', note);
  await expect(driver.page.locator('footer[data-refused="1"]')).toBeVisible({ timeout: 30_000 });
  await driver.page.reload();
  await inspector.opensOutbox();
  await inspector.takesBack();
  await driver.page.locator('[data-action="other-source"]').click();
  await driver.page.getByLabel(text('inspect_pick_find')).fill(String(other!['code']));
  await driver.picture('finding-other-source');
  await driver.page.locator(`[data-pick="${String(other!['id'])}"]`).click();
  await expect(driver.page.locator('[data-field="source"]')).toHaveAttribute(
    'data-source',
    String(other!['id']),
  );
  await inspector.photographs(5);
  await driver.picture('finding-at-another-source');
  await driver.page.locator('[data-action="save-finding"]').click();
  await inspector.hasSentEverything();
  const [problem, ...others] = await office.rows('problems', `note = "${note}"`);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ source: other!['id'], task, inspection: '' });
  const [event] = await office.rows(
    'events',
    `subjectId = "${String(problem!['id'])}" && type = "problem.found"`,
  );
  expect(String(event!['device'])).toMatch(/^(tablet|computer)\/\w+\/chrome$/);
});
