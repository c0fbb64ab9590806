import { beforeAll, describe, expect, test } from 'vitest';
import { collections } from '../../src/schema/collections.ts';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { ROLES } from '../../src/core/roles.ts';
import { id, PASSWORD } from './city.ts';
import { found } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';
import { east, maySee, PEOPLE, SEES, west, type Person } from './rules-answers.ts';
import { rulesCity } from './rules-city.ts';

/** The only things that are made through the REST interface itself; events, photos and pictures for the public have tests of their own. */
const CREATES: Readonly<Record<string, readonly Person[]>> = {
  mobile_readings: ['dispatcher', ...west, ...east],
  ...Object.fromEntries(
    ['units', 'groups', 'grids', 'roads', 'stations', 'priorities', 'catalogues'].map((each) => [
      each,
      ['admin'] as const,
    ]),
  ),
};
/** What is made there may also be changed there, but for readings. */
const CHANGES: Readonly<Record<string, readonly Person[]>> = {
  ...CREATES,
  mobile_readings: [],
  exposure_pictures: ['dispatcher', 'admin'],
  feedback: ['admin'],
};

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ city: rulesCity });
});

const path = (collection: string, row = ''): string =>
  `/api/collections/${collection}/records${row === '' ? '' : `/${row}`}`;
const rowsOf = (collection: string): { readonly id: string }[] =>
  (rulesCity[collection] ?? []) as { readonly id: string }[];

/** All rows as text; the order of keys and the time of the last save are no content. */
async function everything(): Promise<string> {
  const root = await server.as('root');
  const lists = await Promise.all(
    collections.map((spec) => root.get(`${path(spec.name)}?perPage=200&sort=id`)),
  );
  return canonicalJson(lists.map((each) => each.body.items)).replace(/"updated":"[^"]*",?/g, '');
}

test('every role has an account here, every collection a row and an answer to who sees it', () => {
  const roles = (rulesCity['users'] as { readonly role: string }[]).map((each) => each.role);
  expect([...new Set(roles)].sort()).toEqual([...ROLES].sort());
  expect(collections.filter((spec) => rowsOf(spec.name).length === 0).map((spec) => spec.name)).toEqual([]);
  expect(Object.keys(SEES).sort()).toEqual(collections.map((spec) => spec.name).sort());
});

describe.each(collections.map((spec) => spec.name))('%s', (collection) => {
  test.each(PEOPLE)('as %s: lists and opens exactly what is theirs', async (person) => {
    const client = await server.as(person);
    const expected = rowsOf(collection)
      .map((row) => row.id)
      .filter((row) => maySee(collection, row, person))
      .sort();
    const list = await client.get(`${path(collection)}?perPage=200&sort=id`);
    // Refused attempts of other tests here add rows to `refusals`: only the known ones are compared.
    const known = new Set(rowsOf(collection).map((row) => row.id));
    const listed = (list.body?.items ?? []).map((row: { id: string }) => row.id);
    expect(listed.filter((each: string) => known.has(each))).toEqual(expected);
    for (const row of rowsOf(collection)) {
      const opened = await client.get(path(collection, row.id));
      expect([row.id, opened.status === 200]).toEqual([row.id, expected.includes(row.id)]);
    }
  });

  test('nobody creates, changes or deletes what is not theirs', async () => {
    const before = await everything();
    const row = rowsOf(collection)[0]!;
    const { id: _, ...copy } = row as Record<string, unknown> & { readonly id: string };
    for (const person of PEOPLE) {
      const client = await server.as(person);
      const { password, areas: _areas, ...rest } = copy;
      const body = {
        ...rest,
        ...(password === undefined ? {} : { password, passwordConfirm: PASSWORD, email: 'new@example.com' }),
        ...(typeof rest['code'] === 'string' ? { code: `${rest['code']}2` } : {}),
        ...('by' in rest ? { by: client.id } : {}),
      };
      const created = await client.send('POST', path(collection), body);
      if (CREATES[collection]?.includes(person)) {
        expect([person, created.status], created.text).toEqual([person, 200]);
        await (await server.as('root')).send('DELETE', path(collection, created.body.id));
      } else {
        expect([person, [400, 401, 403, 404].includes(created.status)], created.text).toEqual([person, true]);
      }
      const isSelf = collection === 'users' && row.id === client.id;
      const changed = await client.send('PATCH', path(collection, row.id), isSelf ? { role: 'admin' } : rest);
      const may = CHANGES[collection]?.includes(person) ? [200] : [400, 401, 403, 404];
      expect([person, may.includes(changed.status)], changed.text).toEqual([person, true]);
      const deleted = await client.send('DELETE', path(collection, row.id));
      expect([person, [401, 403, 404].includes(deleted.status)], deleted.text).toEqual([person, true]);
    }
    const after = await everything();
    // Refused events are written down; that is the one thing that may have been added.
    if (collection !== 'events') expect(after).toBe(before);
  });
});

describe('what is not in a rule', () => {
  test.each(['name', 'role', 'unit', 'group', 'territory', 'demo', 'retiredAt'])(
    'nobody changes his own %s',
    async (field) => {
      const inspector = await server.as('inspector');
      const values = {
        name: '另一人',
        role: 'admin',
        unit: id('housing'),
        group: id('grouptwo'),
        territory: id('towneast'),
        demo: false,
        retiredAt: 1,
      };
      const reply = await inspector.send('PATCH', path('users', inspector.id), {
        [field]: values[field as keyof typeof values],
      });
      expect(reply.status).toBe(404);
    },
  );

  test('not even an administrator gives a role past the route for it, and the areas of a group change by events only', async () => {
    const admin = await server.as('admin');
    const other = { password: `${PASSWORD}2`, passwordConfirm: `${PASSWORD}2`, role: 'admin' };
    expect((await admin.send('PATCH', path('users', id('inspector')), other)).status).toBe(404);
    const post = { user: id('inspector'), role: 'admin', fromAt: 1, untilAt: 0 };
    expect((await admin.send('POST', path('posts'), post)).status).toBe(403);
    const areas = [{ from: 1, until: null, radiusM: 9, polygon: null }];
    expect((await admin.send('PATCH', path('groups', id('force')), { areas })).status).toBe(404);
    const group = { code: 'NEW', name: 'New', kind: 'on_site', areas };
    expect((await admin.send('POST', path('groups'), group)).status).toBe(400);
  });

  test('one may change the own telephone number and language', async () => {
    const inspector = await server.as('inspector');
    const reply = await inspector.send('PATCH', path('users', inspector.id), { phone: '123', locale: 'en' });
    expect([reply.status, reply.body.phone]).toEqual([200, '123']);
  });

  test('filters and expanded relations give nothing away', async () => {
    const town = await server.as('othertown');
    const filter = encodeURIComponent(`no = 'problemwest'`);
    expect((await town.get(`${path('problems')}?filter=${filter}`)).body.items).toEqual([]);
    const through = encodeURIComponent(`foundBy.email ~ 'inspector'`);
    const byRelation = await town.get(`${path('problems')}?filter=${through}`);
    expect(byRelation.body.items?.map((row: { id: string }) => row.id) ?? []).not.toContain(
      id('problemwest'),
    );
    const expanded = await town.get(`${path('problems')}?expand=foundBy,task`);
    expect(expanded.body.items[0].expand ?? {}).toEqual({});
  });

  test('the hash of a feed token is in no answer', async () => {
    expect((await (await server.as('admin')).get(path('feeds'))).text).not.toContain('tokenHash');
  });

  test('1.59 even a superuser neither changes nor deletes nor makes up records', async () => {
    const root = await server.as('root');
    const rows: [string, string][] = [
      ['events', 'eventinspector'],
      ['problems', 'problemwest'],
      ['tasks', 'taskone'],
      ['inspections', 'inspection'],
      ['orders', 'orderhousing'],
      ['notices', 'noticehousing'],
      ['reinspections', 'reinspection'],
      ['exposures', 'exposure'],
      ['escalations', 'steplisting'],
      ['directives', 'directive'],
      ['meetings', 'meeting'],
      ['listings', 'listpublished'],
      ['responses', 'response'],
      ['duty_shifts', 'shiftofgroup'],
      ['reductions', 'reductionwest'],
      ['ownership_rules', 'ownershiprule'],
      ['refusals', 'refusalinspector'],
      ['photos', 'photoinspector'],
      ['zones', 'zoneproposed'],
      ['suggestions', 'suggestion'],
    ];
    const before = new Map<string, number>();
    for (const [collection] of rows)
      before.set(collection, (await root.get(`${path(collection)}?perPage=1`)).body.totalItems);
    for (const [collection, name] of rows) {
      expect([
        collection,
        (await root.send('PATCH', path(collection, id(name)), { rev: 9, seq: 9 })).status,
      ]).toEqual([collection, 403]);
      expect([collection, (await root.send('DELETE', path(collection, id(name)))).status]).toEqual([
        collection,
        403,
      ]);
      expect([collection, (await root.send('POST', path(collection), {})).status]).toEqual([collection, 403]);
      const [, ...rest] = collection;
      const Titled = `${collection[0]!.toUpperCase()}${rest.join('')}`;
      const meta = `/api/collections/${collection}`;
      const attempts: [string, string, object?][] = [
        ...[collection, Titled, collection.toUpperCase(), `pbc_${collection}`].map(
          (each): [string, string] => ['DELETE', `/api/collections/${each}/truncate`],
        ),
        ['DELETE', meta],
        ['PATCH', meta, { name: 'elsewhere' }],
        ['PATCH', `/api/collections/pbc_${collection}`, { fields: [] }],
        ['PUT', '/api/collections/import', { collections: [], deleteMissing: true }],
      ];
      for (const [method, address, body] of attempts) {
        const { status } = await root.send(method, address, body);
        expect([method, address, [400, 403].includes(status) ? 'refused' : status]).toEqual([
          method,
          address,
          'refused',
        ]);
      }
      const kept = await root.get(`${path(collection)}?perPage=1`);
      expect([collection, kept.body.totalItems]).toEqual([collection, before.get(collection)]);
    }
  });

  test('realtime tells a town of its own cases only', async () => {
    const [own, foreign] = [await listen('town'), await listen('othertown')];
    const event = found();
    expect((await (await server.as('inspector')).send('POST', path('events'), event)).status).toBe(200);
    await own.until(event.subjectId);
    await new Promise((done) => setTimeout(done, 150));
    expect(foreign.heard()).not.toContain(event.subjectId);
    own.stop();
    foreign.stop();
  });
});

interface Listener {
  until(text: string): Promise<void>;
  heard(): string;
  stop(): void;
}

/** A subscription to all problems as PocketBase's own clients make it. */
async function listen(person: Person): Promise<Listener> {
  const client = await server.as(person);
  const abort = new AbortController();
  const response = await fetch(`${server.url}/api/realtime`, { signal: abort.signal });
  let heard = '';
  void (async () => {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) heard += part.value;
  })().catch(() => undefined);
  const until = async (text: string): Promise<void> => {
    for (let tries = 0; tries < 300 && !heard.includes(text); tries++)
      await new Promise((done) => setTimeout(done, 10));
    expect(heard).toContain(text);
  };
  await until('clientId');
  const clientId = /"clientId":"([^"]+)"/.exec(heard)?.[1];
  const reply = await client.send('POST', '/api/realtime', { clientId, subscriptions: ['problems/*'] });
  expect(reply.status).toBe(204);
  return { until, heard: () => heard, stop: () => abort.abort() };
}
