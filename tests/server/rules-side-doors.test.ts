import { beforeAll, describe, expect, test } from 'vitest';
import { collections } from '../../src/schema/collections.ts';
import { id } from './city.ts';
import { draft, found, newId, sha256 } from './drafts.ts';
import { startServer, type Client, type TestServer } from './harness.ts';
import { listen, type Live } from './live.ts';
import { maySee, PEOPLE, type Person } from './rules-answers.ts';
import { rulesCity } from './rules-city.ts';

let server: TestServer;
const clients = new Map<Person, Client>();

beforeAll(async () => {
  server = await startServer({ city: rulesCity });
  for (const person of PEOPLE) clients.set(person, await server.as(person));
});

const names = collections.map((spec) => spec.name);
const path = (collection: string): string => `/api/collections/${collection}/records`;

interface Row extends Record<string, unknown> {
  readonly id: string;
}
interface Way {
  /** As `expand` and `filter` spell it. */
  readonly name: string;
  readonly to: string;
  /** Ids of the rows at its end. */
  readonly ends: (row: Row) => readonly string[];
}

/** Relations of a collection, both ways: a field, and `other_via_field` of those that point here. */
function waysOf(collection: string): readonly Way[] {
  const list = (value: unknown): readonly string[] =>
    (Array.isArray(value) ? value : value ? [value] : []) as readonly string[];
  const own = collections.find((spec) => spec.name === collection)!;
  const forth = own.fields.flatMap((field) =>
    field.type === 'relation'
      ? [{ name: field.name, to: field.to, ends: (row: Row) => list(row[field.name]) }]
      : [],
  );
  const back = collections.flatMap((spec) =>
    spec.fields.flatMap((field) =>
      field.type === 'relation' && field.to === collection
        ? [
            {
              name: `${spec.name}_via_${field.name}`,
              to: spec.name,
              ends: (row: Row) =>
                rowsOf(spec.name).flatMap((each) =>
                  list(each[field.name]).includes(row.id) ? [each.id] : [],
                ),
            },
          ]
        : [],
    ),
  );
  return [...forth, ...back];
}

function rowsOf(collection: string): readonly Row[] {
  return (rulesCity[collection] ?? []) as readonly Row[];
}

/** A field of a row that a filter can ask for; its value as a filter writes it. */
function askable(collection: string, row: Row): { readonly field: string; readonly value: string } | null {
  const spec = collections.find((each) => each.name === collection)!;
  for (const field of spec.fields) {
    const value = row[field.name];
    if (field.type === 'text' && field.hidden !== true && typeof value === 'string' && value !== '')
      return { field: field.name, value: JSON.stringify(value) };
    if (field.type === 'number' && typeof value === 'number' && value !== 0)
      return { field: field.name, value: String(value) };
  }
  return null;
}

/** That the matrix is no empty one. */
const asked = { expanded: 0, filtered: 0 };

describe.each(names)('%s, by the side doors', (collection) => {
  const ways = waysOf(collection);

  test('expanded relations hold only what the asker may open', async () => {
    for (const [person, client] of clients) {
      for (const way of ways) {
        const reply = await client.get(`${path(collection)}?perPage=200&expand=${way.name}`);
        for (const item of (reply.body?.items ?? []) as Row[]) {
          const found =
            (item['expand'] as Record<string, Row | readonly Row[]> | undefined)?.[way.name] ?? [];
          for (const each of [found].flat() as readonly Row[]) {
            const known = rowsOf(way.to).some((row) => row.id === each.id);
            expect([person, way.name, each.id, known && maySee(way.to, each.id, person)]).toEqual([
              ...[person, way.name, each.id, true],
            ]);
            asked.expanded++;
          }
        }
      }
    }
  });

  test('a filter or an order through a relation tells nothing of a row that the asker may not open', async () => {
    const told: unknown[] = [];
    for (const [person, client] of clients) {
      for (const way of ways) {
        for (const row of rowsOf(collection)) {
          if (!maySee(collection, row.id, person)) continue;
          const hidden = way.ends(row).filter((end) => !maySee(way.to, end, person));
          for (const end of hidden) {
            const target = rowsOf(way.to).find((each) => each.id === end);
            const ask = target && askable(way.to, target);
            if (!ask) continue;
            // What a row that he may open says as well is no secret.
            const open = way.ends(row).filter((each) => !hidden.includes(each));
            const says = (each: string): unknown =>
              rowsOf(way.to).find((other) => other.id === each)?.[ask.field];
            if (open.some((each) => says(each) === says(end))) continue;
            // `?=`: of several rows at the end of the way any may match.
            asked.filtered++;
            const filter = encodeURIComponent(`id = "${row.id}" && ${way.name}.${ask.field} ?= ${ask.value}`);
            const reply = await client.get(`${path(collection)}?filter=${filter}`);
            if ((reply.body?.items ?? []).length > 0) told.push([person, collection, way.name, ask.field]);
          }
        }
      }
    }
    expect(told).toEqual([]);
  });

  test('a batch of requests does not pass the door', async () => {
    const body = (rowsOf(collection)[0] ?? {}) as object;
    const request = { method: 'POST', url: path(collection), body: { ...body, id: newId().slice(0, 15) } };
    for (const [person, client] of clients) {
      const reply = await client.send('POST', '/api/batch', { requests: [request] });
      expect([person, [401, 403].includes(reply.status)], reply.text).toEqual([person, true]);
    }
  });
});

test('the matrix has asked for hundreds of relations', () => {
  console.log(`side doors: ${asked.expanded} expanded rows, ${asked.filtered} filters`);
  expect(Math.min(asked.expanded, asked.filtered)).toBeGreaterThan(100);
});

describe('realtime', () => {
  test('everybody hears of exactly those rows that he may open', { timeout: 60_000 }, async () => {
    const lives = new Map<Person, Live>();
    for (const [person, client] of clients)
      lives.set(person, await listen(server, client, ...names.map((name) => `${name}/*`)));
    const admin = clients.get('admin')!;
    const inspector = clients.get('inspector')!;
    const dispatcher = clients.get('dispatcher')!;
    const event = found();
    const sent = [
      await inspector.send('POST', path('events'), event),
      await dispatcher.send(
        'POST',
        path('events'),
        draft(
          'problem.assigned',
          event.subjectId,
          {
            ...{ unit: id('housing'), orderNo: '', deadlineAt: Date.now() + 86_400_000, note: '' },
          },
          { seen: 1 },
        ),
      ),
      ...(await Promise.all(
        (
          [
            ['units', { name: 'Unit' }],
            ['groups', { name: 'Group' }],
            ['grids', { name: 'Grid' }],
            ['roads', { name: 'Road 2' }],
            ['stations', { name: 'Station' }],
            ['priorities', { weight: 3 }],
            ['catalogues', { version: '2' }],
            ['feedback', { answer: 'yes' }],
          ] as const
        ).map(([name, body]) => admin.send('PATCH', `${path(name)}/${rowsOf(name)[0]!.id}`, body)),
      )),
    ];
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 200));

    const touched = new Map<string, readonly [collection: string, row: string]>();
    const heardOf = (person: Person): Set<string> =>
      new Set(
        (lives.get(person)!.received as { readonly record: Row & { readonly collectionName: string } }[]).map(
          ({ record }) => {
            const key = `${record.collectionName}/${record.id}`;
            touched.set(key, [record.collectionName, record.id]);
            return key;
          },
        ),
      );
    // The administrator sees most; what he has heard of, the others have had their time to hear of.
    for (let tries = 0; tries < 200 && heardOf('admin').size < 10; tries++)
      await new Promise((done) => setTimeout(done, 25));
    await new Promise((done) => setTimeout(done, 500));
    for (const person of PEOPLE) heardOf(person);
    expect([...new Set([...touched.values()].map(([name]) => name))].sort()).toEqual(
      expect.arrayContaining(['events', 'feedback', 'grids', 'problems', 'stations', 'units']),
    );
    for (const [person, client] of clients) {
      const heard = heardOf(person);
      for (const [key, [collection, row]] of touched) {
        const { status } = await client.get(`${path(collection)}/${row}`);
        // The event of the finding came before the unit had a part in the case.
        if (collection === 'events' && !heard.has(key)) continue;
        expect([person, key, heard.has(key)]).toEqual([person, key, status === 200]);
      }
    }
    for (const live of lives.values()) live.stop();
  });
});

describe('files', () => {
  test('a photo’s address answers exactly those who may open its record', async () => {
    const bytes = Buffer.concat([JPEG, Buffer.from('matrix')]);
    const photo = { id: newId(), sha256: sha256(bytes) };
    const event = found(newId(), {}, { photos: [photo] });
    const inspector = clients.get('inspector')!;
    expect((await inspector.send('POST', path('events'), event)).status).toBe(200);
    const form = new FormData();
    for (const [name, value] of Object.entries({
      ...photo,
      event: event.id,
      phase: 'before',
      by: inspector.id,
    }))
      form.set(name, value);
    form.set('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), 'photo.jpg');
    const stored = await inspector.send('POST', path('photos'), form);
    expect(stored.status, stored.text).toBe(200);
    const address = `/api/files/photos/${photo.id}/${String(stored.body.file)}`;
    const saw: Person[] = [];
    for (const [person, client] of clients) {
      const opened = (await client.get(`${path('photos')}/${photo.id}`)).status === 200;
      const token = String((await client.send('POST', '/api/files/token')).body?.token ?? '');
      const { status } = await client.get(`${address}?token=${token}`);
      expect([person, status === 200]).toEqual([person, opened]);
      expect([person, (await client.get(address)).status]).toEqual([person, 404]);
      if (opened) saw.push(person);
    }
    expect(saw).toEqual(expect.arrayContaining(['inspector', 'dispatcher', 'leader']));
    for (const foreign of ['otherinspector', 'othertown', 'otherregulator', 'public', ''] as const)
      expect(saw).not.toContain(foreign);
  });
});

/** The smallest JPEG that a decoder takes: one grey pixel. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
);
