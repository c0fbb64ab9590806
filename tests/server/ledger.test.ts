import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SEED, demoCity } from '../../src/cli/demo/demo-city.ts';
import { unpackRecords } from '../../src/core/city-lists.ts';
import { ANY_SOURCE, hasLedger, ledgerList } from '../../src/core/sources/ledger-list.ts';
import type { SourceRecord, StationRecord } from '../../src/schema/records.ts';
import { city, id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, newId, strikeOf } from './drafts.ts';
import { seesPart } from '../../src/state/source-ledger-rights.ts';
import { rulesCity } from './rules-city.ts';
import { startServer, type Client, type TestServer } from './harness.ts';

describe('1.51 the demo city as the server gives it', () => {
  let near: SourceRecord[];

  beforeAll(async () => {
    const { grids, units, stations, sources } = demoCity({ seed: DEFAULT_SEED, anchor: Date.now() });
    const plain = (city['users'] ?? []).map((each) => ({ ...each, group: '', unit: '', territory: '' }));
    const server = await startServer({ city: { grids, units, stations, sources, users: plain } });
    const packed = (await (await server.as('town')).get('/api/sf/city')).body;
    const station = unpackRecords<StationRecord>(packed.stations).find((each) => each.name === '党校站')!;
    near = ledgerList(unpackRecords<SourceRecord>(packed.sources), {
      ...ANY_SOURCE,
      near: { lng: station.lng, lat: station.lat, radiusM: 3000 },
    });
  });

  const count = (kind: 'works' | 'restaurant' | 'market'): number =>
    ledgerList(near, { ...ANY_SOURCE, kind }).length;

  test('has 49 sites, 177 restaurants and 3 markets within 3 km of the station', () => {
    expect([count('works'), count('restaurant'), count('market')]).toEqual([49, 177, 3]);
  });

  test('and not one of them, nor of the others there, without a complete ledger', () => {
    expect(near.length).toBeGreaterThan(229);
    expect(near.filter((each) => !hasLedger(each)).map((each) => each.code)).toEqual([]);
  });
});

describe('1.51 a ledger is changed through the one door', () => {
  let server: TestServer;
  let dispatcher: Client;
  const update = (changes: object, seen = 0) =>
    draft('source.updated', id('sitewest'), { changes, reason: '三员到岗' }, { seen });

  beforeAll(async () => {
    server = await startServer({ city: rulesCity });
    dispatcher = await server.as('dispatcher');
  });

  test('one field at a time: the others stay, two people merge, the same field asks', async () => {
    const officers = ['张', '王', '李'];
    const first = await send(dispatcher, update({ profile: { officers, areaM2: 1200 } }));
    expect(first.status, first.text).toBe(200);
    const admin = await server.as('admin');
    expect((await send(admin, update({ profile: { ledger: 'TZ-1' } }))).status).toBe(200);
    expect((await rowOf(server, 'sources', id('sitewest'))).profile).toEqual({
      officers,
      areaM2: 1200,
      ledger: 'TZ-1',
    });
    const clash = await send(admin, update({ profile: { areaM2: 5 } }));
    expect([clash.status, clash.body.data.fields]).toEqual([409, ['profile areaM2']]);
    expect((await send(dispatcher, update({ profile: { areaM2: null } }, 2))).status).toBe(200);
    expect((await rowOf(server, 'sources', id('sitewest'))).profile).toEqual({ officers, ledger: 'TZ-1' });
  });

  test.each([
    [{ stoves: 3 }, 'trade_error_field_unknown'],
    [{ areaM2: -1 }, 'trade_error_field_range'],
    [{ officers: [1] }, 'trade_error_field_type'],
    ['text', 'server_field_object'],
  ])('refuses the profile %j', async (profile, key) => {
    const reply = await send(dispatcher, update({ profile }, 3));
    expect([reply.status, reply.body.data.key]).toEqual([400, key]);
  });

  test.each([
    ['leader', 403],
    ['regulator', 403],
    ['town', 403],
    ['discipline', 403],
    ['eastofficer', 403],
    ['gridofficer', 200],
  ])('%s is answered %i', async (person, status) => {
    const { rev } = await rowOf(server, 'sources', id('sitewest'));
    const reply = await send(await server.as(person), update({ profile: { note: `由 ${person}` } }, rev));
    expect(reply.status, reply.text).toBe(status);
  });

  test('who answers for a source is not said in the field', async () => {
    const { rev } = await rowOf(server, 'sources', id('sitewest'));
    for (const changes of [{ leader: '李' }, { unit: '' }, { card: 'green' }]) {
      const reply = await send(await server.as('gridofficer'), update(changes, rev));
      expect([reply.status, reply.body.data.key]).toEqual([403, 'server_register_by_office']);
    }
  });

  test('who changed what stands in the log, for those who may read it', async () => {
    const path = `/api/collections/events/records?filter=${encodeURIComponent(`subjectId = "${id('sitewest')}"`)}`;
    const seen = async (person: string): Promise<number> =>
      (await (await server.as(person)).get(path)).body.totalItems;
    expect(await seen('dispatcher')).toBe(4);
    expect([await seen('leader'), await seen('discipline')]).toEqual([4, 4]);
    expect([await seen('gridofficer'), await seen('regulator'), await seen('town')]).toEqual([1, 0, 0]);
  });

  test('the zones in which it was a suspect, with its rank and what came of them', async () => {
    const strike = strikeOf();
    const suspects = [
      { id: id('yardwest'), rank: 1, share: 0.6 },
      { id: id('sitewest'), rank: 2, share: 0.3 },
    ];
    const zone = { ...strike.zone!, ranking: { suspects, unlistedShare: 0.1 } as never };
    const sent = await send(dispatcher, draft('task.sent', newId(), { ...strike, zone }));
    expect(sent.status, sent.text).toBe(200);
    const ask = async (person: string, source: string) =>
      (await server.as(person)).get(`/api/sf/sources/${id(source)}/suspicions`);
    expect((await ask('town', 'sitewest')).body).toEqual([
      {
        id: zone.id,
        station: id('station'),
        at: expect.any(Number),
        outcome: 'open',
        hit: null,
        rank: 2,
        share: 0.3,
      },
    ]);
    expect((await ask('dispatcher', 'siteeast')).body).toEqual([]);
    expect((await ask('public', 'sitewest')).status).toBe(401);
    expect((await ask('', 'sitewest')).status).toBe(401);
  });

  test.each([
    ['checks', 'inspections', ''],
    ['tasks', 'tasks', ''],
    // Events of a case are for its unit, too; those of a source are not.
    ['history', 'events', "?filter=subject='sources'"],
  ] as const)('the page shows %s to the roles to which the rules show %s', async (part, collection, of) => {
    const people = [
      'dispatcher',
      'leader',
      'admin',
      'discipline',
      'regulator',
      'town',
      'siteofficer',
    ] as const;
    for (const person of people) {
      const reply = await (await server.as(person)).get(`/api/collections/${collection}/records${of}`);
      const role = person === 'siteofficer' ? 'site_officer' : person;
      // One's own events are always one's own to see; none of these people has any but those who see all.
      expect(reply.body.totalItems > 0, `${person} ${collection}`).toBe(seesPart(role, part));
    }
  });
});
