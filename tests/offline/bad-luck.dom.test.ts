import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, expect, it, vi } from 'vitest';
import { client } from '../../src/api/client.ts';
import type { EventDraft } from '../../src/core/casework/events.ts';
import { draftEvent, newId } from '../../src/offline/event-draft.ts';
import { flush } from '../../src/offline/flush.ts';
import { draftsToCome } from '../../src/offline/drafts-to-come.ts';
import { enqueue, setAside } from '../../src/offline/outbox.ts';
import { outboxStore } from '../../src/offline/outbox-store.ts';

const ME = 'me';
const DAY_MS = 86_400_000;
const PLACE = { lng: 113.6, lat: 34.8, accuracyM: 10, by: 'gps', reason: '' } as const;

/** What reached the server. */
let arrived: string[];
/** What somebody else answers in its place; null = it answers itself. */
let stranger: unknown;
/** Which events the server refuses. */
let refuses: (type: string) => boolean;
let broken: boolean;
let at: number;
const clock = () => at;

beforeEach(async () => {
  vi.restoreAllMocks();
  await Promise.all([outboxStore.items.clear(), outboxStore.photos.clear()]);
  arrived = [];
  stranger = null;
  broken = false;
  refuses = () => false;
  at = 1_000_000;
  const part = (value: object) => btoa(JSON.stringify(value)).replace(/=/g, '');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const me = { id: ME, collectionId: 'users', collectionName: 'users' };
  client.authStore.save(`${part({ alg: 'HS256' })}.${part({ id: ME, exp, type: 'auth' })}.x`, me);
  vi.spyOn(client, 'collection').mockImplementation((() => ({
    create: async (body: EventDraft | FormData) => {
      const id = body instanceof FormData ? String(body.get('id')) : body.id;
      if (broken) throw new ClientResponseError({ status: 503 });
      if (stranger !== null) return stranger;
      if (!(body instanceof FormData) && refuses(body.type)) {
        const response = { data: { key: 'server_changed_meanwhile' } };
        throw new ClientResponseError({ status: 409, response });
      }
      arrived.push(id);
      return { id, rev: 7 };
    },
  })) as never);
});

/** A finding with one photo in the outbox; answers both ids. */
async function stored(): Promise<[event: string, photo: string]> {
  const payload = {
    category: 'dust.bare',
    severity: 1,
    origin: 'patrol',
    source: 's1',
    task: null,
    place: PLACE,
    foundAt: at,
    note: '',
  };
  const draft = draftEvent('problem.found', newId(), payload as never);
  const photo = newId();
  const bytes = new Blob(['x']);
  const of = {
    subject: 'problems',
    subjectId: draft.subjectId,
    phase: 'before',
    sha256: 'aa',
    taken: {},
  } as const;
  await enqueue(ME, [{ draft, photos: [{ id: photo, bytes, ...of }] }], at);
  return [draft.id, photo];
}
const stateOf = async (id: string) =>
  ((await outboxStore.items.get(id)) ?? (await outboxStore.photos.get(id)))?.state;

it.each([[{}], [null], ['<html>'], [{ code: 0, msg: 'ok' }], [{ id: 'another' }]])(
  'an answer of 200 that does not name what was sent (%j) confirms nothing: a gateway spoke, or half of it is missing',
  async (said) => {
    const [event, photo] = await stored();
    stranger = said ?? undefined;
    expect(await flush(ME, clock)).toBe('offline');
    expect(await stateOf(event)).toBe('waiting');
    await outboxStore.items.update(event, { state: 'confirmed' });
    expect(await flush(ME, clock)).toBe('offline');
    expect(await stateOf(photo)).toBe('waiting');
    stranger = null;
    at += 60_000;
    expect(await flush(ME, clock)).toBe('done');
    expect(await stateOf(photo)).toBe('confirmed');
    expect(arrived).toEqual([photo]);
  },
);

it('a pause that was made before the clock was set back is not waited out', async () => {
  const [event, photo] = await stored();
  broken = true;
  await flush(ME, clock);
  broken = false;
  at -= DAY_MS;
  expect(await flush(ME, clock)).toBe('done');
  expect(arrived).toEqual([event, photo]);
});

it('a full disk keeps nothing from the server, and what is there makes room', async () => {
  const [event, photo] = await stored();
  const full = async (): Promise<never> => {
    throw new Dexie.AbortError('aborted', new Dexie.QuotaExceededError());
  };
  vi.spyOn(outboxStore.items, 'update').mockImplementation(full as never);
  vi.spyOn(outboxStore.photos, 'update').mockImplementation(full as never);
  expect(await flush(ME, clock)).toBe('done');
  expect(arrived).toEqual([event, photo]);
  expect(await stateOf(event)).toBe('waiting');
  expect(await outboxStore.photos.count()).toBe(0);
  vi.mocked(outboxStore.items.update).mockRestore();
  expect(await flush(ME, clock)).toBe('done');
  expect(await stateOf(event)).toBe('confirmed');
});

it('a change of a source that is refused holds back no finding there; what was to make the source does', async () => {
  const change = draftEvent('source.updated', 's1', { changes: { name: '乙' }, reason: '' }, { seen: 3 });
  await enqueue(ME, [{ draft: change }], at);
  const [event] = await stored();
  refuses = (type) => type === 'source.updated';
  await flush(ME, clock);
  expect(await stateOf(change.id)).toBe('refused');
  expect(await stateOf(event)).toBe('confirmed');

  const made = draftEvent('source.registered', 's2', { kind: 'unnamed', name: '', place: PLACE, note: '' });
  const visit = draftEvent('task.visited', 't1', {
    source: 's2',
    result: 'nothing',
    at,
    place: PLACE,
    note: '',
  });
  await enqueue(ME, [{ draft: made }, { draft: visit }], at);
  refuses = (type) => type === 'source.registered';
  await flush(ME, clock);
  expect(await stateOf(visit.id)).toBe('waiting');
  await setAside(made.id);
  await flush(ME, clock);
  expect(await stateOf(visit.id)).toBe('confirmed');
});

it('what its author lets be takes its photos with it: nothing waits for ever', async () => {
  const [event, photo] = await stored();
  refuses = () => true;
  await flush(ME, clock);
  await setAside(event);
  expect([await stateOf(event), await stateOf(photo)]).toEqual(['set_aside', 'set_aside']);
  expect(await flush(ME, clock)).toBe('done');
  expect(arrived).toEqual([]);
});

it('a confirmed step counts until a row arrives that has it, and not when others went on from there', async () => {
  const [event] = await stored();
  await flush(ME, clock);
  const items = await outboxStore.items.toArray();
  expect(items[0]).toMatchObject({ id: event, rev: 7 });
  const find = (rev: number | null) => () => (rev === null ? null : { id: 'x', rev });
  expect([null, 6, 7, 8].map((rev) => draftsToCome(items, find(rev)).length)).toEqual([1, 1, 0, 0]);
});
