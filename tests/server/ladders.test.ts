import { expect, test } from 'vitest';
import { caseCity, HOUR, lateCase } from './case-driver.ts';
import { id } from './city.ts';
import { startServer, type Json } from './harness.ts';

test('0.47 an administrator tries a ladder dry and publishes it; one that holds at once proposes at once, and none is changed', async () => {
  const one = await startServer({ city: { ...caseCity, problems: [lateCase('latea'), lateCase('lateb')] } });
  const admin = await one.as('admin');
  const rung = (form: string) => ({
    ...{ code: 'rectify', name: '责令整改', nameEn: 'Put right', form, level: 1, confirm: ['dispatcher'] },
    rules: [{ when: 'overdue', days: 1 }],
  });
  const ladders = (form = 'mark') => [
    { code: 'property', name: '物业', kinds: [], categories: [], rungs: [rung(form)] },
  ];
  const edition = (version: string, more: object = {}) => ({
    ...{ version, fromAt: 0, note: '物业单列', base: '', ladders: ladders() },
    ...more,
  });
  const [route, records] = ['/api/sf/ladders', '/api/collections/catalogues/records'];
  for (const path of [route, `${route}/preview`]) {
    for (const who of ['dispatcher', 'leader', 'regulator', ''])
      expect([who, (await (await one.as(who)).send('POST', path, edition('W1'))).status]).toEqual([who, 403]);
    const bad = await admin.send('POST', path, edition('W1', { ladders: ladders('blacklist') }));
    expect([bad.status, bad.body.data.key]).toEqual([400, 'server_ladder_needs_leader']);
  }
  const row = { code: 'escalation_ladders', version: 'W0', fromAt: 1, body: { ladders: ladders() } };
  expect((await admin.send('POST', records, row)).status).toBe(400);

  const tried = await admin.send('POST', `${route}/preview`, { ladders: ladders() });
  expect([tried.status, tried.body]).toEqual([
    200,
    {
      rungs: [
        { ladder: 'property', rung: 'rectify', before: 0, after: 1, cases: 2 },
        { ladder: 'air', rung: 'exposure', before: 1, after: 0, cases: 0 },
      ],
      waiting: 0,
      orphans: 0,
    },
  ]);
  const steps = async (): Promise<Json[]> =>
    (await (await one.as('dispatcher')).get('/api/collections/escalations/records')).body.items;
  expect(await steps()).toEqual([]);
  const refused = async (more: object) =>
    (await admin.send('POST', route, edition('W1', more))).body.data.key;
  expect(await refused({ note: ' ' })).toBe('admin_categories_note');
  expect(await refused({ fromAt: Date.now() - HOUR })).toBe('admin_categories_from_past');

  const good = await admin.send('POST', route, edition('W1'));
  expect([good.status, good.body]).toEqual([200, { version: 'W1', proposed: 1 }]);
  expect(await steps()).toMatchObject([{ ladder: 'property', edition: 'W1', rung: 'rectify', form: 'mark' }]);
  expect(await refused({})).toBe('admin_categories_version_taken');
  expect(await refused({ version: 'W2' })).toBe('admin_categories_newer');
  const later = { version: 'W2', base: 'W1', fromAt: Date.now() + 24 * HOUR };
  const next = await admin.send('POST', route, edition('W2', later));
  expect([next.status, next.body]).toEqual([200, { version: 'W2', proposed: 0 }]);
  const filter = encodeURIComponent("code = 'escalation_ladders'");
  const { items } = (await admin.get(`${records}?filter=${filter}&sort=fromAt`)).body;
  expect(items.map((each: Json) => [each.version, each.untilAt, each.by])).toEqual([
    ['W1', later.fromAt, id('admin')],
    ['W2', 0, id('admin')],
  ]);
  expect((await admin.send('PATCH', `${records}/${items[0].id}`, { note: 'x' })).status).toBe(404);
});
