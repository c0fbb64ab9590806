import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CITY_LISTS, unpackRecords, type PackedRecords } from '../../src/core/city-lists.ts';
import { ROLES, type Role } from '../../src/core/roles.ts';
import { TICK_TOPIC } from '../../src/core/snapshot.ts';
import { id } from './city.ts';
import { startServer } from './harness.ts';
import { listen } from './live.ts';
import { rulesCity } from './rules-city.ts';

/** Said here once more, and not read from the product: a new role fails until somebody decides. */
const ON_MAP: Readonly<Record<Role, boolean>> = {
  dispatcher: true,
  leader: true,
  inspector: true,
  grid_officer: true,
  regulator: true,
  town: true,
  site_officer: false,
  discipline: true,
  public: false,
  admin: true,
  kiosk: true,
};
const accountOf = (role: Role): string => role.replace('_', '');
const PUSHED = { station: id('station'), from: Date.now() - 3_600_000, to: Date.now() };

const server = await startServer({ city: rulesCity });

const ROUTES: readonly string[] = [
  '/api/sf/now',
  `/api/sf/history?stations=${PUSHED.station}&from=${PUSHED.from}&to=${PUSHED.to}`,
  `/api/sf/rose?station=${PUSHED.station}`,
  `/api/sf/sources/${id('sitewest')}/suspicions`,
];

test.each(ROLES)(
  'the routes of the map as %s: open to whom the matrix says, and else refused in words',
  async (role) => {
    const client = await server.as(accountOf(role));
    for (const path of ROUTES) {
      const reply = await client.get(path);
      const refusal = role === 'public' ? [401, 'admin_sign_in_first'] : [403, 'server_not_on_map'];
      if (ON_MAP[role]) expect([path, reply.status]).toEqual([path, 200]);
      else expect([path, reply.status, reply.body.message]).toEqual([path, ...refusal]);
    }
  },
);

test('nobody who is not signed in gets anything of the map or the city', async () => {
  const nobody = await server.as('');
  for (const path of [...ROUTES, '/api/sf/city'])
    expect([path, (await nobody.get(path)).status]).toEqual([path, 401]);
});

test.each(ROLES)('the lists of the city as %s hold what the rules of the collections give', async (role) => {
  const client = await server.as(accountOf(role));
  const reply = await client.get('/api/sf/city');
  if (role === 'public') return expect(reply.status).toBe(401);
  expect(reply.status).toBe(200);
  for (const { name } of CITY_LISTS) {
    const packed = (reply.body as Record<string, PackedRecords>)[name]!;
    const byRule = await client.get(`/api/collections/${name}/records?perPage=200`);
    const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map((each) => each.id).sort();
    expect([name, ids(unpackRecords<{ readonly id: string }>(packed))]).toEqual([
      name,
      ids(byRule.body.items),
    ]);
    expect([name, ids(byRule.body.items).length > 0]).toEqual([
      name,
      ON_MAP[role] || !['groups', 'priorities'].includes(name),
    ]);
  }
  const sources = (await client.get('/api/collections/sources/records')).body.items;
  expect(sources).toHaveLength(ON_MAP[role] ? 3 : 1);
});

test('the message of a tick reaches exactly the roles that see the map, whoever subscribed', async () => {
  const open = await Promise.all(
    ROLES.map(async (role) => ({
      role,
      live: await listen(server, await server.as(accountOf(role)), TICK_TOPIC),
    })),
  );
  const stranger = await listen(server, await server.as(''), TICK_TOPIC);
  await (await server.as('admin')).send('POST', '/api/sf/tick');
  await Promise.all(open.filter(({ role }) => ON_MAP[role]).map(({ live }) => live.wait(1)));
  await sleep(300);
  const got = open.map(({ role, live }) => [role, live.received.length > 0]);
  expect(Object.fromEntries(got)).toEqual(ON_MAP);
  expect(stranger.received).toEqual([]);
  for (const { live } of [...open, { live: stranger }]) live.stop();
});

test('a change in the register reaches the officer of a site when it is of the own site, and else not', async () => {
  const officer = await listen(server, await server.as('siteofficer'), 'sources/*');
  const desk = await listen(server, await server.as('dispatcher'), 'sources/*');
  const root = await server.as('root');
  for (const name of ['siteeast', 'sitewest'])
    await root.send('PATCH', `/api/collections/sources/records/${id(name)}`, { leader: name });
  await desk.wait(2);
  await officer.wait(1);
  await sleep(200);
  const leaders = (live: typeof desk): unknown[] =>
    live.received.map((each) => (each as { record: { leader: string } }).record.leader);
  expect([leaders(desk), leaders(officer)]).toEqual([['siteeast', 'sitewest'], ['sitewest']]);
  officer.stop();
  desk.stop();
});
