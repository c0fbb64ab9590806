import { beforeAll, expect, test } from 'vitest';
import type { Author, Row } from '../../src/core/casework/act.ts';
import { foresee, type Held } from '../../src/core/casework/foresee.ts';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import type { EventDraft } from '../../src/core/casework/events.ts';
import { city, id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, found, newId, photoRef, strikeOf } from './drafts.ts';
import { startServer, type Client, type Json, type TestServer } from './harness.ts';

/** What only the server gives or counts, and what the database adds to every row. */
const OF_THE_SERVER = ['no', 'rev', 'receivedAt'];

let server: TestServer;
let inspector: Client;
let author: Author;

const row = (collection: string, key: string): Promise<Json> => rowOf(server, collection, key);

beforeAll(async () => {
  server = await startServer();
  inspector = await server.as('inspector');
  author = { id: inspector.id, role: 'inspector', unit: '', group: id('groupone'), territory: '' };
});

test('a device and the server make the same rows of the same events, with one reducer', async () => {
  const task = newId();
  await send(await server.as('dispatcher'), draft('task.sent', task, strikeOf()));
  const rows = new Map<string, Row>();
  const keep = async (collection: string, key: string): Promise<void> =>
    void rows.set(`${collection}/${key}`, await row(collection, key));
  await keep('tasks', task);
  for (const source of ['sitewest', 'yardwest']) await keep('sources', id(source));
  const grids = { cell: id('cellwest'), village: id('villagewest'), town: id('townwest') };
  const held: Held = {
    find: (collection, key) => rows.get(`${collection}/${key}`) ?? settled(collection, key),
    locate: () => grids,
    unitOfTown: () => '',
  };

  const place = { lng: 113.55, lat: 34.85, accuracyM: 5, by: 'gps', reason: '' } as const;
  const met = newId();
  const problem = newId();
  const fixed = newId();
  const visit = (source: string, result: 'found' | 'nothing'): EventDraft =>
    draft('task.visited', task, { source, result, at: Date.now(), place, note: '' }, { seen: 1 });
  const drafts = [
    draft('source.registered', met, { kind: 'soil_yard', name: '', place, note: '' }),
    draft('task.accepted', task, {}, { seen: 1 }),
    draft('task.started', task, {}, { seen: 1 }),
    visit(id('sitewest'), 'found'),
    found(problem, { task, origin: 'strike' }),
    visit(id('yardwest'), 'nothing'),
    visit(met, 'found'),
    found(fixed, { task, source: met, origin: 'strike' }),
    draft('problem.fixed_on_spot', fixed, { note: '', place }, { seen: 1, photos: [photoRef()] }),
  ];
  const ahead = foresee(drafts, author, held, Date.now());
  expect([...ahead.refused]).toEqual([]);
  expect(ahead.fresh('sources').map((each) => each.id)).toEqual([met]);
  expect(ahead.find('tasks', task)).toMatchObject({ state: 'under_way', rev: 1 });

  for (const each of drafts) {
    const reply = await send(inspector, each);
    expect(reply.status, reply.text).toBe(200);
    // By this the device knows a row that has the event.
    expect(reply.body.rev).toBe((await row(each.subject, each.subjectId))['rev']);
  }
  const made = [
    ['tasks', task],
    ['sources', met],
    ['sources', id('sitewest')],
    ['problems', problem],
    ['problems', fixed],
  ] as const;
  for (const [collection, key] of made) {
    const truth = await row(collection, key);
    const mine = Object.entries(ahead.find(collection, key)!).filter(
      ([field]) => field in truth && !OF_THE_SERVER.includes(field) && sameOnDevice(collection, field),
    );
    const other = mine.filter(([field, value]) => canonicalJson(truth[field]) !== canonicalJson(value));
    expect(other.map(([field, value]) => [collection, field, value, truth[field]])).toEqual([]);
    expect(mine.length).toBeGreaterThan(10);
  }

  // What is here already changes nothing when it is run again, and is no news.
  for (const [collection, key] of made) await keep(collection, key);
  const after = foresee(drafts, author, held, Date.now());
  expect(after.fresh('sources')).toEqual([]);
  expect(after.find('tasks', task)).toMatchObject({ state: 'under_way' });
});

test('what the server would refuse is told on the device with the same reason', async () => {
  const task = newId();
  await send(await server.as('dispatcher'), draft('task.sent', task, strikeOf({ group: id('grouptwo') })));
  const foreign = await row('tasks', task);
  const held: Held = {
    find: (collection, key) => (collection === 'tasks' && key === task ? foreign : null),
    locate: () => ({ cell: '', village: '', town: '' }),
    unitOfTown: () => '',
  };
  const accepted = draft('task.accepted', task, {}, { seen: 1 });
  const reply = await send(inspector, accepted);
  expect(foresee([accepted], author, held, Date.now()).refused.get(accepted.id)?.key).toBe(
    reply.body.data.key,
  );
});

/** Rows that only imports change. */
function settled(collection: string, key: string): Row | null {
  return ((city[collection] as readonly Row[] | undefined) ?? []).find((each) => each.id === key) ?? null;
}

/** The deadline and what hangs on catalogues are the server's to say; the device has none of them. */
function sameOnDevice(collection: string, field: string): boolean {
  const byCatalogue = ['edition', 'clock', 'dueAt', 'deadlineAt', 'remindAt', 'nextAt', 'openSince'];
  return collection !== 'problems' || !byCatalogue.includes(field);
}
