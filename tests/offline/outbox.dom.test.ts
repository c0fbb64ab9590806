import 'fake-indexeddb/auto';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventDraft } from '../../src/core/casework/events.ts';
import { draftEvent, newId } from '../../src/offline/event-draft.ts';
import { flush } from '../../src/offline/flush.ts';
import { enqueue, prune, retry, setAside, wake, type PhotoDraft } from '../../src/offline/outbox.ts';
import { outboxStore } from '../../src/offline/outbox-store.ts';
import { client } from '../../src/api/client.ts';

const ME = 'me';
const DAY_MS = 86_400_000;
const PLACE = { lng: 113.6, lat: 34.8, accuracyM: 10, by: 'gps', reason: '' } as const;

/** What the server got, and what it says next; an answer of null takes it. */
let sent: string[];
let uploaded: string[];
let answerTo: (draft: EventDraft) => unknown;
let answerToPhoto: (id: string) => unknown;
let tokenTaken: boolean | 'no network' | 'cut';
let at: number;
const clock = () => at;

function answered(status: number, key?: string, params?: object): ClientResponseError {
  return new ClientResponseError({
    status,
    response: { data: key ? { key, ...(params ? { params } : {}) } : {} },
  });
}

beforeEach(async () => {
  vi.restoreAllMocks();
  await Promise.all([outboxStore.items.clear(), outboxStore.photos.clear(), outboxStore.drafts.clear()]);
  sent = [];
  uploaded = [];
  answerTo = answerToPhoto = () => null;
  tokenTaken = true;
  at = 1_000_000;
  signIn(ME);
  vi.spyOn(client, 'collection').mockImplementation(((name: string) => ({
    create: async (body: EventDraft | FormData) => {
      const id = body instanceof FormData ? String(body.get('id')) : body.id;
      const no = body instanceof FormData ? answerToPhoto(id) : answerTo(body);
      if (no) throw no;
      (name === 'photos' ? uploaded : sent).push(id);
      return { id };
    },
  })) as never);
  vi.spyOn(client, 'send').mockImplementation(async () => {
    if (tokenTaken === 'cut') return {};
    if (tokenTaken !== true) throw answered(tokenTaken === false ? 401 : 0);
    return { token: client.authStore.token, record: client.authStore.record };
  });
});

function signIn(id: string, expired = false) {
  const part = (value: object) => btoa(JSON.stringify(value)).replace(/=/g, '');
  const exp = Math.floor(Date.now() / 1000) + (expired ? -60 : 3600);
  client.authStore.save(`${part({ alg: 'HS256' })}.${part({ id, exp, type: 'auth' })}.x`, {
    id,
    collectionId: 'users',
    collectionName: 'users',
  });
}

function found(source = 's1'): EventDraft {
  const payload = {
    category: 'dust.bare',
    severity: 1,
    origin: 'patrol',
    source,
    task: null,
    place: PLACE,
    foundAt: at,
    note: '',
  };
  return draftEvent('problem.found', newId(), payload as never);
}
function photoOf(problem: EventDraft): PhotoDraft {
  return {
    id: newId(),
    subject: 'problems',
    subjectId: problem.subjectId,
    phase: 'before',
    sha256: 'aa',
    taken: {},
    bytes: new Blob(['x']),
  };
}
const stateOf = async (id: string) => (await outboxStore.items.get(id))?.state;
const put = (draft: EventDraft, photos: PhotoDraft[] = [], after: string[] = []) =>
  enqueue(ME, [{ draft, photos, after }], at);

describe('outbox', () => {
  it('sends in the order of making, though clock and ids of one millisecond tell none, and a photo after its event', async () => {
    const drafts = Array.from({ length: 30 }, () => found());
    const photo = photoOf(drafts[0]!);
    await enqueue(
      ME,
      drafts.map((draft, i) => ({ draft, photos: i === 0 ? [photo] : [] })),
      at,
    );
    expect(await flush(ME, clock)).toBe('done');
    expect(sent).toEqual(drafts.map(({ id }) => id));
    expect(uploaded).toEqual([photo.id]);
    expect(await flush(ME, clock)).toBe('done');
    expect(sent).toHaveLength(30);
  });

  it('waits longer after each failure, at most a minute, and at once when the network is back', async () => {
    const draft = found();
    await put(draft);
    answerTo = () => answered(0);
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      expect(await flush(ME, clock)).toBe('offline');
      const item = (await outboxStore.items.get(draft.id))!;
      waits.push(item.nextTryAt - at);
      at = item.nextTryAt;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((each) => each * 1000));
    answerTo = () => null;
    at -= 30_000;
    await flush(ME, clock);
    at -= 60_000;
    sent = [];
    await outboxStore.items.update(draft.id, { state: 'waiting', nextTryAt: at + 60_000 });
    await flush(ME, clock);
    expect(sent).toEqual([]);
    await wake(ME);
    await flush(ME, clock);
    expect(sent).toEqual([draft.id]);
  });

  it('a fault of the server holds back its own case only', async () => {
    const one = found();
    const other = found();
    const fixed = draftEvent('problem.fixed_on_spot', one.subjectId, { note: '' });
    for (const each of [one, fixed, other]) await put(each);
    answerTo = (draft) => (draft.id === one.id ? answered(500) : null);
    expect(await flush(ME, clock)).toBe('done');
    expect(sent).toEqual([other.id]);
    answerTo = () => null;
    at += 1000;
    await flush(ME, clock);
    expect(sent).toEqual([other.id, one.id, fixed.id]);
  });

  it('keeps a refused item with the reason in words; what builds on it does not overtake it', async () => {
    const source = draftEvent('source.registered', newId(), {
      kind: 'unnamed',
      name: '',
      place: PLACE,
      note: '',
    });
    const problem = found(source.subjectId);
    const visit = draftEvent('task.visited', 't1', {
      source: 's2',
      result: 'found',
      at,
      place: PLACE,
      note: '',
    });
    await put(source);
    await put(problem, [photoOf(problem)]);
    await put(visit, [], [problem.subjectId]);
    const reason = { key: 'server_not_your_territory' };
    answerTo = (draft) => (draft.id === source.id ? answered(403, reason.key) : null);
    await flush(ME, clock);
    at += DAY_MS;
    await flush(ME, clock);
    expect(sent).toEqual([]);
    expect(await outboxStore.items.get(source.id)).toMatchObject({ state: 'refused', reason });
    expect(await stateOf(problem.id)).toBe('waiting');
    answerTo = () => null;
    await retry(source.id);
    await flush(ME, clock);
    expect(sent).toEqual([source.id, problem.id, visit.id]);
    expect(uploaded).toHaveLength(1);
  });

  it('a refused end of a task does not block the visits after it, and can be put aside', async () => {
    const done = draftEvent('task.done', 't1', { note: '' });
    const visit = draftEvent('task.visited', 't1', {
      source: 's2',
      result: 'nothing',
      at,
      place: PLACE,
      note: '',
    });
    await put(done);
    await put(visit);
    answerTo = (draft) =>
      draft.id === done.id ? answered(400, 'server_strike_has_undecided', { count: 1 }) : null;
    await flush(ME, clock);
    expect(sent).toEqual([visit.id]);
    expect((await outboxStore.items.get(done.id))?.reason).toEqual({
      key: 'server_strike_has_undecided',
      params: { count: 1 },
    });
    await setAside(done.id);
    expect(await stateOf(done.id)).toBe('set_aside');
    await setAside(visit.id);
    expect(await stateOf(visit.id)).toBe('confirmed');
  });

  it('an event that is too long for the server stays on the device, whole, with how long it may be', async () => {
    const long = found();
    await enqueue(ME, [{ draft: long }], at);
    const params = { size: 2200, limit: 2100 };
    answerTo = () => answered(413, 'server_event_too_large', params);
    await flush(ME, clock);
    expect(await outboxStore.items.get(long.id)).toMatchObject({
      state: 'refused',
      draft: long,
      reason: { key: 'server_event_too_large', params },
    });
  });

  it('counts as done what a colleague’s tablet did already, and a replay of what the server has', async () => {
    const accepted = draftEvent('task.accepted', 't1', {});
    await put(accepted);
    answerTo = () => answered(409, 'server_task_is_under_way');
    await flush(ME, clock);
    expect(await stateOf(accepted.id)).toBe('confirmed');

    const draft = found();
    await put(draft);
    await outboxStore.items.update(draft.id, { state: 'sending' });
    answerTo = () => null;
    await flush(ME, clock);
    await outboxStore.items.update(draft.id, { state: 'sending' });
    await flush(ME, clock);
    expect(await stateOf(draft.id)).toBe('confirmed');
    expect(new Set(sent)).toEqual(new Set([draft.id]));
  });

  it('asks nobody with a token that has run out, and keeps everything', async () => {
    const draft = found();
    await put(draft, [photoOf(draft)]);
    signIn(ME, true);
    expect(await flush(ME, clock)).toBe('signed_out');
    client.authStore.clear();
    expect(await flush(ME, clock)).toBe('signed_out');
    expect(client.collection).not.toHaveBeenCalled();
    expect(await stateOf(draft.id)).toBe('waiting');
    expect(await outboxStore.photos.count()).toBe(1);
  });

  it.each([[401], [400], [403]])(
    'answer %i for a token the server no longer takes is no verdict on the finding',
    async (status) => {
      const draft = found();
      await put(draft);
      tokenTaken = false;
      answerTo = () => answered(status, status === 403 ? 'server_only_people' : undefined);
      expect(await flush(ME, clock)).toBe('signed_out');
      expect(await outboxStore.items.get(draft.id)).toMatchObject({
        state: 'waiting',
        nextTryAt: 0,
        reason: null,
      });
      tokenTaken = true;
      answerTo = () => null;
      expect(await flush(ME, clock)).toBe('done');
      expect(sent).toEqual([draft.id]);
    },
  );

  it('a 400 without a reason, with a good token, is a refusal with its number', async () => {
    const draft = found();
    await put(draft);
    answerTo = () => answered(400);
    await flush(ME, clock);
    expect((await outboxStore.items.get(draft.id))?.reason).toEqual({
      key: 'inspect_outbox_status',
      params: { status: 400 },
    });
    tokenTaken = 'no network';
    await retry(draft.id);
    expect(await flush(ME, clock)).toBe('offline');
    expect(await stateOf(draft.id)).toBe('waiting');
  });

  it('an answer about the token that was cut in the middle signs nobody out', async () => {
    const draft = found();
    await put(draft);
    answerTo = () => answered(400);
    tokenTaken = 'cut';
    expect(await flush(ME, clock)).toBe('offline');
    expect(client.authStore.record?.id).toBe(ME);
    expect(await stateOf(draft.id)).toBe('waiting');
  });

  it('another person at this tablet neither sends nor blocks it', async () => {
    const mine = found();
    const theirs = found();
    await put(mine);
    await enqueue('you', [{ draft: theirs }], at);
    signIn('you');
    expect(await flush(ME, clock)).toBe('signed_out');
    expect(await flush('you', clock)).toBe('done');
    expect(sent).toEqual([theirs.id]);
    signIn(ME);
    await flush(ME, clock);
    expect(sent).toEqual([theirs.id, mine.id]);
  });

  it('a refused photo keeps its words and goes again with its event', async () => {
    const draft = found();
    const photo = photoOf(draft);
    await put(draft, [photo]);
    answerToPhoto = () => answered(413, 'server_photo_too_large', { size: 9, limit: 8.4 });
    await flush(ME, clock);
    expect(await outboxStore.photos.get(photo.id)).toMatchObject({
      state: 'refused',
      reason: { key: 'server_photo_too_large', params: { size: 9, limit: 8.4 } },
    });
    answerToPhoto = () => null;
    await retry(draft.id);
    expect(await stateOf(draft.id)).toBe('confirmed');
    await flush(ME, clock);
    expect(uploaded).toEqual([photo.id]);
  });

  it('forgets confirmed items after a day, not before, and not while a photo waits', async () => {
    const [old, held, fresh] = [found(), found(), found()] as const;
    const photo = photoOf(held);
    await put(old, [photoOf(old)]);
    await put(held, [photo]);
    await flush(ME, clock);
    await outboxStore.photos.update(photo.id, { state: 'waiting' });
    at += DAY_MS + 1;
    await put(fresh);
    await prune(at);
    expect((await outboxStore.items.toArray()).map(({ id }) => id).sort()).toEqual(
      [held.id, fresh.id].sort(),
    );
    expect(await outboxStore.photos.count()).toBe(1);
  });

  it('events of one finding are stored all or none, and end its draft', async () => {
    const draft = { author: ME, source: 's1', savedAt: at } as never;
    await outboxStore.drafts.put(draft);
    const one = found();
    await expect(enqueue(ME, [{ draft: one }, { draft: one }], at, 's1')).rejects.toThrow();
    expect(await outboxStore.items.count()).toBe(0);
    expect(await outboxStore.drafts.count()).toBe(1);
    await enqueue(ME, [{ draft: one }], at, 's1');
    expect(await outboxStore.drafts.count()).toBe(0);
  });

  it('two tabs do not send at once', async () => {
    let held = false;
    const locks = {
      request: async (_: string, __: object, work: (lock: object | null) => Promise<unknown>) => {
        if (held) return work(null);
        held = true;
        try {
          return await work({});
        } finally {
          held = false;
        }
      },
    };
    Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
    await put(found());
    const ends = await Promise.all([flush(ME, clock), flush(ME, clock)]);
    Reflect.deleteProperty(navigator, 'locks');
    expect(ends.sort()).toEqual(['busy', 'done']);
    expect(sent).toHaveLength(1);
  });
});
