import type { Role } from '../../src/core/roles.ts';
import { expect, test } from './driver.ts';
import { isOnlyText } from './xss-check.ts';
import { NASTY, newId, SHORT, Typist } from './xss-strings.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const HOUR = 3_600_000;
const photo = () => [{ id: newId(), sha256: 'a'.repeat(64) }];
/** What the strings were written into, for the addresses to walk. */
const at = { problem: '', source: '', notice: '' };

test('script, HTML and formulas are written into every text that somebody may type', async ({ city }) => {
  const admin = await new Typist(city).signIn('admin');
  await admin.writeInto('units', ['name']);
  await admin.writeInto('groups', ['name']);
  await admin.writeInto('grids', ['name', 'chief']);
  await admin.writeInto('roads', ['name', 'chief']);
  await admin.writeInto('stations', ['name']);
  await admin.writeInto('priorities', ['name']);
  await admin.writeAccounts();
  await admin.ask('POST', '/api/sf/feeds', { code: 'nasty', name: SHORT, alarmCategory: 'road.dust' });

  const nobody = new Typist(city);
  const form = new FormData();
  const report = {
    kind: 'fume',
    place: { lng: 113.62, lat: 34.87 },
    placeText: NASTY,
    note: NASTY,
    contact: SHORT,
  };
  form.set('report', JSON.stringify(report));
  await nobody.ask('POST', '/api/sf/report', form);
  const words = new FormData();
  words.set('report', JSON.stringify({ ...report, place: null }));
  await nobody.ask('POST', '/api/sf/report', words);
  await nobody.ask('POST', '/api/sf/feedback', { text: NASTY, contact: SHORT, page: '/report' });

  const dispatcher = await new Typist(city).signIn('dispatcher');
  const regulator = await new Typist(city).signIn('regulator');
  const [source] = await dispatcher.rows('sources', '&filter=' + encodeURIComponent('kind = "site"'));
  at.source = String(source!['id']);
  const changes = { name: NASTY.slice(0, 150), leader: SHORT };
  await dispatcher.does(
    'source.updated',
    at.source,
    { changes, reason: NASTY.slice(0, 300) },
    Number(source!['rev']),
  );

  at.problem = newId();
  const place = { lng: source!['lng'], lat: source!['lat'], accuracyM: null, by: 'pin', reason: NASTY };
  const finding = {
    ...{ category: 'dust.bare_soil', severity: 1, origin: 'patrol', source: at.source, task: null, place },
    ...{ foundAt: Date.now(), note: NASTY },
  };
  await dispatcher.does('problem.found', at.problem, finding, 0, photo());
  const unit = String(regulator.user['unit']);
  const assigned = { unit, orderNo: SHORT, deadlineAt: Date.now() + 48 * HOUR, note: NASTY };
  await dispatcher.does('problem.assigned', at.problem, assigned, 1);
  at.notice = newId();
  await dispatcher.does('notice.issued', at.notice, {
    ...{
      kind: 'rectification',
      problems: [at.problem],
      order: null,
      unit,
      addressee: SHORT,
      items: [NASTY],
      basis: [NASTY],
    },
    ...{ deadlineAt: Date.now() + 24 * HOUR, note: NASTY },
  });
  await regulator.does(
    'problem.accepted',
    at.problem,
    { handler: SHORT, phone: '0371-63601234', note: NASTY },
    2,
  );
  await regulator.does('problem.started', at.problem, { note: NASTY }, 3);
  await regulator.does(
    'problem.extension_asked',
    at.problem,
    { until: Date.now() + 72 * HOUR, reason: NASTY },
    4,
  );
  const submitted = {
    measures: [{ what: NASTY, value: 1, unit: 'm2' }],
    papers: [{ kind: 'invoice', name: SHORT, photo: null }],
    note: NASTY,
  };
  await regulator.does('problem.submitted', at.problem, submitted, 5, photo());
  await dispatcher.does('exposure.published', newId(), {
    ...{
      medium: 'newspaper',
      title: NASTY.slice(0, 190),
      link: 'https://example.com/"><script>',
      publishedAt: Date.now(),
    },
    ...{
      problems: [at.problem],
      redaction: 'none',
      followUpDueAt: Date.now() + 7 * 24 * HOUR,
      proposal: null,
      note: NASTY,
    },
  });
});

const WALKS: readonly (readonly [role: Role, paths: () => readonly string[]])[] = [
  [
    'dispatcher',
    () => [
      '/dispatch',
      `/dispatch?source=${at.source}`,
      '/cases',
      `/cases/${at.problem}`,
      '/cases/orders',
      '/cases/reviews',
      '/sources',
      `/sources/${at.source}`,
      '/papers',
      `/print/notice/${at.notice}`,
      '/admin?tab=reports',
      '/admin?tab=exposed',
      '/admin?tab=lookback',
    ],
  ],
  [
    'admin',
    () =>
      ['feeds', 'coverage', 'categories', 'groups', 'people', 'handheld', 'feedback'].map(
        (tab) => `/admin?tab=${tab}`,
      ),
  ],
  ['leader', () => ['/lead', `/cases/${at.problem}`]],
  ['regulator', () => ['/unit', `/cases/${at.problem}`]],
  ['inspector', () => ['/inspect', '/cases']],
  ['kiosk', () => ['/lead']],
];

for (const [role, paths] of WALKS) {
  test(`nothing of it runs on any screen of ${role}`, async ({ driver }) => {
    await driver.signIn(role);
    for (const path of paths()) {
      await driver.open(path);
      await driver.page.waitForLoadState('networkidle');
      await driver.page.waitForTimeout(400);
      await isOnlyText(driver.page, driver.complaints, `${role} ${path}`);
    }
  });
}

test('nothing of it runs in search, on the map’s card or on the public pages', async ({ driver }) => {
  const { page } = driver;
  for (const path of ['/report', '/exposed', '/feedback']) {
    await driver.open(path);
    await page.waitForLoadState('networkidle');
    await isOnlyText(page, driver.complaints, path);
  }
  await expect(page.locator('h1')).toBeVisible();
  await driver.signIn('dispatcher');
  await driver.mapIsDrawn();
  await page.keyboard.press('/');
  await page.keyboard.type('nowhere');
  await page.waitForTimeout(1500);
  await isOnlyText(page, driver.complaints, 'search');
  await page.keyboard.press('Escape');
  await driver.open(`/cases/${at.problem}`);
  await expect(page.getByText('onerror').first()).toBeVisible();
  await isOnlyText(page, driver.complaints, 'case');
});
