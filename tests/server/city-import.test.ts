import { beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '../../src/core/roles.ts';
import { id } from './city.ts';
import { send as sendEvent } from './door.ts';
import { draft, newId, strikeOf } from './drafts.ts';
import { startServer, type Client, type TestServer } from './harness.ts';

const PATH = '/api/sf/city-import';
const EMPTY = { grids: [], roads: [], stations: [], sources: [] };
const box = (west: number, east: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 34.8],
      [east, 34.8],
      [east, 35],
      [west, 35],
      [west, 34.8],
    ],
  ],
});
const town = (code: string, name: string, west: number, east: number, more: object = {}) => ({
  code,
  name,
  level: 'town',
  polygon: box(west, east),
  lng: (west + east) / 2,
  lat: 34.9,
  areaKm2: 200,
  ...more,
});
const source = (code: string, more: object = {}) => ({
  code,
  name: `源${code}`,
  kind: 'site',
  lng: 113.52,
  lat: 34.85,
  ...more,
});
const station = { code: 'S9', name: '新站', level: 'micro', lng: 113.65, lat: 34.85 };
const road = {
  name: '江山路',
  class: 'main',
  line: {
    type: 'LineString',
    coordinates: [
      [113.5, 34.8],
      [113.6, 34.9],
    ],
  },
};

let server: TestServer;
let admin: Client;
beforeAll(async () => {
  server = await startServer();
  admin = await server.as('admin');
});
const send = (plan: object, more: object = {}, as = admin) =>
  as.send('POST', PATH, { batch: newId(), file: 'own.geojson', plan: { ...EMPTY, ...plan }, ...more });
const rowOf = async (collection: string, code: string) => {
  const root = await server.as('root');
  const filter = encodeURIComponent(`code = '${code}'`);
  return (await root.get(`/api/collections/${collection}/records?filter=${filter}`)).body.items[0];
};

describe('who', () => {
  test.each(ROLES.filter((role) => role !== 'admin'))('%s may not import a city', async (role) => {
    const who = role.replace('_', '');
    const reply = await send({ sources: [source('X')] }, {}, await server.as(who));
    expect([reply.status, reply.body.data.key]).toEqual([403, 'admin_admins_only']);
    expect((await (await server.as(who)).send('DELETE', `${PATH}/${newId()}`)).status).toBe(403);
  });

  test('nobody without an account either', async () => {
    expect((await send({}, {}, await server.as(''))).status).toBe(403);
    expect(await rowOf('sources', 'X')).toBeUndefined();
  });
});

describe('bad input', () => {
  test('no plan, no batch, half a body: nothing is stored', async () => {
    for (const body of [
      '{"batch":"abc"',
      { plan: EMPTY },
      { batch: newId(), plan: 3 },
      { batch: "x' OR 1", plan: EMPTY },
    ])
      expect((await admin.send('POST', PATH, body)).status).toBe(400);
    const wrong = await admin.send('POST', PATH, { batch: newId(), plan: { grids: [] } });
    expect(wrong.body.data.problems).toEqual([
      { kind: 'grids', row: 0, field: '', key: 'admin_city_no_plan', params: {} },
    ]);
  });

  test('one wrong row keeps the whole plan out, and each wrong row is named', async () => {
    const open = { type: 'Polygon', coordinates: [box(113.5, 113.6).coordinates[0]!.slice(0, 4)] };
    const reply = await send({
      grids: [
        town('410108003', '三', 113.5, 113.6, { polygon: open }),
        town('419999001', '孤', 113.5, 113.6),
      ],
      stations: [
        { ...station, lng: 213 },
        { ...station, level: 'galactic' },
      ],
      sources: [
        source('A1'),
        source('A1'),
        source('A2', { kind: 'spaceship' }),
        source('A3', { regulator: 'mars' }),
        null,
      ],
    });
    expect([reply.status, reply.body.data.key]).toEqual([400, 'admin_city_refused']);
    const found = reply.body.data.problems.map(
      (each: Record<string, unknown>) => `${each['kind']} ${each['row']} ${each['key']}`,
    );
    expect(found).toEqual([
      'grids 1 upwind_area_unclosed',
      'grids 2 admin_city_parent',
      'stations 1 admin_city_range',
      'stations 2 admin_city_station_level',
      'sources 2 admin_city_twice',
      'sources 3 admin_city_kind',
      'sources 4 admin_city_unit',
      'sources 5 admin_feed_row_not_object',
    ]);
    expect(await rowOf('sources', 'A1')).toBeUndefined();
  });
});

describe('storing', () => {
  test('a dry run counts and stores nothing', async () => {
    const reply = await send(
      { sources: [source('D1'), source('sitewest', { name: '改名' })] },
      { dryRun: true },
    );
    expect(reply.status).toBe(200);
    expect(reply.body.counts.sources).toEqual({ created: 1, updated: 1, unchanged: 0 });
    expect(await rowOf('sources', 'D1')).toBeUndefined();
    expect((await rowOf('sources', 'sitewest')).name).toBe('sitewest');
  });

  test('0.30 records of land and permit are laid into the profile: the rest of it stays, an empty one goes, a strange field is refused', async () => {
    const row = (profile: object) => source('records', { profile });
    await send({ sources: [row({ landUnit: 'ecology', landNo: 'YD-1' })] });
    await send({ sources: [row({ landNo: null, permitUnit: 'housing' })] });
    expect((await rowOf('sources', 'records')).profile).toEqual({
      landUnit: 'ecology',
      permitUnit: 'housing',
    });
    await send({ sources: [source('records', { name: '改' })] });
    expect((await rowOf('sources', 'records')).profile).toEqual({
      landUnit: 'ecology',
      permitUnit: 'housing',
    });
    for (const profile of [{ night: true }, { landUnit: 'mars' }, { landNo: 7 }])
      expect((await send({ sources: [row(profile)] })).status).toBe(400);
  });

  test('1.44 ids are stable by code, new rows get their grids, undo puts everything back', async () => {
    const batch = newId();
    const plan = {
      grids: [town('410108001', '新西镇', 113.5, 113.6), town('410108003', '北镇', 113.7, 113.8)],
      roads: [road],
      stations: [station],
      sources: [
        source('sitewest', { name: '改名' }),
        source('SD-9', { name: '', kind: 'soil_yard', lng: 113.75, lat: 34.95 }),
      ],
    };
    const before = await rowOf('sources', 'sitewest');
    const reply = await send(plan, { batch });
    expect(reply.status, reply.text).toBe(200);
    expect(reply.body.counts).toEqual({
      grids: { created: 1, updated: 1, unchanged: 0 },
      roads: { created: 1, updated: 0, unchanged: 0 },
      stations: { created: 1, updated: 0, unchanged: 0 },
      sources: { created: 1, updated: 1, unchanged: 0 },
    });
    const after = await rowOf('sources', 'sitewest');
    expect(after).toMatchObject({
      id: before.id,
      name: '改名',
      lng: 113.52,
      town: id('townwest'),
      state: 'active',
      // No event: nobody who had the row open missed one.
      rev: before.rev,
    });
    const north = await rowOf('grids', '410108003');
    expect(north).toMatchObject({ parent: id('huiji'), name: '北镇', synthetic: false });
    expect(await rowOf('sources', 'SD-9')).toMatchObject({
      name: '',
      kind: 'soil_yard',
      town: north.id,
      cell: '',
    });
    expect(await rowOf('stations', 'S9')).toMatchObject({ level: 'micro', town: id('towneast') });

    const again = await send(plan);
    expect(again.body.counts.sources).toEqual({ created: 0, updated: 0, unchanged: 2 });
    expect(again.body.counts.roads).toEqual({ created: 0, updated: 0, unchanged: 1 });
    expect((await send(plan, { batch })).status).toBe(409);

    const undone = await admin.send('DELETE', `${PATH}/${batch}`);
    expect(undone.body).toEqual({ batch, removed: 4, restored: 2, kept: 0, keptRows: [] });
    expect(await rowOf('sources', 'sitewest')).toMatchObject({
      id: before.id,
      name: 'sitewest',
      lng: 113.55,
    });
    expect((await rowOf('grids', '410108001')).name).toBe('townwest');
    expect(await rowOf('sources', 'SD-9')).toBeUndefined();
    expect((await admin.send('DELETE', `${PATH}/${batch}`)).body).toEqual({
      batch,
      removed: 0,
      restored: 0,
      kept: 0,
      keptRows: [],
    });
    expect((await admin.send('DELETE', `${PATH}/${newId()}`)).status).toBe(404);
  });

  test('1.44 what was worked on since an import is kept by its undo, and named', async () => {
    const batch = newId();
    const codes = ['U1', 'U2', 'U3', 'U4', 'U5'];
    const plan = {
      sources: [
        source('sitewest', { name: '新名' }),
        source('sitesoil', { name: '土' }),
        ...codes.map((each) => source(each)),
      ],
    };
    await send({ sources: [source('sitesoil', { name: '原名' })] });
    const reply = await send(plan, { batch });
    expect(reply.status, reply.text).toBe(200);
    const ids = new Map<string, string>();
    for (const each of codes) ids.set(each, (await rowOf('sources', each)).id);
    const west = await rowOf('sources', 'sitewest');
    const dispatcher = await server.as('dispatcher');
    const update = (subject: string, changes: object, seen: number) =>
      sendEvent(dispatcher, draft('source.updated', subject, { changes, reason: '核实' }, { seen }));
    expect((await update(west.id, { leader: '王工' }, west.rev)).status).toBe(200);
    expect((await update(ids.get('U1')!, { leader: '李工' }, 1)).status).toBe(200);
    const target = { ...strikeOf().targets[0]!, source: ids.get('U2')! };
    const task = strikeOf({ type: 'grid_patrol', zone: null, targets: [target] });
    const sent = await sendEvent(dispatcher, draft('task.sent', newId(), task));
    expect(sent.status, sent.text).toBe(200);
    const opened = {
      ...{ ladder: 'air', rung: 'penalty', source: ids.get('U3')!, unit: null, problems: [], reason: '令' },
      terms: {
        form: 'penalty',
        law: '大气法',
        article: '第一百一十五条',
        amountCNY: 1,
        document: '',
      } as const,
    };
    const leader = await server.as('leader');
    const fined = await sendEvent(leader, draft('escalation.opened', newId(), opened));
    expect(fined.status, fined.text).toBe(200);
    await send({ stations: [{ ...station, code: 'DUST-U4', source: 'U4' }] });

    const undone = await admin.send('DELETE', `${PATH}/${batch}`);
    expect(undone.body).toMatchObject({ removed: 1, restored: 1, kept: 5 });
    const told = undone.body.keptRows.map(
      (each: Record<string, string>) => `${each['key']} ${each['because']}`,
    );
    expect(told.sort()).toEqual(['U1 changed', 'U2 used', 'U3 used', 'U4 used', 'sitewest changed']);
    expect(await rowOf('sources', 'sitewest')).toMatchObject({
      name: '新名',
      leader: '王工',
      rev: west.rev + 1,
    });
    expect(await rowOf('sources', 'sitesoil')).toMatchObject({ name: '原名' });
    expect(await rowOf('sources', 'U5')).toBeUndefined();
    const root = await server.as('root');
    const events = await root.get(
      `/api/collections/events/records?filter=${encodeURIComponent(`subjectId='${west.id}'`)}`,
    );
    expect(events.body.items).toHaveLength(1);
  });

  test('what has readings since is kept by an undo', async () => {
    const batch = newId();
    await send({ stations: [{ ...station, code: 'S8' }] }, { batch });
    const made = await rowOf('stations', 'S8');
    const root = await server.as('root');
    const row = { id: newId(), station: made.id, at: 1, spanMin: 60, values: { pm10: 80 } };
    expect((await root.send('POST', '/api/collections/readings/records', row)).status).toBe(200);
    expect((await admin.send('DELETE', `${PATH}/${batch}`)).body).toMatchObject({ removed: 0, kept: 1 });
    expect((await rowOf('stations', 'S8')).id).toBe(made.id);
  });

  test('1.16 the answer tells the gap between towns and their district', async () => {
    const { tiling } = (await send({ grids: [town('410108001', '西', 113.5, 113.6)] }, { dryRun: true }))
      .body;
    expect(tiling).toHaveLength(2);
    expect(tiling[0]).toMatchObject({ code: '410108', children: 2 });
    expect(Math.abs(tiling[0].gapShare)).toBeGreaterThan(0.001);
    expect(tiling[0].problems[0].key).toBe('trade_tiling_gap');
  });
});

describe('feeds', () => {
  test('2.16 the token of a new feed is told once, works, and dies when it is renewed or the feed is off', async () => {
    const made = await admin.send('POST', '/api/sf/feeds', { code: 'logger-1', name: '一号采集仪' });
    expect(made.status).toBe(200);
    const push = async (token: string) =>
      (await admin.send('POST', '/api/sf/push/logger-1', '[]', { Authorization: `Bearer ${token}` })).status;
    const { token, id: feed } = made.body;
    expect(token).toMatch(/^\w{40}$/);
    expect(await push(token)).not.toBe(401);
    expect((await admin.get(`/api/collections/feeds/records/${feed}`)).text).not.toContain(token);
    const renewed = (await admin.send('POST', `/api/sf/feeds/${feed}/token`)).body.token;
    expect(await push(token)).toBe(401);
    expect(await push(renewed)).not.toBe(401);
    await admin.send('POST', `/api/sf/feeds/${feed}/switch`, { on: false });
    expect(await push(renewed)).toBe(401);
    await admin.send('POST', `/api/sf/feeds/${feed}/switch`, { on: true });
    expect(await push(renewed)).not.toBe(401);
  });

  test('a code that is taken, malformed or not the admin’s to make is refused', async () => {
    const make = (body: unknown, as = admin) => as.send('POST', '/api/sf/feeds', body);
    await make({ code: 'twice', name: 'x' });
    expect((await make({ code: 'twice', name: 'x' })).status).toBe(409);
    expect((await make({ code: 'Ü', name: 'x' })).body.data.key).toBe('admin_feeds_code_shape');
    expect((await make({ code: 'ok', name: '' })).body.data.key).toBe('admin_feeds_name_shape');
    expect((await make('half')).status).toBe(400);
    for (const who of ['dispatcher', 'leader', 'inspector', 'public', ''])
      expect((await make({ code: 'mine', name: 'x' }, await server.as(who))).status, who).toBe(403);
    expect((await admin.send('POST', `/api/sf/feeds/${newId()}/switch`, { on: true })).status).toBe(404);
  });
});
